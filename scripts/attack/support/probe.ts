import { Agent, request } from 'undici'
import type { Target } from './target.ts'

/** How the gateway served somebody who does not attack it. */
export interface Served {
  readonly count: number
  /** Requests without the expected response. */
  readonly failures: number
  /** The most frequent reason of failures. */
  readonly reason: string
  readonly p50Ms: number
  readonly p99Ms: number
}

interface Probe {
  readonly path: string
  readonly body?: string
  readonly everyMs: number
  /** Whether it opens a connection for each request. */
  readonly reconnects: boolean
}

/** After that, a request counts as failed. */
const TIMEOUT_MS = 10_000

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

/** Sends the same request again and again, at a fixed rate, whether or not earlier ones are answered. */
const startProbe = ({ url }: Target, { path, body, everyMs, reconnects }: Probe): (() => Promise<Served>) => {
  const agent = new Agent({ connections: 64, ...(reconnects && { pipelining: 0 }) })
  const times: number[] = []
  const reasons = new Map<string, number>()
  const pending = new Set<Promise<void>>()
  const fail = (reason: string): void => void reasons.set(reason, (reasons.get(reason) ?? 0) + 1)

  const send = async (): Promise<void> => {
    const startedAt = performance.now()
    try {
      const response = await request(`${url}${path}`, {
        dispatcher: agent,
        signal: AbortSignal.timeout(TIMEOUT_MS),
        ...(body !== undefined && {
          method: 'POST' as const,
          headers: { 'content-type': 'application/json' },
          body,
        }),
      })
      const text = await response.body.text()
      times.push(performance.now() - startedAt)
      if (response.statusCode !== 200) fail(`HTTP ${response.statusCode}`)
      else if (text.includes('"errors"')) fail(/"code":"(\w+)"/.exec(text)?.[1] ?? 'an error')
    } catch (error) {
      times.push(performance.now() - startedAt)
      fail(error instanceof Error && 'code' in error ? String(error.code) : String(error))
    }
  }
  const timer = setInterval(() => {
    const sent = send().finally(() => pending.delete(sent))
    pending.add(sent)
  }, everyMs)

  return async () => {
    clearInterval(timer)
    await Promise.all(pending)
    await agent.destroy()
    const sorted = times.toSorted((one, other) => one - other)
    const [reason = 'none'] = [...reasons].sort(([, one], [, other]) => other - one)[0] ?? []
    const failures = [...reasons.values()].reduce((sum, count) => sum + count, 0)
    return {
      count: sorted.length,
      failures,
      reason,
      p50Ms: percentile(sorted, 0.5),
      p99Ms: percentile(sorted, 0.99),
    }
  }
}

/** The others' requests: a small query, 20 times a second. */
const ORDINARY_QUERY = JSON.stringify({
  query: '{ viewer { mixin { user { name } } } budgets { remaining } }',
})

/** Starts an ordinary user from another address than the attacker's. Call the result to end it. */
export const startOrdinaryUser = (target: Target): (() => Promise<Served>) =>
  startProbe(target, { path: '/graphql', body: ORDINARY_QUERY, everyMs: 50, reconnects: false })

/** Starts a health check that opens a connection each time, as orchestrators do. */
export const startHealthCheck = (target: Target): (() => Promise<Served>) =>
  startProbe(target, { path: '/health/live', everyMs: 200, reconnects: true })

const ms = (value: number): string => `${Math.round(value)} ms`

/** The figures to print. @param who for example `others` */
export const describeServed = (who: string, served: Served) => ({
  [`${who}: requests`]: served.count,
  [`${who}: failed`]: `${served.failures} (${((served.failures / Math.max(1, served.count)) * 100).toFixed(1)} %${served.failures > 0 ? `, mostly ${served.reason}` : ''})`,
  [`${who}: p50`]: ms(served.p50Ms),
  [`${who}: p99`]: ms(served.p99Ms),
})
