import { Agent, type Dispatcher } from 'undici'

/** Holds upstream calls until a test releases them. */
export interface Gate {
  readonly dispatcher: Dispatcher
  /** Number of held calls. */
  readonly waiting: number
  /** Releases the call that has been held for longest. */
  releaseOne(): void
  /** Releases the held calls and all later ones. */
  open(): void
}

/** @param path of the calls to hold, for example `/users/fetch`, or a pattern of such paths */
export const createGate = (path: string | RegExp): Gate => {
  const isHeld = (called: string): boolean => (typeof path === 'string' ? called === path : path.test(called))
  const held: (() => void)[] = []
  let isOpen = false
  const dispatcher = new Agent().compose((dispatch) => (options, handler) => {
    if (isOpen || !isHeld(options.path.split('?')[0] ?? '')) return dispatch(options, handler)
    held.push(() => void dispatch(options, handler))
    return true
  })
  return {
    dispatcher,
    get waiting() {
      return held.length
    },
    releaseOne: () => held.shift()?.(),
    open() {
      isOpen = true
      for (const go of held.splice(0)) go()
    },
  }
}
