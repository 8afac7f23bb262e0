import cluster, { type Worker } from 'node:cluster'
import { nodeOptions } from '../config/index.ts'
import { workerOptions } from '../config/memory.ts'
import type { Port } from '../workers/link.ts'
import { closeUnaccepted } from './unaccepted-connections.ts'

/** A worker's process, as the primary sees it. */
export interface WorkerProcess {
  readonly port: Port
  /** How it ended, in words: by a signal, or with a code. */
  readonly ended: Promise<string>
  /** Ends it at once. */
  kill(): void
}

export type ForkWorker = () => WorkerProcess

/** What is sent to a process that has ended is lost; that it has ended is told elsewhere. */
const ignoreFailure = (): void => undefined

const portOf = (worker: Worker): Port => ({
  send: (message) => void worker.process.send?.(message as object, undefined, undefined, ignoreFailure),
  onMessage: (listener) => void worker.on('message', listener),
})

const endOf = (worker: Worker): Promise<string> =>
  new Promise((resolve) => {
    worker.once('exit', (code, signal) => resolve(signal || `code ${code}`))
    // Without a process, there is no exit.
    worker.on('error', (error) => worker.process.pid === undefined && resolve(error.message))
  })

/** Prepares to start workers: each runs this program, and gets connections in turn. */
export const createForkWorker = (workers: number): ForkWorker => {
  cluster.schedulingPolicy = cluster.SCHED_RR
  cluster.setupPrimary({
    execArgv: [...process.execArgv, ...workerOptions(workers, nodeOptions())],
    serialization: 'advanced',
  })
  return () => {
    const worker = cluster.fork()
    closeUnaccepted(worker)
    return { port: portOf(worker), ended: endOf(worker), kill: () => void worker.process.kill('SIGKILL') }
  }
}

/** A worker's end of the channel to the primary. */
export const parentPort = (): Port => ({
  send: (message) => void process.send?.(message, undefined, undefined, ignoreFailure),
  onMessage: (listener) => void process.on('message', listener),
})
