import { GatewayError, toError } from '../../errors.ts'
import type { CallContext } from '../../request/request.ts'
import type { NetworkName } from '../../global-id.ts'
import { createGrowingLru } from '../../lru.ts'
import type { FetchSpan, Span } from '../../telemetry/spans/span.ts'
import type { TracedCall } from '../../request/upstream-trace.ts'
import type { Found } from './loader.ts'
import { outcomeOf } from '../observed-call.ts'

/**
 * Milliseconds that a single key waits after a fetch of its scope, for company; several wait shorter, and what
 * comes to an idle scope leaves at once.
 */
const PACE_MS = 30
/** So many keys need no more company: their fetch leaves at the end of the turn. */
const GOOD_COMPANY = 25
/** Scopes whose last fetch is remembered. */
const MAX_SCOPES = 10_000

export interface BatcherOptions<Credential, Value> {
  /** Of what things, for spans. */
  readonly network: NetworkName
  readonly kind: string
  /** Most keys of one upstream call; 1 for a call that takes one, which then leaves at once. */
  readonly maxBatchSize: number
  /** So many keys joined fetches that were under way. */
  readonly onShared?: ((keys: number) => void) | undefined
  readonly fetchMany: (
    credential: Credential,
    keys: readonly string[],
    context: CallContext,
  ) => Promise<Found<Value>>
}

export interface BatchRequest<Credential> {
  /** Whose view: keys of two scopes never share a fetch. */
  readonly scope: string
  readonly credential: Credential
  readonly keys: readonly string[]
  readonly context: CallContext
  /** May refuse to let a key start a fetch of its own by throwing; joining another's costs nothing. */
  readonly admit?: (() => void) | undefined
}

/**
 * Joins what several requests ask for at the same time: keys of one scope that arrive within one turn of the
 * event loop share a fetch, a few keys that come right after another fetch wait a moment for company, and a
 * key that is being fetched already is not fetched again. Whoever leaves cancels nothing that others wait for.
 */
export interface Batcher<Credential, Value> {
  /** What came of these keys, in their order. Never rejects: a fetch that fails is an error at each of its keys. */
  load(request: BatchRequest<Credential>): Promise<Found<Value>>
  /** The thing has changed: whoever asks from now on joins no fetch that began before. */
  outdate(key: string): void
}

/** A fetch that waits or is under way, and who waits for it. */
interface Flight<Value> {
  readonly ticket: Ticket<Value>
  readonly keys: string[]
  /** Places among the keys, for those who join: of as many as somebody has needed so far. */
  readonly seats: Map<string, number>
  /** One of its keys has changed: somebody else may be fetching it by now. */
  isOutdated: boolean
  readonly waiters: Set<CallContext>
  readonly controller: AbortController
  hasBegun: boolean
  /** Of the first waiter that somebody records. */
  span?: FetchSpan | undefined
  /** Never rejects: the whole call's failure is a value. */
  readonly found: Promise<Found<Value> | Error>
  begin(): void
}

/**
 * What the call is made for: whoever waits for it. Each hears of it; all but the first as shared. A class for its
 * getter's sake: in an object of its own it would keep the fetch alive until the next full collection.
 */
class FlightContext implements CallContext {
  readonly id: string
  readonly signal: AbortSignal
  readonly #flight: Flight<unknown>

  constructor(flight: Flight<unknown>) {
    const [first] = flight.waiters
    this.id = first?.id ?? ''
    this.signal = flight.controller.signal
    this.#flight = flight
  }

  // These are asked for when the call has ended: some join while it is under way.
  get span(): CallContext['span'] {
    return this.#flight.span
  }

  get trace(): CallContext['trace'] {
    const { waiters } = this.#flight
    const [first] = waiters
    const traced = [...waiters].filter(({ trace }) => trace)
    const [own] = traced
    if (!own?.trace) return undefined
    const call = (made: TracedCall): void => {
      for (const waiter of traced)
        waiter.trace?.call(waiter === first ? made : { ...made, cache: 'coalesced' })
    }
    return { ...own.trace, call }
  }
}

/**
 * What a key holds of its flight: nothing once that has landed. When a map grows, V8 keeps the table it had, with all that was in
 * it, until the next full collection: whole requests would hang on it.
 */
