import { providerCosts } from '../../datasources/index.ts'
import type { LookupCost, ProviderCosts } from '../../datasources/costs.ts'
import { decodeGlobalId, networkNames, type NetworkName, type NodeKind } from '../../global-id.ts'
import { isObject } from '../../json.ts'
import { MAX_LOOKUPS } from '../../resolvers/Query.ts'
import type { OneOf, Place, Price, PricedField } from './field.ts'

/** A way to find objects. Objects that are found in the same way share calls. */
interface Way {
  readonly network: NetworkName
  readonly type: 'User' | 'App' | 'Conversation' | 'Circle'
  readonly cost: LookupCost
}

/** Objects that a provider loads together by their ids. */
const together = (load: ProviderCosts['conversations']): LookupCost => ({
  charge: (items) => load({ items, moments: 1 }),
  moments: () => 1,
})

const costsByNetwork: readonly (readonly [NetworkName, ProviderCosts])[] = networkNames.map((name) => [
  name,
  providerCosts[name],
])

/** By network and kind, the first two parts of a global id. */
const waysOfIds = new Map<string, Way>(
  costsByNetwork.flatMap(([network, { byId, apps, conversations, circles }]): [string, Way][] => [
    [`${network}:user`, { network, type: 'User', cost: byId }],
    ...(apps ? [[`${network}:app`, { network, type: 'App', cost: together(apps) }] as [string, Way]] : []),
    [`${network}:conversation`, { network, type: 'Conversation', cost: together(conversations) }],
    ...(circles
      ? [[`${network}:circle`, { network, type: 'Circle', cost: together(circles) }] as [string, Way]]
      : []),
  ]),
)

/** By field of `UserBy`, without `id`. */
const waysOfLookups = new Map<string, Way>(
  costsByNetwork.flatMap(([network, { lookups }]) =>
    Object.entries(lookups).map(([field, cost]): [string, Way] => [field, { network, type: 'User', cost }]),
  ),
)

/** The ways that a text may mean which begins like this, by its network and kind as far as they can be read. */
type WaysOf = (item: unknown) => readonly Way[]

/** @param kinds the kinds of ids that the argument accepts */
const waysById =
  (kinds: readonly NodeKind[]): WaysOf =>
  (id) => {
    const parts = typeof id === 'string' ? decodeGlobalId(id) : undefined
    const known = parts && waysOfIds.get(`${parts.network}:${parts.kind}`)
    return known ? [known] : waysOfKinds(kinds)
  }

/** A cached list for each combination of kinds. */
const byKinds = new Map<string, readonly Way[]>()
const waysOfKinds = (kinds: readonly NodeKind[]): readonly Way[] => {
  const key = kinds.join()
  const known = byKinds.get(key)
  if (known) return known
  const ways = [...waysOfIds].flatMap(([prefix, way]) =>
    kinds.some((kind) => prefix.endsWith(`:${kind}`)) ? [way] : [],
  )
  byKinds.set(key, ways)
  return ways
}

const waysOfUserId = waysById(['user'])
const waysOfUsers: readonly Way[] = [...waysOfLookups.values(), ...waysOfKinds(['user'])]

const waysByUserBy: WaysOf = (by) => {
  if (!isObject(by)) return waysOfUsers
  let found: string | undefined
  for (const field in by) {
    if (by[field] === undefined || by[field] === null) continue
    if (found !== undefined) return waysOfUsers
    found = field
  }
  if (found === 'id') return waysOfUserId(by[found])
  const way = found === undefined ? undefined : waysOfLookups.get(found)
  return way ? [way] : waysOfUsers
}

const asList = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]

/**
 * Prices each item, valid or not, as if it were valid. Items that may mean several things are priced as the dearest
 * of them.
 */
const find = (field: PricedField, argument: string, waysOf: WaysOf): readonly (Place | OneOf)[] => {
  const requested = asList(field.args[argument])
  if (requested.length > MAX_LOOKUPS) return []
  const priced = ({ network, type, cost }: Way, items: number) => ({
    place: field.value({ type, network, items, moments: cost.moments(items) }),
    charges: cost.charge(items, field.fields(type)),
  })
  const charged = (way: Way, items: number): Place => {
    const { place, charges } = priced(way, items)
    field.charge(charges, place)
    return place
  }
  if (requested.length === 1) {
    const [way, ...others] = waysOf(requested[0])
    if (way && others.length === 0) return [charged(way, 1)]
  }
  const known = new Map<LookupCost, { readonly way: Way; items: number }>()
  const unread = new Map<readonly Way[], number>()
  for (const item of requested) {
    const ways = waysOf(item)
    const [way, ...others] = ways
    if (!way || others.length > 0) unread.set(ways, (unread.get(ways) ?? 0) + 1)
    else known.set(way.cost, { way, items: (known.get(way.cost)?.items ?? 0) + 1 })
  }
  if (unread.size > 0) field.unread(argument)
  return [
    ...Array.from(known.values(), ({ way, items }) => charged(way, items)),
    ...Array.from(unread, ([ways, items]) => ({ oneOf: ways.map((way) => () => priced(way, items)) })),
  ]
}

/** Objects by the global ids in an argument. @param kinds those that it accepts. Default: all. */
export const byIds =
  (argument: string, kinds: readonly NodeKind[] = ['user', 'app', 'conversation', 'circle']): Price =>
  (field) =>
    find(field, argument, waysById(kinds))

/** Users by `UserBy`. */
export const byUserBy: Price = (field) => find(field, 'by', waysByUserBy)
