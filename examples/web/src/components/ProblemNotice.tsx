import type { Problem } from '../result.ts'
import { messageFor, formatDuration } from '../messages.ts'
import { useSecondsUntil } from '../useSecondsUntil.ts'

interface ProblemNoticeProps {
  readonly problem: Problem
  /** Leave it out beside a form, which can be submitted again. */
  readonly onTryAgain?: (() => void) | undefined
  /** Whether the request will be retried automatically. */
  readonly isAutomatic?: boolean
}

/** Stands in place of missing data: says what is wrong and what the user can do. */
export const ProblemNotice = ({ problem, onTryAgain, isAutomatic = false }: ProblemNoticeProps) => {
  const seconds = useSecondsUntil(problem.retryAt)
  const next = isAutomatic ? 'Retrying automatically in' : 'Please wait'
  return (
    <div className={problem.retryable ? 'problem temporary' : 'problem'}>
      <p role="alert">{messageFor(problem.code, problem.network)}</p>
      {seconds > 0 && (
        // Not announced by screen readers, which would read out every second.
        <p className="countdown" role="timer" aria-live="off">
          {next}: {formatDuration(seconds)}
        </p>
      )}
      {problem.retryable && onTryAgain && (
        <button type="button" className="quiet" disabled={seconds > 0} onClick={onTryAgain}>
          Try again
        </button>
      )}
      {problem.requestId !== undefined && <small>Request {problem.requestId}</small>}
    </div>
  )
}
