import type { Problem } from '../result.ts'
import { ProblemNotice } from './ProblemNotice.tsx'

/** It may appear below the end of a list that scrolls. */
const intoView = (element: HTMLElement | null): void => element?.scrollIntoView({ block: 'nearest' })

interface ActionProblemProps {
  readonly problem: Problem
}

/** Why a click has failed. There is no second attempt but another click. */
export const ActionProblem = ({ problem }: ActionProblemProps) => (
  <div className="wide" ref={intoView}>
    <ProblemNotice problem={problem} />
  </div>
)
