/** All kinds of faults, with the descriptions shown by `GET /__sandbox`. */
export const FAULT_KINDS = {
  latency: 'Answers as usual, after latencyMs.',
  '429': "Refuses as the network does when there were too many calls. 'retryAfterSeconds' adds Retry-After.",
  error: "Refuses as the network does, with the error code 'code' and, if given, 'description'.",
  '500': "Fails as the network does when it breaks down. 'retryAfterSeconds' adds Retry-After.",
  html: "An HTML page, as a proxy in front gives it, with HTTP 'status' (default 500; try 200, 401, 429, 502).",
  garbage: "HTTP 'status' (default 200), said to be JSON, which it is not.",
  truncated:
    "The true JSON cut in half. 'declaredLength' 'actual' (default): a well-formed HTTP response; 'full': the connection ends before the declared length.",
  'wrong-types':
    "The real response with another shape. 'shape' 'fields' (default): each field of another type; 'scalar': a number for the payload; 'swapped': a list for an object and the other way round; 'first': fields of the first element of a list only.",
  values:
    "The real response, with other values: each field of the payload that is named in 'values', at any depth, has that value.",
  'null-data': 'A success whose payload is null.',
  'big-body': "A JSON response of 'bytes' (default 60,000,000).",
  'gzip-bomb': "A small gzip response that grows to 'bytes' (default 60,000,000) when it is unpacked.",
  redirect: "HTTP 302 to 'location' (default /redirected, which is no endpoint, but counted).",
  'hang-before-headers': 'The call is read and never answered.',
  'hang-in-body': 'Headers and half of the body, then nothing.',
  'hang-up-before': 'The connection is closed before the call takes effect.',
  'hang-up-after': 'The call takes effect, then the connection is closed without a response.',
  'wrong-request-id': 'The real response with the X-Request-Id of another call.',
} as const

/** Kind of a fault. */
export type FaultKind = keyof typeof FAULT_KINDS

/** A fault: which calls it applies to, what happens, and details of some kinds. */
export type Fault = {
  kind: FaultKind
  /** Endpoint template such as `POST /users/fetch`, or `*` (default) for all. */
  endpoint?: string
  /** Number of calls it applies to. Default: all until cleared. */
  times?: number
  /** Number of matching calls to spare first. Default 0. */
  skip?: number
  /** Share of the matching calls it applies to, above 0 up to 1, spread evenly. Default 1. */
  share?: number
  /** Milliseconds to wait first; possible with every kind. */
  latencyMs?: number
  /**
   * Whether the call takes effect although its response is lost, for the kinds that replace the
   * response. Default false, but true for `hang-up-after`. Kinds that only damage the real response
   * always take effect.
   */
  applied?: boolean
  /** Error code of kind `error`. */
  code?: number
  /** Text of kind `error`. */
  description?: string
  /** HTTP status of kinds `html` and `garbage`. */
  status?: number
  /** Retry-After header of kinds `429`, `500` and `html`, in seconds. */
  retryAfterSeconds?: number
  /** Variant of kind `truncated`. */
  declaredLength?: 'actual' | 'full'
  /** Variant of kind `wrong-types`. */
  shape?: 'fields' | 'scalar' | 'swapped' | 'first'
  /** Values of kind `values`, by the name of their field. */
  values?: Readonly<Record<string, unknown>>
  /** Size of kinds `big-body` and `gzip-bomb`, at most 1,000,000,000. */
  bytes?: number
  /** Target of kind `redirect`. */
  location?: string
}

/** An active fault and the number of calls it was applied to. */
export type ActiveFault = Fault & { endpoint: string; hits: number }

/** The fault switches of one upstream. */
export type FaultSwitches = {
  set(fault: Fault): void
  /** The fault for a call to this endpoint; uses up one of its `times`. */
  take(endpoint: string): Fault | null
  list(): ActiveFault[]
  clear(): void
}

type Switch = { fault: Fault & { endpoint: string }; seen: number; hits: number }

/** Whether this call belongs to the share: 0.25 means the 4th, 8th, 12th, … */
const isInShare = (share: number, turn: number): boolean =>
  Math.floor(turn * share) > Math.floor((turn - 1) * share)

/**
 * Fault switches, all off. Faults for one endpoint take precedence over those for all; among equals the one
 * set first applies first, so that a 500 for one call and then a 429 for one call form a sequence.
 */
export const createFaultSwitches = (): FaultSwitches => {
  let switches: Switch[] = []

  const hits = (entry: Switch): boolean => {
    const { skip = 0, share = 1 } = entry.fault
    entry.seen += 1
    return entry.seen > skip && isInShare(share, entry.seen - skip)
  }

  const fitting = (endpoint: string): Switch[] => [
    ...switches.filter((entry) => entry.fault.endpoint === endpoint),
    ...switches.filter((entry) => entry.fault.endpoint === '*'),
  ]

  return {
    set(fault) {
      switches.push({ fault: { ...fault, endpoint: fault.endpoint ?? '*' }, seen: 0, hits: 0 })
    },
    take(endpoint) {
      if (switches.length === 0) return null
      const entry = fitting(endpoint).find(hits)
      if (entry === undefined) return null
      entry.hits += 1
      if (entry.hits === entry.fault.times) switches = switches.filter((other) => other !== entry)
      return entry.fault
    },
    list: () => switches.map((entry) => ({ ...entry.fault, hits: entry.hits })),
    clear() {
      switches = []
    },
  }
}
