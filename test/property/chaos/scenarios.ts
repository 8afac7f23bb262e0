import { startSandbox, type Sandbox } from '../../../sandbox/index.ts'
import { openStage, personAt, sandboxSettings } from '../../integration/shield/stage.ts'
import { type GatewayProcess, runGateway } from '../../support/gateway-process.ts'
import { type Reads, readSteadily, readUser, until } from './load.ts'

const FETCH = 'POST /users/fetch'

/** Processes of the gateway before one sandbox, whose answers take a while. All are gone when it ends. */
const withGateways = async <Result>(
  count: number,
  { upstreamMs, env = {} }: { readonly upstreamMs: number; readonly env?: Record<string, string> },
  play: (
    gateways: readonly { process: GatewayProcess; graphql: string }[],
    sandbox: Sandbox,
  ) => Promise<Result>,
): Promise<Result> => {
  const sandbox = await startSandbox()
  sandbox.mixin.control.setFault({ endpoint: FETCH, kind: 'latency', latencyMs: upstreamMs })
  const processes = Array.from({ length: count }, () => runGateway({ ...sandboxSettings(sandbox), ...env }))
  try {
    const gateways = await Promise.all(
      processes.map(async (process) => ({ process, graphql: (await process.ready).graphql })),
    )
    return await play(gateways, sandbox)
  } finally {
    for (const process of processes) process.signal('SIGKILL')
    await Promise.all(processes.map(({ exited }) => exited))
    await sandbox.close()
  }
}

export interface Stopped extends Reads {
  /** Reads that had no answer yet when the signal was sent. */
  readonly underWay: number
  readonly exit: number | string
  /** Milliseconds from the signal to the end of the process. */
  readonly exitMs: number
}

const PER_SECOND = 80
const UPSTREAM_MS = 250
const SLOW_BALANCER = 16

/** Users that the gateway has asked its upstream for. */
const idsAsked = ({ mixin }: Sandbox): number =>
  mixin.control.calls().recent.reduce((sum, { ids }) => sum + (ids ?? 0), 0)

/**
 * SIGTERM to a gateway that is asked 80 times a second while its upstream takes a quarter of a second. Without a
 * delay no read may be on its way to it then: its port is closed at once. With one its client leaves some reads
 * after readiness is gone, as a balancer does.
 */
export const stopUnderLoad = (drainDelayMs: number): Promise<Stopped> =>
  withGateways(
    1,
    { upstreamMs: UPSTREAM_MS, env: { DRAIN_DELAY_MS: String(drainDelayMs) } },
    async ([gateway], sandbox) => {
      if (!gateway) throw new Error('there is no gateway')
      const { process, graphql } = gateway
      const ready = new URL('/health/ready', graphql)
      const reads = readSteadily(PER_SECOND, (index) => readUser(graphql, index))
      await until(() => reads.underWay >= (PER_SECOND * UPSTREAM_MS) / 1000)
      if (drainDelayMs === 0) {
        reads.pause()
        await until(() => idsAsked(sandbox) >= reads.sent)
      }
      const { underWay, sent: sentBefore } = reads
      const signalledAt = performance.now()
      process.signal('SIGTERM')
      if (drainDelayMs > 0) {
        await until(async () => (await fetch(ready)).status === 503)
        await until(() => reads.sent >= sentBefore + SLOW_BALANCER)
      }
      const { sent, answered } = await reads.stop()
      const exit = await process.exited
      return { sent, answered, underWay, exit, exitMs: performance.now() - signalledAt }
    },
  )

/** `kill -9` to one of two gateways behind a client that tries the other once. */
export const killOneOfTwo = (): Promise<Reads & { readonly failedOver: number }> =>
  withGateways(2, { upstreamMs: 100 }, async (gateways) => {
    let failedOver = 0
    const reads = readSteadily(PER_SECOND / 2, async (index) => {
      const [first, second] = index % 2 === 0 ? gateways : gateways.toReversed()
      try {
        return await readUser(first?.graphql ?? '', index)
      } catch {
        failedOver += 1
        return readUser(second?.graphql ?? '', index)
      }
    })
    await until(() => reads.underWay >= 4)
    gateways[0]?.process.signal('SIGKILL')
    await until(() => failedOver >= 10)
    return { ...(await reads.stop()), failedOver }
  })

const KNOWN = 100

export interface Outage {
  /** A round is a second of the gateway's clock. */
  readonly rounds: number
  /** How old copies are when it begins. Up to ten minutes they are answered while the network is asked anew. */
  readonly ageMinutes: number
  /** How many ask at a time. */
  readonly abreast: number
}

/**
 * A network hangs up on everyone, a while after 100 users were read. Each of them is asked for in every round,
 * and then somebody whom nobody has met.
 */
export const knownUsersInOutage = async ({ rounds, ageMinutes, abreast }: Outage) => {
  const stage = await openStage({ way: 'over HTTP' })
  try {
    const ask = (index: number) =>
      stage.ask(`query ($id: ID!) { user(by: { mixinUserId: $id }) { name } }`, {
        variables: { id: personAt(index).userId },
      })
    const timed = async (index: number) => {
      const startedAt = performance.now()
      const answer = await ask(index)
      return { answer, ms: performance.now() - startedAt }
    }
    for (let index = 0; index < KNOWN; index += 1) await ask(index)
    stage.clock.advance(ageMinutes * 60_000)
    stage.control.setFault({ kind: 'hang-up-before' })
    stage.count()
    const known: number[] = []
    const unknown: number[] = []
    let answered = 0
    let labelled = 0
    let unknownFailed = 0
    const callsPerRound: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      for (let from = 0; from < KNOWN; from += abreast) {
        const asked = Array.from({ length: abreast }, (_, index) => timed(from + index))
        for (const { answer, ms } of await Promise.all(asked)) {
          known.push(ms)
          if (answer.errors.length === 0) answered += 1
          if (answer.extensions['stale'] !== undefined) labelled += 1
        }
      }
      const { answer, ms } = await timed(KNOWN + 1)
      unknown.push(ms)
      if (answer.errors[0]?.extensions['code'] === 'UPSTREAM_UNAVAILABLE') unknownFailed += 1
      callsPerRound.push(stage.count().fetches)
      stage.clock.advance(1_000)
    }
    return { rounds, asked: known.length, answered, labelled, unknownFailed, callsPerRound, known, unknown }
  } finally {
    await stage.close()
  }
}
