import type { Network } from '../generated/enums.ts'
import { isObject, parseJson } from '../json.ts'
import { isPlainJson } from './body.ts'
import type { BodyReader } from './body-reader.ts'
import { createCrossSiteCheck } from './cross-site.ts'
import { type ErrorReply, RejectedRequest } from './error-reply.ts'
import type { Route } from './exchange.ts'
import { unsupportedMediaType } from './rejections.ts'
import { toReply } from './reply.ts'

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

/** The sandbox as GraphiQL's panel uses it. Only where this process has started one. */
export interface SandboxPanel {
  /** Those that the sandbox stands in for. */
  readonly networks: readonly SandboxNetwork[]
  /** Empties the gateway's caches and ends its pauses, so that the next request meets the network as it is. */
  forget(): Promise<void>
}

const invalid = (message: string): ErrorReply => ({ status: 400, code: 'BAD_USER_INPUT', message })

const crossSite: ErrorReply = {
  status: 403,
  code: 'FORBIDDEN',
  message: 'The sandbox is controlled from its own pages only.',
}

const USAGE =
  'Send {"action": "faults", "network": "MIXIN", "faults": [{"kind": "429"}]}, {"action": "forget"} or {"action": "reset"}.'

/**
 * The sandbox's control for GraphiQL's panel: GET for its state, POST for an action. The page stays at its own origin:
 * had the sandbox CORS headers instead, any page could break it, and the page's security policy had to name its ports.
 * Nothing is forwarded: the route calls the sandbox of this process, so it can reach no real network. Pages of other
 * sites are refused.
 */
export const createSandboxRoute = ({ networks, forget }: SandboxPanel, bodies: BodyReader): Route => {
  const isCrossSite = createCrossSiteCheck([])

  const state = () =>
    toReply(
      200,
      { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
      JSON.stringify({
        networks: networks.map(({ network, people, control }) => {
          const { total, limited, byEndpoint } = control.calls()
          return { network, people, faults: control.faults(), calls: { total, limited, byEndpoint } }
        }),
      }),
    )

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
    methods: ['GET', 'POST'],
    async respond({ request }) {
      if (isCrossSite(request)) return crossSite
      if (request.method !== 'POST') return state()
      if (!isPlainJson(request)) return unsupportedMediaType
      try {
        const body = await bodies.read(request, 'sandbox')
        return (await act(body && parseJson(body.toString()))) ?? state()
      } catch (error) {
        if (error instanceof RejectedRequest) return error.reply
        throw error
      }
    },
  }
}
