/** One call in the log. */
export type Call = {
  /** Counts from 1 since the start or the last reset. */
  number: number
  /** When it came in, RFC 3339, on the sandbox's clock. */
  at: string
  method: string
  /** Path template, such as `/users/:id`; `*` where no route matches. */
  path: string
  /** Method and template, the key of `byEndpoint`. */
  endpoint: string
  /** How many ids a batch carried; null for other calls. */
  ids: number | null
  /** Whether it was one of the lookups the network limits hard. */
  limited: boolean
  /** Kind of credential that came along, such as `bot`, `user`, `none`. */
  auth: string
  /** The caller's X-Request-Id. */
  requestId: string | null
  /** Kind of the fault it ran into. */
  fault: string | null
  /** HTTP status of the answer; null while waiting and where none was given. */
  status: number | null
  /** The network's own error code; null on success. */
  code: number | null
  /** A remark of the sandbox, such as why a token was refused. */
  remark: string | null
}

/** Counters and the last calls; a call counts from the moment it was read, answered or not. */
export type CallReport = {
  total: number
  /** Lookups the network limits hard, such as those by identity number. */
  limited: number
  /** Calls per endpoint, such as `{"POST /users/fetch": 2}`. */
  byEndpoint: Record<string, number>
  /** The last calls, oldest first. */
  recent: Call[]
}

/** What is known of a call when it comes in. */
export type NewCall = Pick<Call, 'method' | 'path' | 'endpoint' | 'ids' | 'limited' | 'auth' | 'requestId'>

/** Counters of one upstream. */
export type CallLog = {
  /** Counts a call; the entry is completed in place as the call goes on. */
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
