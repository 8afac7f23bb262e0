import { encode, ownCopy } from './response-body.ts'

/** Bytes of a piece, at least; the last may have fewer. Only a longer value makes a piece much longer. */
const PIECE_BYTES = 32 * 1024

/** Characters of a leaf that is written by itself. */
const LONG_LEAF = 32 * 1024

/** What is written is collected here, so that no long text is put together. UTF-8 takes at most three bytes for a character. */
const draft = Buffer.allocUnsafeSlow(4 * PIECE_BYTES)

type Properties = Readonly<Record<string, unknown>>

/** Whether `JSON.stringify` should write a value in one go: a leaf, or an object of short leaves. */
const isFlat = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return true
  if (Array.isArray(value)) return false
  for (const key in value) {
    const below = (value as Properties)[key]
    if (typeof below === 'string' ? below.length > LONG_LEAF : typeof below === 'object' && below !== null) {
      return false
    }
  }
  return true
}

/** `JSON.stringify` leaves these out of objects, and makes them null in lists. */
const isAbsent = (value: unknown): boolean =>
  value === undefined || typeof value === 'function' || typeof value === 'symbol'

/**
 * The same as `JSON.stringify`, as UTF-8 in pieces: a large value never exists as one text, and what has been sent is
 * released. Undefined as soon as it is larger than the limit.
 */
export const toJsonPieces = (value: unknown, maxBytes = Infinity): readonly Buffer[] | undefined => {
  const pieces: Buffer[] = []
  let bytes = 0
  let drafted = 0

  const add = (piece: Buffer): void => {
    bytes += piece.length
    pieces.push(piece)
  }

  const flush = (): void => {
    if (drafted === 0) return
    add(ownCopy(draft.subarray(0, drafted)))
    drafted = 0
  }

  const put = (part: string): void => {
    if (part.length * 3 > draft.length - drafted) {
      flush()
      if (part.length * 3 > draft.length) return add(encode(part))
    }
    drafted += draft.write(part, drafted)
    if (drafted >= PIECE_BYTES) flush()
  }

  const writeList = (list: readonly unknown[]): void => {
    put('[')
    for (const [index, item] of list.entries()) {
      if (index > 0) put(',')
      write(item)
    }
    put(']')
  }

  const writeObject = (object: Properties): void => {
    let separator = '{'
    for (const [key, below] of Object.entries(object)) {
      if (isAbsent(below)) continue
      put(`${separator}${JSON.stringify(key)}:`)
      write(below)
      separator = ','
    }
    put('}')
  }

  /** An object that is not flat has a property, so that its bracket is opened. */
  const write = (value: unknown): void => {
    if (bytes > maxBytes) return
    if (isAbsent(value)) put('null')
    else if (isFlat(value)) put(JSON.stringify(value))
    else if (Array.isArray(value)) writeList(value)
    else writeObject(value as Properties)
  }

  write(value)
  flush()
  return bytes > maxBytes ? undefined : pieces
}
