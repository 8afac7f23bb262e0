import type { Clock } from '../clock.ts'

/** An operator has closed the network: nothing was sent. */
export class NetworkClosed extends Error {
  override readonly name = 'NetworkClosed'

  constructor() {
    super('an operator has closed the network')
  }
}

/** How long a network has been closed, and will be, in milliseconds. */
export interface Closing {
  readonly closedForMs: number
  /** Undefined: until it is opened. */
  readonly leftMs: number | undefined
}

/** Which networks an operator has closed, by name. Kept by this process alone. */
export interface NetworkSwitch {
  /** Undefined where the network is open. */
  find(network: string): Closing | undefined
  /** Closes it; one that is closed gets this end. @param forMs undefined: until it is opened */
  close(network: string, forMs?: number): void
  open(network: string): void
}

export const createNetworkSwitch = ({ now }: Pick<Clock, 'now'>): NetworkSwitch => {
  const closed = new Map<string, { readonly since: number; readonly until: number }>()

  return {
    find(network) {
      // Asked before each call.
      if (closed.size === 0) return undefined
      const closing = closed.get(network)
      if (!closing) return undefined
      const time = now()
      if (closing.until <= time) {
        closed.delete(network)
        return undefined
      }
      const { since, until } = closing
      return { closedForMs: time - since, leftMs: until === Infinity ? undefined : until - time }
    },
    close(network, forMs = Infinity) {
      const time = now()
      closed.set(network, { since: closed.get(network)?.since ?? time, until: time + forMs })
    },
    open: (network) => void closed.delete(network),
  }
}
