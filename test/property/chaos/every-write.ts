import { takesEffect } from '../../../sandbox/fault-delivery.ts'
import type { Sandbox } from '../../../sandbox/index.ts'
import { createSchema } from '../../../src/schema.ts'
import { send } from '../../integration/sandbox/sealtalk-client.ts'
import { type ArgumentTable, everyMutation } from '../../integration/shield/every-query.ts'
import { textAt, valueAt } from '../../support/value-at.ts'
import { type ReadAnswer, readAnswer } from './answers.ts'
import type { FaultCase } from './faults.ts'
import { SIBLINGS } from './siblings.ts'
import { everyWrite, NEW_PHONE, type Write } from './write-arguments.ts'
import { PATHS, type Network, otherThan, type World, type Worlds } from './worlds.ts'

export interface WriteCase extends Write {
  readonly field: string
  /** The mutation with all that its payload has, and a mutation of the other network after it. */
  readonly document: string
}

/** A phone has been sent a code; the token that stands for it, which is always the same. */
export const prove = async ({ sealtalk }: Sandbox): Promise<string> => {
  await send(sealtalk.url, 'POST', '/user/send_code', { body: NEW_PHONE })
  const { result } = await send(sealtalk.url, 'POST', '/user/verify_code', {
    body: { ...NEW_PHONE, code: '9999' },
  })
  return textAt(result, 'verification_token')
}

/** The arguments that writes have, by field. */
export const argumentsOfWrites = (writes: readonly Write[]): ArgumentTable => {
  const table: Record<string, string[]> = {}
  for (const { call } of writes) {
    const [, field = '', written = ''] = /^(\w+)(?:\((.*)\))?$/.exec(call) ?? []
    table[field] = [...(table[field] ?? []), written]
  }
  return table
}

/** Every field of Mutation that writes to a network. */
export const findWrites = async ({ sandbox }: Worlds, network: Network): Promise<WriteCase[]> => {
  const writes = everyWrite(sandbox, await prove(sandbox))
  return everyMutation(createSchema(), argumentsOfWrites(writes), 3).flatMap(({ field, selection }) => {
    const write = writes.find(({ call }) => selection.startsWith(`${call} {`))
    if (write?.network !== network) return []
    return [{ ...write, field, document: `mutation { ${selection} ${SIBLINGS[otherThan(network)].write} }` }]
  })
}

const anew = async (world: World, network: Network): Promise<void> => {
  world.sandbox[network].control.reset()
  if (network === 'sealtalk') await prove(world.sandbox)
}

/** Sandboxes in which a write has taken effect: the next one needs them as they were at first. */
const changed = new WeakSet<Sandbox>()

/** What has to come of a write while its one call fails in a way. */
const expectedOf = (
  { network, effect, tells, forbids }: Write,
  faultCase: FaultCase,
): { readonly code: string; readonly sends: number } => {
  const { read, write, sends } = faultCase[network]
  const { code: number, status } = faultCase.fault
  if (forbids !== undefined && (number === forbids || status === forbids))
    return { code: 'FORBIDDEN', sends: 1 }
  const isUndamaged = !tells && ['wrong-types', 'null-data'].includes(faultCase.fault.kind)
  if (effect === 'nothing' || isUndamaged) return { code: 'as usual', sends: 1 }
  if (effect === 'read') return { code: read, sends }
  if (effect === 'harmless' && write === 'OUTCOME_UNKNOWN') return { code: 'UPSTREAM_UNAVAILABLE', sends: 1 }
  return { code: write, sends: 1 }
}

/** Errors of a write: at its place, and those that its payload tells of its parts. */
const codesOf = ({ data, errors }: ReadAnswer, field: string): string[] => [
  ...errors.map(({ path, code }) => `${path}: ${code}`),
  ...Object.values(valueAt(data, `${field}.failed`) ?? {}).map(
    (part) => `${field}: ${String(valueAt(part, 'code'))}`,
  ),
]

/** What is wrong with how a write is carried out while its call fails in a way; nothing if all is well. */
export const judgeWrite = async (world: World, write: WriteCase, faultCase: FaultCase): Promise<string[]> => {
  const { network, endpoint, field, document } = write
  const { code, sends } = expectedOf(write, faultCase)
  const other = otherThan(network)
  const deviations: string[] = []
  for (const path of PATHS) {
    if (takesEffect(faultCase.fault) || changed.has(world.sandbox)) await anew(world, network)
    if (takesEffect(faultCase.fault)) changed.add(world.sandbox)
    else changed.delete(world.sandbox)
    world.mend()
    world.fail(network, { ...faultCase.fault, endpoint })
    const told = await world.ask(document, path)
    const answer = readAnswer(told)
    const found = [...answer.flaws]
    const codes = codesOf(answer, field).join(', ')
    if (codes === '') changed.add(world.sandbox)
    const wanted = code === 'as usual' ? '' : `${field}: ${code}`
    if (codes !== wanted) found.push(`${codes || 'no error'} instead of ${wanted || 'none'}`)
    const times = world.calls(network).get(endpoint) ?? 0
    // After a refusal the call is closed for a while.
    const least = path === 'fast' && code === 'RATE_LIMITED' ? 0 : 1
    if (times < least || times > sends) found.push(`${times} × ${endpoint}`)
    if (!valueAt(answer.data, 'sibling')) found.push('the sibling has failed')
    if (world.hasToldSecret()) found.push('the log tells a secret')
    const [[, siblings] = []] = world.calls(other)
    if (world.calls(other).size !== 1 || siblings !== 1) found.push('the sibling was not sent once')
    deviations.push(...found.map((deviation) => `${path} ${write.call}: ${deviation}`))
  }
  return deviations
}

/** Calls that a write makes for a caller who has gone before it begins. */
export const callsForNobody = async (world: World, { document }: WriteCase): Promise<string[]> => {
  const gone = new AbortController()
  gone.abort()
  const calls: string[] = []
  for (const path of PATHS) {
    await world.ask(document, path, gone.signal)
    calls.push(...world.calls('mixin').keys(), ...world.calls('sealtalk').keys())
  }
  return calls
}
