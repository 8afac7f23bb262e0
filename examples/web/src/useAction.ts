import { useState } from 'react'
import { type TypedDocumentNode, useMutation } from 'urql'
import { type Problem, readNotes } from './result.ts'

/** What a write may change on the page: its queries are sent again, since the gateway's caches know better than the page. */
const CHANGED = { additionalTypenames: ['Conversation', 'User', 'MixinAccount', 'SealTalkAccount'] }

export interface Action<Variables> {
  /** Sends the mutation once. Resolves to whether it has succeeded. */
  run(variables: Variables): Promise<boolean>
  readonly isRunning: boolean
  /** Why the last attempt failed. */
  readonly problem: Problem | undefined
}

/** A mutation as a button uses it. A write is never repeated by itself: see docs/front-end/errors.md. */
export const useAction = <Data, Variables extends object>(
  mutation: TypedDocumentNode<Data, Variables>,
): Action<Variables> => {
  const [{ fetching }, execute] = useMutation(mutation)
  const [problem, setProblem] = useState<Problem>()
  return {
    isRunning: fetching,
    problem,
    async run(variables) {
      setProblem(undefined)
      const [failure] = readNotes(await execute(variables, CHANGED)).problems
      setProblem(failure)
      return failure === undefined
    },
  }
}