interface Ticket<Value> {
  flight: Flight<Value> | undefined
}

/** The flights of one scope. */
interface Traffic<Value> {
  readonly scope: string
  /** By key. */
  readonly tickets: Map<string, Ticket<Value>>
  /** The one that takes on keys, until it leaves. */
  boarding: { readonly flight: Flight<Value>; readonly leave: () => void } | undefined
}

/** The keys that one load has on a flight: places among its own keys, and seats, which are those among the flight's. */
interface Part<Value> {
  readonly places: number[]
  readonly seats: number[]
  readonly found: Promise<Found<Value> | Error>
}

const outOfTime = (message: string): GatewayError => new GatewayError('UPSTREAM_UNAVAILABLE', message)

/** Waits for flights, one promise each: promises of every key are what costs most about a fetch. */
const gather = async <Value>(
  parts: Iterable<Part<Value>>,
  gathered: (Value | null | Error)[],
): Promise<Found<Value>> => {
  for (const { places, seats, found } of parts) {
    const all = await found
    places.forEach((place, index) => {
      gathered[place] = all instanceof Error ? all : (all[seats[index] ?? NaN] ?? null)
    })
  }
  return gathered
}

const seatOf = ({ keys, seats }: Flight<unknown>, key: string): number => {
  for (let seat = seats.size; seat < keys.length; seat += 1) seats.set(keys[seat] ?? '', seat)
  return seats.get(key) ?? NaN
}

