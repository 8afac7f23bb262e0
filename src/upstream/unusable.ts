import type { Unusable } from '../telemetry/observer.ts'

/** What the decoder that runs at present has dropped. Decoders are synchronous, so there is one at a time. */
let dropped: { counts: Map<Unusable, number> | undefined } | undefined

/** Says that a reader has dropped something. Nobody asks outside `countingUnusable`. */
export const noteUnusable = (what: Unusable): void => {
  if (!dropped) return
  const counts = (dropped.counts ??= new Map())
  counts.set(what, (counts.get(what) ?? 0) + 1)
}

/** Runs a decoder and reports what its readers dropped, even if it throws. */
export const countingUnusable = <Result>(
  decode: () => Result,
  report: (what: Unusable, count: number) => void,
): Result => {
  const outer = dropped
  const own: typeof dropped = { counts: undefined }
  dropped = own
  try {
    return decode()
  } finally {
    dropped = outer
    if (own.counts) for (const [what, count] of own.counts) report(what, count)
  }
}
