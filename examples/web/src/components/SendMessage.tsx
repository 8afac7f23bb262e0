import { type FormEvent, useState } from 'react'
import { useMutation } from 'urql'
import { typedInto } from '../form.ts'
import { graphql } from '../gql/index.ts'
import { type Problem, readNotes } from '../result.ts'
import { ActionProblem } from './ActionProblem.tsx'

const SEND = graphql(`
  mutation Send($input: SendMessageInput!) {
    sendMessage(input: $input) {
      messageId
    }
  }
`)

/** A text that was sent on this visit: neither network lets anybody read messages by its API. */
interface Sent {
  readonly messageId: string
  readonly text: string
  readonly state: 'Sending …' | 'Sent' | 'Not sent'
}

interface SendMessageProps {
  readonly conversationId: string
}

/** Sends texts. Each has an id of its own, so that Mixin takes one that is sent again for the same message. */
export const SendMessage = ({ conversationId }: SendMessageProps) => {
  const [sent, setSent] = useState<readonly Sent[]>([])
  const [problem, setProblem] = useState<Problem>()
  const [, execute] = useMutation(SEND)

  const send = async (messageId: string, text: string) => {
    const show = (state: Sent['state']) =>
      setSent((all) => [...all.filter((one) => one.messageId !== messageId), { messageId, text, state }])
    show('Sending …')
    setProblem(undefined)
    const [failure] = readNotes(await execute({ input: { conversationId, text, messageId } })).problems
    setProblem(failure)
    show(failure ? 'Not sent' : 'Sent')
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    void send(crypto.randomUUID(), typedInto(event.currentTarget, 'text'))
    event.currentTarget.reset()
  }

  return (
    <div className="fields">
      <ul className="list" aria-label="Sent on this visit" aria-live="polite">
        {sent.map(({ messageId, text, state }) => (
          <li key={messageId} className="sent">
            <span>{text}</span>
            {state === 'Not sent' ? (
              <button type="button" className="quiet" onClick={() => void send(messageId, text)}>
                Send again
              </button>
            ) : (
              <span className="quiet">{state}</span>
            )}
          </li>
        ))}
      </ul>
      {problem && <ActionProblem problem={problem} />}
      <form className="row" onSubmit={submit}>
        <label>
          Message
          <input name="text" autoComplete="off" required />
        </label>
        <button>Send</button>
      </form>
    </div>
  )
}