export const createBatcher = <Credential, Value>({
  network,
  kind,
  maxBatchSize,
  onShared,
  fetchMany,
}: BatcherOptions<Credential, Value>): Batcher<Credential, Value> => {
  /** By scope. */
  const traffics = new Map<string, Traffic<Value>>()
  const lastStart = createGrowingLru<string, number>(MAX_SCOPES)

  /** It has landed, or nobody waits for it any more: nobody may join it. */
  const forget = (traffic: Traffic<Value>, flight: Flight<Value>): void => {
    const { scope, tickets } = traffic
    if (!flight.ticket.flight) return
    for (const key of flight.keys) {
      if (!flight.isOutdated || tickets.get(key) === flight.ticket) tickets.delete(key)
    }
    flight.ticket.flight = undefined
    if (tickets.size === 0 && traffics.get(scope) === traffic) traffics.delete(scope)
  }

  const run = async (
    traffic: Traffic<Value>,
    credential: Credential,
    flight: Flight<Value>,
  ): Promise<Found<Value>> => {
    try {
      if (flight.controller.signal.aborted) {
        throw outOfTime('The time of this request was up: nothing was sent.')
      }
      lastStart.set(traffic.scope, performance.now())
      return await fetchMany(credential, flight.keys, new FlightContext(flight))
    } finally {
      forget(traffic, flight)
    }
  }

  const createFlight = (traffic: Traffic<Value>, credential: Credential): Flight<Value> => {
    const { promise, resolve } = Promise.withResolvers<Found<Value> | Error>()
    const ticket: Ticket<Value> = { flight: undefined }
    const flight: Flight<Value> = {
      ticket,
      keys: [],
      seats: new Map(),
      isOutdated: false,
      waiters: new Set(),
      controller: new AbortController(),
      hasBegun: false,
      found: promise,
      begin() {
        flight.hasBegun = true
        flight.span?.left()
        const land = (found: Found<Value> | Error): void => {
          flight.span?.end(outcomeOf(found), flight.keys.length)
          resolve(found)
        }
        void run(traffic, credential, flight).then(land, (error: unknown) => land(toError(error)))
      },
    }
    ticket.flight = flight
    return flight
  }

  const hasRoom = ({ hasBegun, keys }: Flight<Value>): boolean => !hasBegun && keys.length < maxBatchSize

  /** The flight that takes on new keys: a waiting one with room, else a new one. */
  const boarding = (traffic: Traffic<Value>, credential: Credential): Flight<Value> => {
    const waiting = traffic.boarding
    if (waiting && hasRoom(waiting.flight)) return waiting.flight
    waiting?.leave()
    const flight = createFlight(traffic, credential)
    traffics.set(traffic.scope, traffic)
    if (maxBatchSize === 1) {
      queueMicrotask(flight.begin)
      return flight
    }
    let timer: NodeJS.Timeout | undefined
    const leave = (): void => {
      if (traffic.boarding?.flight !== flight) return
      traffic.boarding = undefined
      clearTimeout(timer)
      flight.begin()
    }
    traffic.boarding = { flight, leave }
    /** The more there are, the sooner they leave. */
    const leaveOrWait = (): void => {
      const paceMs = PACE_MS * (1 - flight.keys.length / GOOD_COMPANY)
      const waitMs = (lastStart.get(traffic.scope) ?? -Infinity) + paceMs - performance.now()
      if (waitMs > 0) timer = setTimeout(leaveOrWait, waitMs)
      else leave()
    }
    // What is left over from a full fetch leaves with it.
    setImmediate(waiting ? leave : leaveOrWait)
    return flight
  }

  const endCall = (traffic: Traffic<Value>, flight: Flight<Value>): void => {
    flight.controller.abort()
    forget(traffic, flight)
    if (traffic.boarding?.flight === flight) traffic.boarding.leave()
  }

  /**
   * What comes of a flight for one who waits for it. A caller that leaves, or whose time is up, ends the call only
   * if it was the last, and then nobody may join it any more; else the others wait on without it.
   */
  const wait = (
    traffic: Traffic<Value>,
    flight: Flight<Value>,
    context: CallContext,
  ): Promise<Found<Value> | Error> => {
    flight.waiters.add(context)
    const { signal } = context
    if (!signal) return flight.found
    return new Promise((resolve) => {
      const leave = (): void => {
        for (const waiter of flight.waiters) {
          if (!waiter.signal?.aborted) return resolve(outOfTime('The time of this request was up.'))
        }
        endCall(traffic, flight)
      }
      signal.addEventListener('abort', leave, { once: true })
      void flight.found.then((found) => {
        signal.removeEventListener('abort', leave)
        resolve(found)
      })
      if (signal.aborted) leave()
    })
  }

  /** The same, seen in the caller's trace: its own fetch, or the wait for another's. */
  const waitSpanned = async (
    span: Span,
    traffic: Traffic<Value>,
    flight: Flight<Value>,
    context: CallContext,
  ) => {
    if (!flight.span) {
      flight.span = span.fetch(network, kind)
      return wait(traffic, flight, context)
    }
    const waiting = span.fetch(network, kind, flight.span)
    const found = await wait(traffic, flight, context)
    waiting.end(outcomeOf(found))
    return found
  }

  const join = (
    traffic: Traffic<Value>,
    flight: Flight<Value>,
    context: CallContext,
  ): Promise<Found<Value> | Error> =>
    context.span && !flight.waiters.has(context)
      ? waitSpanned(context.span, traffic, flight, context)
      : wait(traffic, flight, context)

  return {
    load({ scope, credential, keys, context, admit }) {
      const parts = new Map<Flight<Value>, Part<Value>>()
      const gathered: (Value | null | Error)[] = []
      const traffic = traffics.get(scope) ?? { scope, tickets: new Map(), boarding: undefined }
      let shared = 0
      let boarded: Flight<Value> | undefined
      for (const key of keys) {
        const place = gathered.push(null) - 1
        let flight = traffic.tickets.get(key)?.flight
        let seat: number
        if (flight) {
          shared += 1
          seat = seatOf(flight, key)
        } else {
          try {
            admit?.()
          } catch (error) {
            gathered[place] = toError(error)
            continue
          }
          boarded = boarded && hasRoom(boarded) ? boarded : boarding(traffic, credential)
          flight = boarded
          seat = flight.keys.push(key) - 1
          traffic.tickets.set(key, flight.ticket)
          if (seat === GOOD_COMPANY - 1 && traffic.boarding) setImmediate(traffic.boarding.leave)
        }
        let part = parts.get(flight)
        if (!part) {
          part = { places: [], seats: [], found: join(traffic, flight, context) }
          parts.set(flight, part)
        }
        part.places.push(place)
        part.seats.push(seat)
      }
      if (shared > 0) onShared?.(shared)
      return gather(parts.values(), gathered)
    },
    outdate(key) {
      for (const { tickets } of traffics.values()) {
        const flight = tickets.get(key)?.flight
        if (!flight?.hasBegun) continue
        flight.isOutdated = true
        tickets.delete(key)
      }
    },
  }
}
