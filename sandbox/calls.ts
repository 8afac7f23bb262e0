/** One call in the log. */
export type Call = {
  /** Number of the call since the start or the last reset, from 1. */
  number: number
  /** Time of arrival, RFC 3339, by the sandbox's clock. */
  at: string
  method: string
  /** Path template, such as `/users/:id`; `*` if no route matches. */
  path: string
  /** Method and template, the key of `byEndpoint`. */
  endpoint: string
  /** Number of ids in a batch; null for other calls. */
  ids: number | null
  /** Whether it was a rate-limited lookup. */
  limited: boolean
  /** Kind of credential, such as `bot`, `user`, `none`. */
  auth: string
  /** The caller's X-Request-Id. */
  requestId: string | null
  /** Kind of the fault applied to it. */
  fault: string | null
  /** HTTP status of the response; null if there is none (yet). */
  status: number | null
  /** The network's error code; null on success. */
  code: number | null
  /** A remark of the sandbox, such as why a token was refused. */
  remark: string | null
}

/** Counters and the last calls. A call counts once it has been read, even without a response. */
export type CallReport = {
  total: number
  /** Rate-limited lookups, such as those by identity number. */
  limited: number
  /** Calls per endpoint, such as `{"POST /users/fetch": 2}`. */
  byEndpoint: Record<string, number>
  /** The last calls, oldest first. */
  recent: Call[]
}

/** The properties of a call that are known on arrival. */
export type NewCall = Pick<Call, 'method' | 'path' | 'endpoint' | 'ids' | 'limited' | 'auth' | 'requestId'>

/** Counters of one upstream. */
export type CallLog = {
  /** Counts a call and returns its entry, which is completed later. */
  begin(call: NewCall): Call
  report(): CallReport
  reset(): void
}

const RECENT_CALLS = 1_000

/** An empty log that keeps the last 1,000 calls and counts all of them. */
export const createCallLog = (clock: () => number): CallLog => {
  let total = 0
  let limited = 0
  let recent: Call[] = []
  const byEndpoint = new Map<string, number>()

  return {
    begin(call) {
      total += 1
      if (call.limited) limited += 1
      byEndpoint.set(call.endpoint, (byEndpoint.get(call.endpoint) ?? 0) + 1)
      const entry: Call = {
        number: total,
        at: new Date(clock()).toISOString(),
        ...call,
        fault: null,
        status: null,
        code: null,
        remark: null,
      }
      recent.push(entry)
      // Trimmed in halves, so that a busy log does not shift a thousand entries at each call.
      if (recent.length >= 2 * RECENT_CALLS) recent = recent.slice(-RECENT_CALLS)
      return entry
    },
    report: () => ({
      total,
      limited,
      byEndpoint: Object.fromEntries(byEndpoint),
      recent: recent.slice(-RECENT_CALLS).map((call) => ({ ...call })),
    }),
    reset() {
      total = 0
      limited = 0
      recent = []
      byEndpoint.clear()
    },
  }
}
