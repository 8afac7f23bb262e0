import { type Fault, FAULT_KINDS, type FaultKind } from '../../../sandbox/faults.ts'
import { createDraw, type Draw } from '../paths/operations.ts'
import { createAttacks } from './attacks.ts'
import { type AttackStage, openAttackStage, type RawRequest } from './attack-stage.ts'
import { judge } from './judge.ts'
import { openLabelsIn } from './metric-labels.ts'
import { bytesInUse } from '../../integration/security/memory.ts'

/** Requests between two turns of the world: the clock goes on, the networks get another fault or none. */
const TURN = 50
/** Of all requests, those before memory is looked at for the first time: caches fill, code gets compiled. */
const WARM_UP_SHARE = 0.4
/** Faults that take seconds each, or megabytes. */
const SLOW: ReadonlySet<FaultKind> = new Set([
  'latency',
  'hang-before-headers',
  'hang-in-body',
  'big-body',
  'gzip-bomb',
])
const FAULT_DETAILS: Partial<Record<FaultKind, Partial<Fault>>> = {
  error: { code: 10_002 },
  values: { values: { full_name: 7, nickname: {}, user_id: null, expire_in: 'soon', memberCount: 1.5 } },
}
const FAULTS = (Object.keys(FAULT_KINDS) as FaultKind[]).filter((kind) => !SLOW.has(kind))

export interface FuzzOptions {
  /** The same seed sends the same requests in the same order. */
  readonly seed: number
  readonly operations: number
}

export interface FuzzReport {
  readonly seed: number
  readonly operations: number
  /** Answers that have data, with errors or without; the others are refusals. */
  readonly answered: number
  readonly refused: number
  /** How often each code was told. */
  readonly codes: ReadonlyMap<string, number>
  readonly upstreamCalls: number
  /** What was wrong, and what it takes to see it again; at most 20. */
  readonly problems: readonly string[]
  /** Of one request. */
  readonly maxCpuMs: number
  readonly maxBytes: number
  readonly maxErrors: number
  /** Responses that would have been larger than `LIMIT_ANSWER_BYTES`. */
  readonly tooLarge: number
  /** Milliseconds until the slowest refusal that made no upstream call. */
  readonly slowestRefusalMs: number
  /** Of a hundred such refusals, 99 were quicker. */
  readonly refusalP99Ms: number
  readonly slowestRefusal: string
  /** Bytes in use after garbage collection: once it is warm, and at the end. */
  readonly heapBefore: number
  readonly heapAfter: number
  /** Bytes of the process, likewise. */
  readonly rssBefore: number
  readonly rssAfter: number
  readonly seconds: number
}

/** Most that the heap may grow by from a warm gateway to the end of an attack: 1.2 is a fifth more. */
export const MAX_GROWTH = 1.2

const MAX_PROBLEMS = 20

/** Smaller than by default, so that small draws reach it. */
const MAX_ANSWER_BYTES = 256 * 1024
const MAX_CALLS = 500
/**
 * CPU of the gateway, the sandbox and the client together for one request: ten times what the costliest takes. Unlike
 * the time on the clock, it hardly depends on what else the machine does.
 */
const MAX_CPU_MS = 400

/** What is wrong with the work that a request caused, whatever was answered. */
const objectionsTo = (work: { readonly calls: number; readonly cpuMs: number }): string[] => [
  ...(work.calls > MAX_CALLS ? [`${work.calls} upstream calls`] : []),
  ...(work.cpuMs > MAX_CPU_MS ? [`${work.cpuMs.toFixed()} ms of CPU`] : []),
]

const describeRequest = ({ method = 'POST', path = '/graphql', headers, body }: RawRequest): string =>
  `${method} ${path} ${String(body).slice(0, 1_500)} ${JSON.stringify(headers).slice(0, 300)}`

/** Lets time go by, mostly little, and breaks the networks now and then. */
const turnTheWorld = ({ clock, sandbox, reset }: AttackStage, draw: Draw): void => {
  clock.advance(draw(10) === 0 ? 13 * 3_600_000 : 1_000 + draw(60_000))
  if (draw(8) === 0) reset()
  const isBroken = draw(4) === 0
  const kind = FAULTS[draw(FAULTS.length)] ?? '500'
  for (const { control } of [sandbox.mixin, sandbox.sealtalk]) {
    control.clearFaults()
    if (isBroken) control.setFault({ kind, share: 0.5, ...FAULT_DETAILS[kind] })
  }
}

/**
 * Sends hostile requests one after the other to a gateway in front of the sandbox, and holds every answer against
 * `judge` and every upstream call against the endpoint tables.
 */
