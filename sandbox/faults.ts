/** Each way a call can be made to go wrong. The texts are what `GET /__sandbox` tells. */
export const FAULT_KINDS = {
  latency: 'Answers as usual, after latencyMs.',
  '429': "Refuses as the network does when there were too many calls. 'retryAfterSeconds' adds Retry-After.",
  error: "Refuses as the network does, with the error code 'code' and, if given, 'description'.",
  '500': "Fails as the network does when it breaks down. 'retryAfterSeconds' adds Retry-After.",
  html: "An HTML page, as a proxy in front gives it, with HTTP 'status' (default 500; try 200, 401, 429, 502).",
  garbage: "HTTP 'status' (default 200), said to be JSON, which it is not.",
  truncated:
    "The true JSON cut in half. 'declaredLength' 'actual' (default): a well-formed HTTP answer; 'full': the connection ends before the declared length.",
  'wrong-types':
    "The true answer with another shape. 'shape' 'fields' (default): each field of another type; 'scalar': a number for the payload; 'swapped': a list for an object and the other way round; 'first': fields of the first element of a list only.",
  'null-data': 'A success whose payload is null.',
  'big-body': "A JSON answer of 'bytes' (default 60,000,000).",
  'gzip-bomb': "A small gzip answer that grows to 'bytes' (default 60,000,000) when it is unpacked.",
  redirect: "HTTP 302 to 'location' (default /redirected, which is no endpoint, but counted).",
  'hang-before-headers': 'The call is read and never answered.',
  'hang-in-body': 'Headers and half of the body, then nothing.',
  'hang-up-before': 'The connection is closed before the call takes effect.',
  'hang-up-after': 'The call takes effect, then the connection is closed without an answer.',
  'wrong-request-id': 'The true answer with the X-Request-Id of another call.',
} as const

/** Name of a way to go wrong. */
export type FaultKind = keyof typeof FAULT_KINDS

/** A fault switch. Which calls it hits comes first, then what happens, then details of some kinds. */
export type Fault = {
  kind: FaultKind
  /** Endpoint template such as `POST /users/fetch`, or `*` (default) for all. */
  endpoint?: string
  /** How many calls it hits before it is gone; without it, all until cleared. */
  times?: number
  /** How many fitting calls pass unharmed first. Default 0. */
  skip?: number
  /** Part of the fitting calls that are hit, over 0 to 1, spread evenly. Default 1. */
  share?: number
  /** Waited before anything else, with every kind. Milliseconds. */
  latencyMs?: number
  /**
   * Whether the call takes effect although its answer is lost, for the kinds that replace the
   * answer. Default false, but true for `hang-up-after`. Kinds that only damage the true answer
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
  /** Size of kinds `big-body` and `gzip-bomb`, at most 1,000,000,000. */
  bytes?: number
  /** Target of kind `redirect`. */
  location?: string
}

/** A fault that is on, and how many calls it has hit. */
export type ActiveFault = Fault & { endpoint: string; hits: number }

/** The fault switches of one upstream. */
export type FaultSwitches = {
  set(fault: Fault): void
  /** The fault that a call at this endpoint runs into; takes one of its `times`. */
  take(endpoint: string): Fault | null
  list(): ActiveFault[]
  clear(): void
}

type Switch = { fault: Fault & { endpoint: string }; seen: number; hits: number }

/** Whether this call is one of the share: 0.25 hits the 4th, 8th, 12th, … */
const isInShare = (share: number, turn: number): boolean =>
  Math.floor(turn * share) > Math.floor((turn - 1) * share)

/**
 * Fault switches, all off. Faults for one endpoint go before those for all; among equals the one
 * set first goes first, so that a 500 for one call and then a 429 for one call make a sequence.
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
