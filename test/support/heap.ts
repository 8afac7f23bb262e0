import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

setFlagsFromString('--expose-gc')
// Else V8 places what some literals make into old memory, in one run of ten, after a collection that most of it survived.
setFlagsFromString('--no-allocation-site-pretenuring')
const collect = runInNewContext('gc') as () => void

export const collectAll = (): void => {
  collect()
  collect()
}

/** Bytes that live on the heap and beside it, once everything that nobody holds is gone. */
export const heldBytes = (): number => {
  collectAll()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

const collectMinor = runInNewContext('gc') as (options: { readonly type: 'minor' }) => void

/** Twice: what is held by then is taken for old, and stays until a full collection. */
export const collectYoung = (): void => {
  collectMinor({ type: 'minor' })
  collectMinor({ type: 'minor' })
}

/** What is taken for old, whether or not anybody still holds it. */
export const oldBytes = (): number =>
  getHeapSpaceStatistics()
    .filter(({ space_name: name }) => name === 'old_space' || name === 'large_object_space')
    .reduce((bytes, { space_used_size: used }) => bytes + used, 0)
