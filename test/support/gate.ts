import { Agent, type Dispatcher } from 'undici'

/** Holds upstream calls until a test releases them. */
export interface Gate {
  readonly dispatcher: Dispatcher
  /** Number of held calls. */
  readonly waiting: number
  /** Releases the held calls and all later ones. */
  open(): void
}

/** @param path of the calls to hold, for example `/users/fetch` */
export const createGate = (path: string): Gate => {
  const held: (() => void)[] = []
  let isOpen = false
  const dispatcher = new Agent().compose((dispatch) => (options, handler) => {
    if (isOpen || options.path.split('?')[0] !== path) return dispatch(options, handler)
    held.push(() => void dispatch(options, handler))
    return true
  })
  return {
    dispatcher,
    get waiting() {
      return held.length
    },
    open() {
      isOpen = true
      for (const go of held.splice(0)) go()
    },
  }
}
