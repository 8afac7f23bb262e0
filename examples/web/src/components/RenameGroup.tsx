import { type FormEvent, useState } from 'react'
import { typedInto } from '../form.ts'
import { graphql } from '../gql/index.ts'
import { useAction } from '../useAction.ts'
import { ActionProblem } from './ActionProblem.tsx'

const RENAME = graphql(`
  mutation Rename($input: UpdateConversationInput!) {
    updateConversation(input: $input) {
      conversation {
        id
        name
      }
    }
  }
`)

/** Whoever has clicked wants to type. */
const focus = (element: HTMLElement | null): void => element?.focus()

interface RenameGroupProps {
  readonly id: string
  readonly name: string | null
}

/** A button that becomes a form. */
export const RenameGroup = ({ id, name }: RenameGroupProps) => {
  const [isOpen, setOpen] = useState(false)
  const rename = useAction(RENAME)
  if (!isOpen)
    return (
      <button type="button" className="quiet" onClick={() => setOpen(true)}>
        Rename
      </button>
    )
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const isDone = await rename.run({ input: { id, name: typedInto(event.currentTarget, 'name') } })
    if (isDone) setOpen(false)
  }
  return (
    <form className="row wide" onSubmit={(event) => void submit(event)}>
      <label>
        New name
        <input
          name="name"
          defaultValue={name ?? ''}
          maxLength={512}
          autoComplete="off"
          ref={focus}
          required
        />
      </label>
      <button disabled={rename.isRunning}>Save</button>
      <button type="button" className="quiet" onClick={() => setOpen(false)}>
        Cancel
      </button>
      {rename.problem && <ActionProblem problem={rename.problem} />}
    </form>
  )
}
