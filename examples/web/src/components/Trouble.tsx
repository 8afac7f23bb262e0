import type { Problem } from '../answer.ts'
import { sentenceFor, spell } from '../words.ts'
import { useSecondsUntil } from '../useSecondsUntil.ts'

interface TroubleProps {
  readonly problem: Problem
  /** Left out where the form that asked stands beside it. */
  readonly onTryAgain?: (() => void) | undefined
  /** Whether the question will be asked again without anybody doing anything. */
  readonly byItself?: boolean
}

/** Says what is missing, in the place where it is missing, and offers what can be done about it. */
export const Trouble = ({ problem, onTryAgain, byItself = false }: TroubleProps) => {
  const seconds = useSecondsUntil(problem.retryAt)
  const next = byItself ? 'Asking again by itself' : 'Please wait'
  return (
    <div className={problem.retryable ? 'trouble passing' : 'trouble'}>
      <p role="alert">{sentenceFor(problem.code, problem.network)}</p>
      {seconds > 0 && (
        // Ticks for the eye. A voice would not stop: it is told when there is something to do.
        <p className="countdown" role="timer" aria-live="off">
          {next}: {spell(seconds)}
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
