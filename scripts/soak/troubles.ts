import type { Fault } from '../../sandbox/faults.ts'
import type { Sandbox } from '../../sandbox/index.ts'

/** What goes wrong with calls, in turn. Refusals for too many calls are left out: they keep the rest away. */
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

/** An outage of a network: so often, and so long. Milliseconds. */
const OUTAGE_EVERY_MS = 120_000
const OUTAGE_MS = 6_000

const setFaults = ({ mixin, sealtalk }: Sandbox, share: number): void => {
  for (const { control } of [mixin, sealtalk]) {
    control.clearFaults()
    if (share === 0) continue
    // Each kind hits its part of all calls, and the next one somewhat later, so that they never come in a row.
    const between = Math.round(1 / share)
    KINDS.forEach((fault, index) =>
      control.setFault({ ...fault, share: share / KINDS.length, skip: index * between }),
    )
  }
}

/** Lets a part of all calls fail, and one network after the other be down for a while. Hands back how to end it. */
export const startTroubles = (sandbox: Sandbox, share: number): (() => void) => {
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
