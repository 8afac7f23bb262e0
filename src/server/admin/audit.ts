import type { IncomingMessage } from 'node:http'
import { parseClientAddress, rangeOf } from '../../client-address.ts'
import type { ActionName } from '../../control/action.ts'
import { createGrowingLru } from '../../lru.ts'
import type { Log } from '../../telemetry/log.ts'
import { THROTTLED_LINE_MS } from '../../telemetry/security-log.ts'
import type { ErrorReply } from '../error-reply.ts'

const MESSAGES: Readonly<Record<ActionName, string>> = {
  'drop-copies': 'an operator dropped copies',
  'close-network': 'an operator closed a network: no call is sent to it',
  'open-network': 'a network was opened: calls are sent to it again',
  'end-sessions': 'an operator ended the sessions of a user',
}

const NOT_DONE = 'an operator asked for what cannot be done'

/** What has come of an action. `incomplete`: not all workers, or not the other gateways, were reached. */
export type Outcome = 'done' | 'incomplete' | 'refused'

export interface AuditedAction {
  readonly action: ActionName
  readonly outcome: Outcome
  readonly network?: string | undefined
  /** A digest of the user. */
  readonly account?: string | undefined
  /** Milliseconds; left out for a network that is closed until it is opened. */
  readonly forMs?: number | undefined
  /** Why it was refused. */
  readonly reason?: string | undefined
}

/** Lines of one kind, `event: "admin"`, about everything that is asked of the admin port. */
export interface Audit {
  acted(request: IncomingMessage, requestId: string, action: AuditedAction): void
  /** Somebody read the state. */
  read(request: IncomingMessage, requestId: string): void
  /** A request with the right token asked for nothing that there is. */
  refused(request: IncomingMessage, requestId: string, reply: ErrorReply): void
  /**
   * A request was refused before it could ask for anything. Those of one address have ten lines a minute, and one a minute
   * once its wrong tokens are too many.
   */
  turnedAway(request: IncomingMessage, requestId: string, reply: ErrorReply): void
  /** The time of a closed network was over. */
  reopened(network: string): void
}

/** Addresses whose requests are counted. */
const MAX_ADDRESSES = 1_000
/** Lines of one address in `THROTTLED_LINE_MS`. */
const MAX_LINES = 10

/** Changes and refusals are at `warn`, so that they are there at that level too. */
export const createAudit = (log: Pick<Log, 'info' | 'warn'>): Audit => {
  const lines = createGrowingLru<string, number>(MAX_ADDRESSES, { ttl: THROTTLED_LINE_MS })

  const addressOf = ({ socket }: IncomingMessage): string => {
    const address = parseClientAddress(socket.remoteAddress ?? '')
    return address ? rangeOf(address) : 'unknown'
  }

  const refused: Audit['refused'] = (request, requestId, { status, code }) =>
    log.warn('a request to the admin port was refused', {
      event: 'admin',
      action: 'refused',
      outcome: 'refused',
      status,
      code,
      address: addressOf(request),
      requestId,
    })

  return {
    acted: (request, requestId, { action, ...facts }) =>
      log.warn(facts.outcome === 'refused' ? NOT_DONE : MESSAGES[action], {
        event: 'admin',
        action,
        ...facts,
        address: addressOf(request),
        requestId,
      }),
    read: (request, requestId) =>
      log.info('the state was read', {
        event: 'admin',
        action: 'state',
        outcome: 'done',
        address: addressOf(request),
        requestId,
      }),
    refused,
    turnedAway(request, requestId, reply) {
      const isThrottled = reply.status === 429
      const key = `${isThrottled} ${addressOf(request)}`
      const before = lines.get(key) ?? 0
      if (before >= (isThrottled ? 1 : MAX_LINES)) return
      lines.set(key, before + 1)
      refused(request, requestId, reply)
    },
    reopened: (network) =>
      log.warn(MESSAGES['open-network'], {
        event: 'admin',
        action: 'open-network',
        outcome: 'done',
        network,
        reason: 'its time was over',
      }),
  }
}
