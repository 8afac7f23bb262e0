import { useState } from 'react'

/** A value of the gateway that a click may change before the gateway has said so. */
export interface AtOnce<Value> {
  readonly shown: Value
  /** Shows another value until the actual one changes, or until the change has failed. */
  change(value: Value, save: () => Promise<boolean>): Promise<void>
}

/** @param actual what the gateway says */
export const useAtOnce = <Value>(actual: Value): AtOnce<Value> => {
  const [wanted, setWanted] = useState<{ readonly value: Value; readonly instead: Value }>()
  return {
    shown: wanted && Object.is(wanted.instead, actual) ? wanted.value : actual,
    async change(value, save) {
      setWanted({ value, instead: actual })
      if (!(await save())) setWanted(undefined)
    },
  }
}
