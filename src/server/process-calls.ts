import type { PackedSettings } from '../config/worker-settings.ts'
import type { ControlAction, ControlResult } from '../control/action.ts'
import type { GatewayState } from '../control/state.ts'
import type { NetworkName } from '../global-id.ts'
import type { CollectedMetrics, RenderedMetrics } from '../telemetry/metrics.ts'
import type { StoreCalls, StoreNews } from '../workers/calls.ts'
import type { ErrorReply } from './error-reply.ts'
import type { SandboxState } from './sandbox-control.ts'

/** What a worker is to be. */
export interface WorkerOrders {
  /** From 1. */
  readonly number: number
  readonly settings: PackedSettings
  /** Whether GraphiQL has the panel of the sandbox. */
  readonly hasSandboxPanel: boolean
  /** Networks that an operator has closed. */
  readonly closings: readonly ControlAction[]
}

/** A worker that serves requests. */
export interface WorkerReady {
  readonly url: string
  readonly configured: readonly NetworkName[]
}

/** What the primary answers a worker. */
export type PrimaryCalls = StoreCalls & {
  join(): WorkerOrders
  ready(facts: WorkerReady): void
  /** It cannot start. */
  failed(reason: string): void
  /** The metrics of all workers. */
  renderMetrics(): Promise<RenderedMetrics>
  sandbox(request: { readonly action: unknown } | undefined): Promise<SandboxState | ErrorReply>
}

/** What a worker answers the primary. */
export type WorkerCalls = StoreNews & {
  collectMetrics(): Promise<CollectedMetrics>
  controlState(): Promise<GatewayState>
  control(action: ControlAction): Promise<ControlResult>
  /** Forgets caches and pauses. */
  forget(): Promise<void>
  /** Settings that were read again. Fails where they cannot be put into force: the former ones stay. */
  reload(settings: PackedSettings): void
  /** Connections on which a request has arrived in the last five rounds. */
  usedConnections(): number
  /** Closes so many connections, each behind its next response. */
  shedConnections(count: number): void
  /** Finishes the requests in progress, then ends. */
  stop(): void
}
