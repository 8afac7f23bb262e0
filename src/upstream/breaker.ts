import type { CircuitChange } from '../telemetry/observer.ts'
import { type CallOrigin, FailureCount, type FailureKind, type Opening } from './failure-count.ts'

/** How long a circuit stays open before a probe; doubles with each failed probe. */
const OPEN_MS = 10_000
const MAX_OPEN_MS = 60_000

/** The circuit of the class is open: nothing was sent. */
export class CircuitOpen extends Error {
  override readonly name = 'CircuitOpen'

  constructor() {
    super('the circuit is open')
  }
}

/**
 * What an error says about the upstream: a failure; `refused`: it works, but refused this call; `unknown`: nothing,
 * since nothing was sent, nobody waited for the response, or it cannot be read.
 */
export type Verdict = FailureKind | 'refused' | 'unknown'

/** A circuit at one moment. */
export interface BreakerState {
  /** Network and operation: `mixin readUsers`. */
  readonly name: string
  /** `probing`: one call is under way that decides. */
  readonly state: 'closed' | 'open' | 'probing'
  /** Milliseconds since it opened. Undefined while it is closed. */
  readonly openForMs: number | undefined
  /** Milliseconds until a call may probe; 0 if one may. Undefined unless it is open. */
  readonly probeInMs: number | undefined
}

/** Stops calls to an upstream that is down, with one circuit per limit class. */
export interface Breakers {
  /** Rejects at once with `CircuitOpen` while the circuit is open or a probe is running. */
  run<Result>(name: string, origin: CallOrigin, call: () => Promise<Result>): Promise<Result>
  /** Of the classes that were used. */
  states(): readonly BreakerState[]
}

export interface BreakersOptions {
  readonly judge: (error: unknown) => Verdict
  /** Monotonic time in milliseconds. */
  readonly now: () => number
  /** Called when a class is first used, without a change, and whenever its circuit opens or closes. */
  readonly onChange?: ((name: string, isOpen: boolean, change?: CircuitChange) => void) | undefined
}

interface Circuit {
  state: 'closed' | 'open' | 'probing'
  /** Increases with each change: what began before it no longer counts. */
  generation: number
  count: FailureCount
  openedAt: number
  probeAt: number
  failedProbes: number
  /** The caller whose probe failed for a doubtful reason: others go first. */
  lastProber: string | undefined
  /** Others were rejected since that probe. */
  areOthersWaiting: boolean
}

export const createBreakers = ({ judge, now, onChange = () => undefined }: BreakersOptions): Breakers => {
  const circuits = new Map<string, Circuit>()

  const circuitOf = (name: string): Circuit => {
    const known = circuits.get(name)
    if (known) return known
    const circuit: Circuit = {
      state: 'closed',
      generation: 0,
      count: new FailureCount(now),
      openedAt: 0,
      probeAt: 0,
      failedProbes: 0,
      lastProber: undefined,
      areOthersWaiting: false,
    }
    circuits.set(name, circuit)
    onChange(name, false)
    return circuit
  }

  const stayOpen = (circuit: Circuit): void => {
    circuit.state = 'open'
    circuit.probeAt = now() + Math.min(MAX_OPEN_MS, OPEN_MS * 2 ** circuit.failedProbes)
  }

  const open = (name: string, circuit: Circuit, opening: Opening): void => {
    circuit.generation += 1
    circuit.openedAt = now()
    circuit.failedProbes = 0
    circuit.lastProber = undefined
    stayOpen(circuit)
    onChange(name, true, opening)
  }

  const close = (name: string, circuit: Circuit): void => {
    circuit.generation += 1
    circuit.state = 'closed'
    circuit.count = new FailureCount(now)
    onChange(name, false, { to: 'closed', openedForMs: Math.round(now() - circuit.openedAt) })
  }

  /** Whether this caller may make the probe that is due. One whose own data fails must not keep others out. */
  const mayProbe = (circuit: Circuit, origin: string): boolean =>
    now() >= circuit.probeAt && !(origin === circuit.lastProber && circuit.areOthersWaiting)

  const endProbe = (name: string, circuit: Circuit, origin: string, verdict: Verdict | 'success'): void => {
    if (verdict === 'unknown') {
      circuit.state = 'open'
      return
    }
    if (verdict === 'success' || verdict === 'refused') return close(name, circuit)
    circuit.failedProbes += 1
    circuit.lastProber = verdict === 'doubtful' ? origin : undefined
    circuit.areOthersWaiting = false
    stayOpen(circuit)
  }

  return {
    states() {
      const time = now()
      return Array.from(circuits, ([name, { state, openedAt, probeAt }]) => ({
        name,
        state,
        openForMs: state === 'closed' ? undefined : time - openedAt,
        probeInMs: state === 'open' ? Math.max(0, probeAt - time) : undefined,
      }))
    },
    async run(name, from, call) {
      const circuit = circuitOf(name)
      if (circuit.state !== 'closed') {
        if (circuit.state === 'probing' || !mayProbe(circuit, from.origin)) {
          if (from.origin !== circuit.lastProber) circuit.areOthersWaiting = true
          throw new CircuitOpen()
        }
        circuit.state = 'probing'
      }
      const { generation } = circuit
      const isProbe = circuit.state === 'probing'
      try {
        const result = await call()
        if (isProbe) endProbe(name, circuit, from.origin, 'success')
        else if (circuit.generation === generation) circuit.count.success(from)
        return result
      } catch (error) {
        const verdict = judge(error)
        if (isProbe) endProbe(name, circuit, from.origin, verdict)
        else if (circuit.generation === generation && (verdict === 'outage' || verdict === 'doubtful')) {
          const opening = circuit.count.failure(verdict, from)
          if (opening) open(name, circuit, opening)
        }
        throw error
      }
    },
  }
}
