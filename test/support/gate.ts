import { Agent, type Dispatcher } from 'undici'

/** Upstream calls that wait until a test lets them through. */
export interface Gate {
  readonly dispatcher: Dispatcher
  /** How many wait. */
  readonly waiting: number
  /** Lets those that wait, and all that come later, through. */
  open(): void
}

/** @param path what calls are to wait for, as `/users/fetch` */
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