export const runFuzz = async ({ seed, operations }: FuzzOptions): Promise<FuzzReport> => {
  const startedAt = performance.now()
  const stage = await openAttackStage(
    { GRAPHIQL: '0', CACHE_MAX_BYTES: '4MiB', LIMIT_ANSWER_BYTES: String(MAX_ANSWER_BYTES) },
    'error',
  )
  const draw = createDraw(seed)
  const attack = createAttacks(stage.gateway.gateway.schema, stage.sandbox.sealtalk)
  const problems: string[] = []
  const codes = new Map<string, number>()
  let answered = 0
  let upstreamCalls = 0
  const refusalsMs: number[] = []
  let slowestRefusalMs = 0
  let slowestRefusal = ''
  let [maxCpuMs, maxBytes, maxErrors, tooLarge] = [0, 0, 0, 0]
  let before = bytesInUse()

  try {
    for (let index = 0; index < operations; index += 1) {
      if (index === Math.floor(operations * WARM_UP_SHARE)) before = bytesInUse()
      if (index % TURN === 0) turnTheWorld(stage, draw)
      const request = attack(draw, stage.mighty)
      const sentAt = performance.now()
      const cpuBefore = process.cpuUsage()
      const answer = await stage.send(request)
      const tookMs = performance.now() - sentAt
      const { user, system } = process.cpuUsage(cpuBefore)
      const cpuMs = (user + system) / 1_000
      maxCpuMs = Math.max(maxCpuMs, cpuMs)
      maxBytes = Math.max(maxBytes, answer.body.length)
      const judged = judge(answer, MAX_ANSWER_BYTES)
      maxErrors = Math.max(maxErrors, judged.codes.length)
      const calls = stage.watch.take()
      upstreamCalls += calls.length
      for (const code of judged.codes) codes.set(code, (codes.get(code) ?? 0) + 1)
      if (judged.hasData) answered += 1
      else if (calls.length === 0) {
        refusalsMs.push(tookMs)
        if (tookMs > slowestRefusalMs) {
          slowestRefusalMs = tookMs
          slowestRefusal = describeRequest(request).slice(0, 300)
        }
      }
      const offList = stage.watch.offList.map(({ method, path }) => `sent ${method} ${path}`)
      if (answer.body.includes('LIMIT_ANSWER_BYTES')) tooLarge += 1
      const work = { calls: calls.length, cpuMs }
      const found = [...judged.problems, ...offList, ...objectionsTo(work)]
      if (found.length > 0) problems.push(`#${index} ${found.join('; ')}: ${describeRequest(request)}`)
      if (problems.length >= MAX_PROBLEMS || offList.length > 0) break
    }
    const after = bytesInUse()
    const { body: metrics } = await stage.gateway.gateway.metrics.render()
    problems.push(...openLabelsIn(metrics).map((label) => `a metric with the label ${label}`))
    if (Object.keys(Object.prototype).length > 0) problems.push('Object.prototype was changed')
    problems.push(
      ...stage.gateway.logged.slice(0, MAX_PROBLEMS).map((line) => `logged: ${line.slice(0, 500)}`),
    )
    return {
      seed,
      operations,
      answered,
      refused: operations - answered,
      codes,
      upstreamCalls,
      problems,
      maxCpuMs,
      maxBytes,
      maxErrors,
      tooLarge,
      slowestRefusalMs,
      refusalP99Ms:
        refusalsMs.toSorted((one, other) => one - other)[Math.floor(refusalsMs.length * 0.99)] ?? 0,
      slowestRefusal,
      heapBefore: before.heap,
      heapAfter: after.heap,
      rssBefore: before.rss,
      rssAfter: after.rss,
      seconds: (performance.now() - startedAt) / 1_000,
    }
  } finally {
    await stage.close()
  }
}

const mebibytes = (bytes: number): string => `${(bytes / 1024 ** 2).toFixed(1)} MiB`

/** One line for people. */
export const summarize = (report: FuzzReport): string => {
  const { seed, operations, answered, refused, upstreamCalls, problems, slowestRefusalMs, seconds } = report
  const {
    maxCpuMs,
    maxBytes,
    maxErrors,
    tooLarge,
    refusalP99Ms,
    heapBefore,
    heapAfter,
    rssBefore,
    rssAfter,
  } = report
  return [
    `seed ${seed}: ${operations} operations in ${seconds.toFixed(1)} s`,
    `${answered} answered, ${refused} refused, ${problems.length} problems`,
    `${upstreamCalls} upstream calls, all documented`,
    `refusals p99 ${refusalP99Ms.toFixed(1)} ms, slowest ${slowestRefusalMs.toFixed(1)} ms`,
    `at most ${maxCpuMs.toFixed()} ms of CPU, ${maxBytes} bytes and ${maxErrors} errors; ${tooLarge} responses too large`,
    `heap ${mebibytes(heapBefore)} → ${mebibytes(heapAfter)} (×${(heapAfter / heapBefore).toFixed(2)})`,
    `RSS ${mebibytes(rssBefore)} → ${mebibytes(rssAfter)}`,
  ].join('; ')
}
