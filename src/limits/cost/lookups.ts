import { networkNames, providerCosts } from '../../datasources/index.ts'
import type { LookupCost, ProviderCosts } from '../../datasources/costs.ts'
import { decodeGlobalId, type NetworkName } from '../../global-id.ts'
import { isObject } from '../../json.ts'
import { MAX_LOOKUPS } from '../../resolvers/Query.ts'
import type { Place, Price, PricedField } from './field.ts'

/** A way to find objects. Objects that are found in the same way share calls. */
interface Way {
  readonly network: NetworkName
  readonly type: 'User' | 'App' | 'Conversation'
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
  costsByNetwork.flatMap(([network, { byId, apps, conversations }]): [string, Way][] => [
    [`${network}:user`, { network, type: 'User', cost: byId }],
    ...(apps ? [[`${network}:app`, { network, type: 'App', cost: together(apps) }] as [string, Way]] : []),
    [`${network}:conversation`, { network, type: 'Conversation', cost: together(conversations) }],
  ]),
)

/** By field of `UserBy`, without `id`. */
const waysOfLookups = new Map<string, Way>(
  costsByNetwork.flatMap(([network, { lookups }]) =>
    Object.entries(lookups).map(([field, cost]): [string, Way] => [field, { network, type: 'User', cost }]),
  ),
)

const wayOfId = (id: unknown): Way | undefined => {
  const parts = typeof id === 'string' ? decodeGlobalId(id) : undefined
  return parts && waysOfIds.get(`${parts.network}:${parts.kind}`)
}

const wayOfUserBy = (by: unknown): Way | undefined => {
  if (!isObject(by)) return undefined
  for (const field in by) {
    const value = by[field]
    if (value !== undefined && value !== null) {
      return field === 'id' ? wayOfId(value) : waysOfLookups.get(field)
    }
  }
  return undefined
}

const asList = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]

const find = (
  field: PricedField,
  argument: string,
  wayOf: (item: unknown) => Way | undefined,
): readonly Place[] => {
  const requested = asList(field.args[argument])
  if (requested.length > MAX_LOOKUPS) return []
  const groups = new Map<LookupCost, { readonly way: Way; items: number }>()
  for (const item of requested) {
    const way = wayOf(item)
    const known = way && groups.get(way.cost)
    if (known) known.items += 1
    else if (way) groups.set(way.cost, { way, items: 1 })
  }
  return Array.from(groups.values(), ({ way: { network, type, cost }, items }) => {
    const place = field.value({ type, network, items, moments: cost.moments(items) })
    field.charge(cost.charge(items, field.fields(type)), place)
    return place
  })
}

/** Objects by the global ids in an argument. */
export const byIds =
  (argument: string): Price =>
  (field) =>
    find(field, argument, wayOfId)

/** Users by `UserBy`. */
export const byUserBy: Price = (field) => find(field, 'by', wayOfUserBy)
