import { toError } from '../errors.ts'
import type { Log } from '../telemetry/log.ts'
import type { RedisMode } from './modes/client.ts'
import { codeOf, withoutUser } from './refusal.ts'

/** Milliseconds between two attempts to write to a Redis that refuses it. */
const PROBE_MS = 1_000

/**
 * `up`: state is shared. `down`: this gateway works alone. `refusing`: Redis can be read and passes messages on, but
 * refuses writes with a code: OOM, MISCONF or NOREPLICAS. The mode is the last one that was found.
 */
export type RedisState = { readonly mode?: RedisMode | undefined } & (
  | { readonly status: 'up' | 'down'; readonly code?: undefined }
  | { readonly status: 'refusing'; readonly code: string }
)

/** `up`, `down` or `refusing (OOM)`, as operators see it everywhere. */
export const describeRedisState = (state: {
  readonly status: RedisState['status']
  readonly code?: string | null | undefined
}): string => (state.code == null ? state.status : `${state.status} (${state.code})`)

/** Follows the state of Redis, and logs each change once. */
export interface RedisStatus {
  get(): RedisState
  up(mode: RedisMode | undefined): void
  down(error: unknown): void
  /** @param error the reply to a write */
  refused(error: Error): void
  close(): void
}

export interface RedisStatusOptions {
  readonly log: Log
  readonly onState?: ((state: RedisState) => void) | undefined
  readonly onWritable?: (() => void) | undefined
  /** Writes something. Rejects if a server refuses. */
  readonly probe: () => Promise<void>
}

export const createRedisStatus = ({ log, onState, onWritable, probe }: RedisStatusOptions): RedisStatus => {
  let state: RedisState = { status: 'down' }
  let isKnown = false
  let timer: NodeJS.Timeout | undefined

  const change = (to: RedisState): void => {
    state = to
    isKnown = true
    clearInterval(timer)
    if (to.status === 'refusing') timer = setInterval(() => void probeAgain(), PROBE_MS).unref()
    onState?.(to)
  }

  /** Ends the refusal once a write is accepted. If the connection is lost, its end is told by other means. */
  const probeAgain = async (): Promise<void> => {
    const before = state
    const isAccepted = await probe().then(
      () => true,
      () => false,
    )
    if (!isAccepted || state !== before) return
    log.info('Redis accepts writes again')
    change({ status: 'up', mode: state.mode })
    onWritable?.()
  }

  return {
    get: () => state,
    up(mode) {
      log.info('connected to Redis: state is shared with other gateways', { mode })
      change({ status: 'up', mode })
    },
    down(error) {
      if (isKnown && state.status === 'down') return
      log.warn('Redis is unavailable: this gateway uses its own state only', {
        err: withoutUser(toError(error)),
      })
      change({ status: 'down', mode: state.mode })
    },
    refused(error) {
      if (state.status !== 'up') return
      const code = codeOf(error)
      log.warn('Redis refuses writes: attempts at secrets that it cannot count are refused', { code })
      change({ status: 'refusing', code, mode: state.mode })
    },
    close: () => clearInterval(timer),
  }
}
