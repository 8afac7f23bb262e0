import {
  getNamedType,
  getNullableType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isListType,
  isObjectType,
} from 'graphql'
import type { Fields } from '../../datasources/types.ts'
import { collectFields, fieldNames, type FieldOptions, type SelectionSets } from '../../document/fields.ts'
import { type Reader, readArguments } from './arguments.ts'
import { type CostCounter, createCostCounter, type OperationPrice } from './cost.ts'
import type { OneOf, Place, Price } from './field.ts'
import { LONG_LIST } from '../list-size.ts'
import { prices } from './prices.ts'
import { property } from './prices/calls.ts'

type Variables = Readonly<Record<string, unknown>>

/** A field that may cost something, or that contains such a field. */
interface PlannedField {
  readonly name: string
  readonly price: Price
  /** The named type of its value. */
  readonly type: string
  readonly isList: boolean
  readonly args: Reader<Variables>
  /** Whether its arguments, or those of a field below it, depend on variables. */
  readonly isVariable: boolean
  /** Names of the fields selected on its value, by the type of the value. */
  readonly names: ReadonlyMap<string, Fields>
  readonly children: ReadonlyMap<string, readonly PlannedField[]>
}

/** The fields of an operation that may cost something, for one result of `@include` and `@skip`. */
export interface CostPlan {
  readonly isVariable: boolean
  priceOf(variables: Variables): OperationPrice
}

const NOTHING: Fields = new Set()

const possibleTypes = (type: GraphQLOutputType, schema: GraphQLSchema): readonly GraphQLObjectType[] => {
  const named = getNamedType(type)
  if (isAbstractType(named)) return schema.getPossibleTypes(named)
  return isObjectType(named) ? [named] : []
}

/** Omits fields that cost nothing and contain no field that does. */
const planFields = (
  type: GraphQLObjectType,
  sets: SelectionSets,
  options: FieldOptions,
): readonly PlannedField[] =>
  [...collectFields(type, sets, options).values()].flatMap((nodes): PlannedField[] => {
    const [node] = nodes
    const definition = node && options.schema.getField(type, node.name.value)
    if (!node || !definition) return []
    const subsets = nodes.map(({ selectionSet }) => selectionSet)
    const possible = possibleTypes(definition.type, options.schema)
    const children = new Map(possible.map((one) => [one.name, planFields(one, subsets, options)]))
    const below = [...children.values()].flat()
    const price = prices[`${type.name}.${definition.name}`] ?? property
    if (price === property && below.length === 0) return []
    const args = readArguments(node)
    return [
      {
        name: definition.name,
        price,
        type: getNamedType(definition.type).name,
        isList: isListType(getNullableType(definition.type)),
        args,
        isVariable: args.constant === undefined || below.some(({ isVariable }) => isVariable),
        names: new Map(possible.map((one) => [one.name, fieldNames(one, subsets, options)])),
        children,
      },
    ]
  })

/** @param chargeBelow charges the fields that are selected on objects */
const chargeDearest = (
  { oneOf }: OneOf,
  counter: CostCounter,
  chargeBelow: (at: Place, to: CostCounter) => void,
): void => {
  const chargeTo = (to: CostCounter, make: OneOf['oneOf'][number]): number => {
    const { place, charges } = make()
    to.add(charges, place)
    chargeBelow(place, to)
    return to.sum().cost.total
  }
  let dearest: OneOf['oneOf'][number] | undefined
  let most = -1
  for (const make of oneOf) {
    const total = chargeTo(createCostCounter(), make)
    if (total > most) [dearest, most] = [make, total]
  }
  if (dearest) chargeTo(counter, dearest)
}

const charge = (
  fields: readonly PlannedField[],
  place: Place,
  counter: CostCounter,
  variables: Variables,
): void => {
  for (const { name, price, type, isList, args, names, children } of fields) {
    const chargeBelow = (at: Place, to: CostCounter): void =>
      charge(children.get(at.type) ?? [], at, to, variables)
    const values = price({
      place,
      args: args.read(variables),
      fields: (one) => names.get(one) ?? NOTHING,
      charge: (charges, at = place) => counter.add(charges, at),
      unread: (argument) => counter.unread(`${name}(${argument}:)`),
      value: (over) => ({
        type,
        network: place.network,
        items: place.items * (isList ? LONG_LIST : 1),
        moments: place.moments,
        isAssumed: place.isAssumed || (isList && over?.items === undefined),
        areUsersLoaded: place.areUsersLoaded,
        areReferences: place.areReferences,
        charged: new Set(),
        ...over,
      }),
    })
    for (const value of values) {
      if ('oneOf' in value) chargeDearest(value, counter, chargeBelow)
      else chargeBelow(value, counter)
    }
  }
}

/** @param type the root type of the operation */
export const planCost = (type: GraphQLObjectType, sets: SelectionSets, options: FieldOptions): CostPlan => {
  const fields = planFields(type, sets, options)
  return {
    isVariable: fields.some(({ isVariable }) => isVariable),
    priceOf(variables) {
      const counter = createCostCounter()
      const root = {
        type: type.name,
        network: undefined,
        items: 1,
        moments: 1,
        isAssumed: false,
        areUsersLoaded: false,
        areReferences: false,
        charged: new Set<string>(),
      }
      charge(fields, root, counter, variables)
      return counter.sum()
    },
  }
}
