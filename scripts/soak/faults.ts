import type { Fault } from '../../sandbox/faults.ts'
import type { Sandbox } from '../../sandbox/index.ts'

/** Faults of calls. Rate limits are left out, because they would prevent other calls. */
const KINDS: readonly Fault[] = [
  { kind: '500' },
  { kind: 'html', status: 502 },
  { kind: 'hang-up-before' },
  { kind: 'truncated' },
  { kind: 'hang-in-body' },
  { kind: 'garbage' },
  { kind: 'hang-up-after' },
  { kind: 'wrong-types' },
  { kind: 'latency', latencyMs: 700 },
  { kind: 'truncated', declaredLength: 'full' },
  { kind: 'hang-before-headers' },
  { kind: 'big-body', bytes: 6_000_000 },
  { kind: 'gzip-bomb', bytes: 10_000_000 },
  { kind: 'redirect' },
]

/** Interval and length of outages. */
const OUTAGE_EVERY_MS = 120_000
const OUTAGE_MS = 6_000

const setFaults = ({ mixin, sealtalk }: Sandbox, share: number): void => {
  for (const { control } of [mixin, sealtalk]) {
    control.clearFaults()
    if (share === 0) continue
    // Each kind affects its share of calls, at an offset, so that faults never occur in a row.
    const between = Math.round(1 / share)
    KINDS.forEach((fault, index) =>
      control.setFault({ ...fault, share: share / KINDS.length, skip: index * between }),
    )
  }
}

/** Makes a share of all calls fail, and each network in turn unavailable for a while. Returns a function that stops it. */
export const startFaults = (sandbox: Sandbox, share: number): (() => void) => {
  setFaults(sandbox, share)
  if (share === 0) return () => undefined
  let outages = 0
  let end: NodeJS.Timeout | undefined
  const every = setInterval(() => {
    const { control } = outages % 2 === 0 ? sandbox.mixin : sandbox.sealtalk
    outages += 1
    control.clearFaults()
    control.setFault({ kind: 'hang-up-before' })
    end = setTimeout(() => setFaults(sandbox, share), OUTAGE_MS)
  }, OUTAGE_EVERY_MS)
  return () => {
    clearInterval(every)
    clearTimeout(end)
    setFaults(sandbox, 0)
  }
}
