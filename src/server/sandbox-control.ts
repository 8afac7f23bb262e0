import type { Network } from '../generated/enums.ts'
import { isObject } from '../json.ts'
import type { ErrorReply } from './error-reply.ts'

/** Somebody made up whom a visitor may act as, with the credentials that the sandbox takes. */
export type SandboxPerson =
  | { readonly name: string; readonly accessToken: string }
  | { readonly name: string; readonly region: string; readonly number: string; readonly password: string }

/** One network of the sandbox. */
export interface SandboxNetwork {
  readonly network: Network
  readonly people: readonly SandboxPerson[]
  readonly control: {
    /** Throws a `TypeError` that lists all problems. */
    setFault(fault: object): void
    clearFaults(): void
    faults(): readonly object[]
    calls(): { readonly total: number; readonly limited: number; readonly byEndpoint: object }
    reset(): void
  }
}

/** What the panel shows. */
export interface SandboxState {
  readonly networks: readonly object[]
}

/** The sandbox as GraphiQL's panel uses it. Only where this process, or the primary of its workers, has started one. */
export interface SandboxPanel {
  /** Carries out an action, if there is one. Returns the state after it, or why it was refused. */
  run(request?: { readonly action: unknown }): Promise<SandboxState | ErrorReply>
}

export interface SandboxControlOptions {
  /** Those that the sandbox stands in for. */
  readonly networks: readonly SandboxNetwork[]
  /** Empties the gateway's caches and ends its pauses, so that the next request meets the network as it is. */
  readonly forget: () => Promise<void>
}

const invalid = (message: string): ErrorReply => ({ status: 400, code: 'BAD_USER_INPUT', message })

const USAGE =
  'Send {"action": "faults", "network": "MIXIN", "faults": [{"kind": "429"}]}, {"action": "forget"} or {"action": "reset"}.'

/** Controls the sandbox of this process. Nothing is forwarded, so it can reach no real network. */
export const createSandboxControl = ({ networks, forget }: SandboxControlOptions): SandboxPanel => {
  const state = (): SandboxState => ({
    networks: networks.map(({ network, people, control }) => {
      const { total, limited, byEndpoint } = control.calls()
      return { network, people, faults: control.faults(), calls: { total, limited, byEndpoint } }
    }),
  })

  /** Replaces the faults of a network by others; all are as before where one is invalid. */
  const setFaults = (name: unknown, faults: unknown): ErrorReply | undefined => {
    const control = networks.find(({ network }) => network === name)?.control
    if (!control || !Array.isArray(faults) || !faults.every(isObject)) return invalid(USAGE)
    const before = control.faults()
    const set = (all: readonly object[]): void => {
      control.clearFaults()
      for (const fault of all) control.setFault(fault)
    }
    try {
      set(faults)
      return undefined
    } catch (error) {
      set(before.map((fault) => Object.fromEntries(Object.entries(fault).filter(([key]) => key !== 'hits'))))
      if (error instanceof TypeError) return invalid(error.message)
      throw error
    }
  }

  const act = async (body: unknown): Promise<ErrorReply | undefined> => {
    if (!isObject(body)) return invalid(USAGE)
    switch (body['action']) {
      case 'faults':
        return setFaults(body['network'], body['faults'])
      case 'reset':
        for (const { control } of networks) control.reset()
        await forget()
        return undefined
      case 'forget':
        await forget()
        return undefined
      default:
        return invalid(USAGE)
    }
  }

  return {
    run: async (request) => (request && (await act(request.action))) ?? state(),
  }
}
