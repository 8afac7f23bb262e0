import { setTimeout as pause } from 'node:timers/promises'
import { within } from '../redis/deadline.ts'
import type { Log } from '../telemetry/log.ts'
import { createLink, type Link } from '../workers/link.ts'
import type { PrimaryCalls, WorkerCalls, WorkerReady } from './process-calls.ts'
import type { ForkWorker, WorkerProcess } from './worker-process.ts'

/** Milliseconds before a worker that ended soon is replaced, doubling. */
const MIN_PAUSE_MS = 100
const MAX_PAUSE_MS = 30_000
/** A worker that lived for so long is replaced at once. */
const STEADY_MS = 30_000
/** Starts of one worker that may end without a word before the gateway gives up. */
const MAX_FAILED_STARTS = 3
/** Milliseconds that something waits for workers that do not react. */
const REACTION_MS = 1_000

export interface RunningWorker {
  /** From 1. One that replaces another has its number. */
  readonly number: number
  readonly link: Link<WorkerCalls>
  readonly process: WorkerProcess
  /** Whether it serves requests. */
  isReady: boolean
}

export interface WorkerPoolOptions {
  readonly count: number
  readonly fork: ForkWorker
  readonly log: Log
  /** What a worker may ask, beside telling how its start went. */
  readonly callsOf: (number: number) => Omit<PrimaryCalls, 'ready' | 'failed'>
  readonly onReady: (number: number, facts: WorkerReady) => void
  readonly onEnd: (worker: RunningWorker) => void
  /** Milliseconds that never jump. Replaced in tests. */
  readonly now?: () => number
  /** Replaced in tests. */
  readonly sleep?: (ms: number) => Promise<unknown>
}

/** The workers of a gateway. Those that end are replaced until `stop`. */
export interface WorkerPool {
  /** Starts one, then the others. Rejects with the reason where one cannot start. */
  start(): Promise<void>
  running(): readonly RunningWorker[]
  /** Asks these workers, and resolves once all have answered, or after a second. */
  askAll(workers: readonly RunningWorker[], ask: (link: Link<WorkerCalls>) => Promise<unknown>): Promise<void>
  /** Lets all finish their requests. Those that have not ended after the time-out are killed. */
  stop(timeoutMs: number): Promise<void>
  kill(): void
}

/** The first start of a worker. */
const createStart = () => {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let isDone = false
  return {
    promise,
    isDone: () => isDone,
    /** Only the first call has an effect. */
    done(failure: Error | undefined) {
      isDone = true
      if (failure) reject(failure)
      else resolve()
    },
  }
}
type Start = ReturnType<typeof createStart>

export const createWorkerPool = (options: WorkerPoolOptions): WorkerPool => {
  const { count, fork, log, callsOf, onReady, onEnd, now = () => performance.now(), sleep = pause } = options
  const running = new Map<number, RunningWorker>()
  const stopping = new AbortController()

  /** Runs one process. Resolves to how it ended. */
  const run = async (number: number, start: Start): Promise<string> => {
    const process = fork()
    const answers: PrimaryCalls = {
      ...callsOf(number),
      ready(facts) {
        worker.isReady = true
        onReady(number, facts)
        start.done(undefined)
      },
      failed(reason) {
        if (start.isDone()) log.error('a worker cannot start', { worker: number, reason })
        start.done(new Error(reason))
      },
    }
    const link = createLink<WorkerCalls>(process.port, answers)
    const worker: RunningWorker = { number, link, process, isReady: false }
    running.set(number, worker)
    const how = await process.ended
    running.delete(number)
    link.close()
    onEnd(worker)
    return how
  }

  /** Runs one process after another. */
  const keep = async (number: number, start: Start): Promise<void> => {
    let failures = 0
    while (!stopping.signal.aborted) {
      const startedAt = now()
      const how = await run(number, start)
      if (stopping.signal.aborted) return
      failures = now() - startedAt >= STEADY_MS ? 0 : failures + 1
      if (failures >= MAX_FAILED_STARTS) start.done(new Error(`a worker ends at its start (${how})`))
      const pauseMs = failures === 0 ? 0 : Math.min(MAX_PAUSE_MS, MIN_PAUSE_MS * 2 ** (failures - 1))
      log.error('a worker has ended and is replaced', { worker: number, end: how, pauseMs })
      await sleep(pauseMs)
    }
  }

  const begin = (number: number): Promise<void> => {
    const start = createStart()
    void keep(number, start)
    return start.promise
  }

  const kill = (): void => running.forEach(({ process }) => process.kill())

  return {
    async start() {
      // The first one finds out whether the settings work, and which ports are free.
      await begin(1)
      await Promise.all(Array.from({ length: count - 1 }, (_, index) => begin(index + 2)))
    },
    running: () => [...running.values()],
    async askAll(workers, ask) {
      const answers = workers.map(({ link }) => ask(link).catch(() => undefined))
      await within(REACTION_MS, Promise.all(answers)).catch(() => undefined)
    },
    async stop(timeoutMs) {
      stopping.abort()
      for (const { isReady, link, process } of running.values()) {
        if (isReady) link.tell('stop', undefined)
        else process.kill()
      }
      const timer = setTimeout(kill, timeoutMs)
      await Promise.all([...running.values()].map(({ process }) => process.ended))
      clearTimeout(timer)
    },
    kill,
  }
}
