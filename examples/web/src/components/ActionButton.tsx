import { useState } from 'react'

/** The button that was clicked is gone: whoever uses the keyboard goes on here. */
const focus = (element: HTMLElement | null): void => element?.focus()

interface ActionButtonProps {
  readonly label: string
  /** Asks this first, for what cannot be taken back. */
  readonly confirm?: string
  readonly isRunning: boolean
  readonly onRun: () => void
}

/** A button that takes one click at a time, and two for what cannot be taken back. */
export const ActionButton = ({ label, confirm, isRunning, onRun }: ActionButtonProps) => {
  const [isAsking, setAsking] = useState(false)
  if (!isAsking || confirm === undefined)
    return (
      <button
        type="button"
        className="quiet"
        disabled={isRunning}
        onClick={() => (confirm === undefined ? onRun() : setAsking(true))}
      >
        {label}
      </button>
    )
  return (
    <fieldset className="sure">
      <legend>{confirm}</legend>
      <button
        type="button"
        className="danger"
        onClick={() => {
          setAsking(false)
          onRun()
        }}
      >
        {label}
      </button>
      <button type="button" className="quiet" ref={focus} onClick={() => setAsking(false)}>
        Cancel
      </button>
    </fieldset>
  )
}
