import { rangeOf } from '../client-address.ts'
import { createGrowingLru } from '../lru.ts'
import { keyNameOf } from '../request/caller.ts'
import type { RequestRecord } from '../request/request-record.ts'
import type { Log } from '../telemetry/log.ts'
import { redactText } from '../telemetry/redaction.ts'
import type { SpanIds } from '../telemetry/spans/span.ts'
import { MAX_NAME_LENGTH } from '../telemetry/spans/waits.ts'

/** Names of operations whose form in the log is kept. */
const KEPT_NAMES = 1_000

/** A request that is over. */
export interface EndedRequest {
  readonly id: string
  readonly record: RequestRecord
  /** Undefined where the client left before there was one. */
  readonly status: number | undefined
  /** Whether the client left before it had the whole response. */
  readonly isClientGone: boolean
  readonly span: SpanIds | undefined
}

/** Writes a line for each request. */
export interface AccessLog {
  ended(request: EndedRequest): void
}

export interface AccessLogOptions {
  readonly log: Pick<Log, 'isInfo' | 'infoJson'>
  /** The part of requests without an error that is logged, 0 to 1. Those with an error always are. */
  readonly share: number
  /** 0 to 1. */
  readonly random?: () => number
}

const field = (name: string, value: string | undefined): string =>
  value === undefined ? '' : `,"${name}":"${value}"`

/** An object as JSON, whose names and values need no escapes. */
const toJson = (object: Readonly<Record<string, string | number | undefined>>): string => {
  let members = ''
  for (const name in object) {
    const value = object[name]
    const written = typeof value === 'string' ? `"${value}"` : value
    members += `${members === '' ? '' : ','}"${name}":${written}`
  }
  return `{${members}}`
}

/**
 * The line is put together by hand, since a search of each field for secrets takes longer than most requests: all
 * values are numbers, words of the gateway, digests, or checked where they enter it.
 */
export const createAccessLog = ({ log, share, random = Math.random }: AccessLogOptions): AccessLog => {
  const names = createGrowingLru<string, string>(KEPT_NAMES)

  /** A client chooses the names of its operations. They consist of letters, digits and underscores. */
  const toName = (name: string): string => {
    const known = names.get(name)
    if (known !== undefined) return known
    const kept = redactText(name.slice(0, MAX_NAME_LENGTH))
    names.set(name, kept)
    return kept
  }

  const describeOperation = ({ operation, document }: RequestRecord): string => {
    const kind = field('kind', operation?.kind ?? 'none')
    return operation?.name === undefined
      ? kind + field('document', operation?.document ?? document)
      : kind + field('operation', toName(operation.name))
  }

  const describeCaller = ({ caller, accounts }: RequestRecord): string => {
    if (!caller) return ''
    const { address } = caller
    return (
      field('address', address && rangeOf(address)) +
      field('apiKeyName', keyNameOf(caller)) +
      (accounts ? `,"accounts":${toJson(accounts)}` : '')
    )
  }

  return {
    ended({ id, record, status, isClientGone, span }) {
      const codes = record.codes()
      if (!log.isInfo || (codes.length === 0 && share < 1 && random() >= share)) return
      const { upstreamTime: upstream, startedAt } = record
      const ms = Math.round((performance.now() - startedAt) * 10) / 10
      log.infoJson(
        'request',
        `"event":"request","requestId":"${id}"` +
          describeOperation(record) +
          (status === undefined ? '' : `,"status":${status}`) +
          (codes.length === 0 ? '' : `,"codes":${JSON.stringify(codes)}`) +
          `,"upstreamCalls":${upstream ? toJson(upstream.calls) : '{}'}` +
          (upstream?.shared ? `,"sharedCalls":${upstream.shared}` : '') +
          `,"ms":${ms}` +
          describeCaller(record) +
          (isClientGone ? ',"clientGone":true' : '') +
          (span ? field('traceId', span.traceId) + field('spanId', span.spanId) : ''),
      )
    },
  }
}
