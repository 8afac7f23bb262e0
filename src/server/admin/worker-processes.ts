import { within } from '../../redis/deadline.ts'
import type { RunningWorker } from '../worker-pool.ts'
import type { Processes } from './operator.ts'

/** Milliseconds for the answer of one worker. */
const ANSWER_MS = 5_000

/** The workers of a gateway. One that is starting is told too, and does it before it serves: nobody waits for its answer. */
export const workerProcesses = (running: () => readonly RunningWorker[]): Processes => ({
  async ask(question) {
    const askOne = ({ link }: RunningWorker) =>
      question({
        state: () => link.ask('controlState', undefined),
        run: (action) => link.ask('control', action),
      }).catch(() => undefined)
    const workers = running()
    for (const starting of workers.filter(({ isReady }) => !isReady)) void askOne(starting)
    const ready = workers.filter(({ isReady }) => isReady)
    const answers = await Promise.all(
      ready.map((worker) => within(ANSWER_MS, askOne(worker)).catch(() => undefined)),
    )
    return { answers: answers.filter((answer) => answer !== undefined), of: ready.length }
  },
})
