import { counted, element } from './element.js'
import { choice } from './people.js'
import { networkName } from './words.js'
/** @import { Fault, SandboxNetwork } from './shapes.d.ts' */

/** What can be wrong with a whole network, in few words. @type {readonly { label: string, fault: Omit<Fault, 'hits'> }[]} */
const FAULTS = [
  { label: 'Too many requests (429)', fault: { kind: '429' } },
  { label: 'Slow (2 s)', fault: { kind: 'latency', latencyMs: 2000 } },
  { label: 'Failing (500)', fault: { kind: '500' } },
  { label: 'Down', fault: { kind: 'hang-up-before' } },
  { label: 'HTML of a proxy (502)', fault: { kind: 'html', status: 502 } },
  { label: 'Broken JSON', fault: { kind: 'garbage' } },
  { label: 'Other types', fault: { kind: 'wrong-types' } },
]

/**
 * Buttons for what is wrong with a network: one at a time, and none where the pressed one is pressed again.
 *
 * @param {SandboxNetwork} network
 * @param {(faults: Omit<Fault, 'hits'>[]) => void} onChange
 */
export function renderFaults({ network, faults }, onChange) {
  return element(
    'div',
    { class: 'parley-choices', role: 'group', 'aria-label': `What is wrong with ${networkName(network)}` },
    ...FAULTS.map(({ label, fault }) => {
      const isOn = faults.some((one) => one.kind === fault.kind && one.endpoint === '*')
      return choice(label, isOn, () => onChange(isOn ? [] : [fault]))
    }),
  )
}

/** What the sandbox has got of calls and done to them. @param {SandboxNetwork} network */
export function renderCounters({ network, calls, faults }) {
  const hits = faults.reduce((sum, fault) => sum + fault.hits, 0)
  const rows = Object.entries(calls.byEndpoint).toSorted(([, one], [, other]) => other - one)
  return element(
    'div',
    { class: 'parley-counters', role: 'group', 'aria-label': `Calls to ${networkName(network)}` },
    element(
      'p',
      {},
      element('strong', {}, counted(calls.total, 'call')),
      ` so far, ${counted(calls.limited, 'limited lookup')}`,
      ...(faults.length > 0 ? [`; ${hits} met the fault`] : []),
    ),
    element(
      'dl',
      {},
      ...rows.flatMap(([endpoint, count]) => [
        element('dt', {}, element('code', {}, endpoint)),
        element('dd', {}, String(count)),
      ]),
    ),
  )
}
