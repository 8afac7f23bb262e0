import type { Clock } from '../../clock.ts'
import type { ControlAction, ControlResult } from '../../control/action.ts'
import type { GatewayControl } from '../../control/index.ts'
import { mergeStates } from '../../control/merge.ts'
import type { GatewayState } from '../../control/state.ts'
import { networkNames } from '../../global-id.ts'
import { createNetworkSwitch } from '../../upstream/network-switch.ts'
import { packageVersion } from '../../version.ts'
import type { Audit, AuditedAction } from './audit.ts'

/** The processes that serve requests: this one, or workers. */
export interface Processes {
  /** Asks each. Those that fail, or do not answer soon, have no answer. */
  ask<Answer>(
    question: (control: GatewayControl) => Promise<Answer>,
  ): Promise<{ readonly answers: readonly Answer[]; readonly of: number }>
}

/** How many processes have answered, of how many. */
interface Reach {
  readonly reached: number
  readonly of: number
}

export interface OperatorState extends GatewayState {
  readonly version: string
  readonly processes: Reach
}

export interface Done {
  readonly action: ControlAction['action']
  /** Whether all processes, and the other gateways where the action is for these too, were reached. */
  readonly complete: boolean
  readonly processes: Reach
  /** Null where the action is for this gateway alone, or there is no Redis. */
  readonly sharedByRedis: boolean | null
}

/** Acts on all processes of a gateway. */
export interface Operator {
  /** Undefined while no process answers. */
  state(): Promise<OperatorState | undefined>
  run(action: ControlAction): Promise<{
    readonly reply: Done | { readonly refusal: string } | undefined
    readonly audited: AuditedAction
  }>
  /** What a process that starts now has to do first, so that networks which are closed stay so. */
  closings(): readonly ControlAction[]
  close(): void
}

export interface OperatorOptions {
  readonly processes: Processes
  readonly audit: Pick<Audit, 'reopened'>
  readonly clock: Clock
}

const isRefused = (result: ControlResult): result is { readonly refusal: string } => 'refusal' in result

export const createOperator = ({ processes, audit, clock }: OperatorOptions): Operator => {
  /** For processes that start later, and for the line at the end. */
  const closed = createNetworkSwitch(clock)
  const timers = new Map<string, NodeJS.Timeout>()

  const forget = (network: string): void => {
    clearTimeout(timers.get(network))
    timers.delete(network)
    closed.open(network)
  }

  const remember = (action: ControlAction): void => {
    if (action.action !== 'close-network' && action.action !== 'open-network') return
    const network = action.network.toLowerCase()
    if (!networkNames.some((name) => name === network)) return
    forget(network)
    if (action.action === 'open-network') return
    closed.close(network, action.forMs)
    if (action.forMs === undefined) return
    const end = (): void => {
      forget(network)
      audit.reopened(network)
    }
    timers.set(network, setTimeout(end, action.forMs).unref())
  }

  return {
    async state() {
      const { answers, of } = await processes.ask((control) => control.state())
      if (answers.length === 0) return undefined
      return {
        version: packageVersion,
        processes: { reached: answers.length, of },
        ...mergeStates(answers),
      }
    },
    async run(asked) {
      const { action } = asked
      // Before they are asked: one that starts meanwhile does not miss it.
      remember(asked)
      const { answers, of } = await processes.ask((control) => control.run(asked))
      const forMs = asked.action === 'close-network' ? asked.forMs : undefined
      const [first] = answers
      if (!first) return { reply: undefined, audited: { action, forMs, outcome: 'incomplete' } }
      if (isRefused(first)) {
        if (asked.action === 'close-network') forget(asked.network.toLowerCase())
        return { reply: first, audited: { action, outcome: 'refused', reason: first.refusal } }
      }
      const { network, account } = first
      const shared = answers.map((answer) => (isRefused(answer) ? null : answer.sharedByRedis))
      const sharedByRedis = shared.includes(true) ? true : shared.includes(false) ? false : null
      const complete = answers.length === of && sharedByRedis !== false
      return {
        reply: { action, complete, processes: { reached: answers.length, of }, sharedByRedis },
        audited: { action, outcome: complete ? 'done' : 'incomplete', network, account, forMs },
      }
    },
    closings: () =>
      networkNames.flatMap((network) => {
        const closing = closed.find(network)
        return closing ? [{ action: 'close-network', network, forMs: closing.leftMs }] : []
      }),
    close() {
      for (const timer of timers.values()) clearTimeout(timer)
    },
  }
}
