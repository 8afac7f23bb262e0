import type { Running } from './processes.ts'
import type { Target } from './targets.ts'

/** A peer that cannot be started on this machine. */
export interface LeftOut {
  readonly target: string
  readonly title: string
  readonly reason: string
}

export interface Started {
  readonly target: Target
  readonly running: Running
}

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Adds the target's name to an error. */
export const naming = async <Result>({ name }: Target, work: Promise<Result>): Promise<Result> => {
  try {
    return await work
  } catch (error) {
    throw new Error(`${name}: ${describe(error)}`, { cause: error })
  }
}

/**
 * Starts all targets at once. Peers that cannot be started are left out. If another target cannot, all are stopped
 * and the promise rejects.
 */
export const startTargets = async (
  targets: readonly Target[],
  start: (target: Target) => Promise<Running>,
): Promise<{ readonly started: readonly Started[]; readonly leftOut: readonly LeftOut[] }> => {
  const attempts = await Promise.allSettled(targets.map((target) => naming(target, start(target))))
  const started: Started[] = []
  const leftOut: LeftOut[] = []
  const failures: unknown[] = []
  for (const [place, target] of targets.entries()) {
    const attempt = attempts[place]
    if (attempt?.status === 'fulfilled') started.push({ target, running: attempt.value })
    else if (!target.isPeer) failures.push(attempt?.reason)
    else leftOut.push({ target: target.name, title: target.title, reason: describe(attempt?.reason) })
  }
  if (failures.length > 0) {
    await Promise.all(started.map(({ running }) => running.stop()))
    throw failures[0]
  }
  return { started, leftOut }
}
