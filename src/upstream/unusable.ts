import type { Unusable } from '../telemetry/observer.ts'

/** What the decoder that runs at present has dropped. Decoders are synchronous, so there is one at a time. */
let dropped: Map<Unusable, number> | undefined

/** Says that a reader has dropped something. Nobody asks outside `countingUnusable`. */
export const noteUnusable = (what: Unusable): void => void dropped?.set(what, (dropped.get(what) ?? 0) + 1)

/** Runs a decoder and reports what its readers dropped, even if it throws. */
export const countingUnusable = <Result>(
  decode: () => Result,
  report: (what: Unusable, count: number) => void,
): Result => {
  const outer = dropped
  const own = (dropped = new Map<Unusable, number>())
  try {
    return decode()
  } finally {
    dropped = outer
    for (const [what, count] of own) report(what, count)
  }
}
