import { type Charge, charge } from '../../../datasources/costs.ts'
import { actionsOf } from '../../../datasources/index.ts'
import type { ConversationAction } from '../../../datasources/rights.ts'
import { decodeGlobalId, type NetworkName, networkNames } from '../../../global-id.ts'
import { isObject, type JsonObject } from '../../../json.ts'
import type { Price } from '../field.ts'

/** Undefined where the input is a variable without a value. */
export type Input = JsonObject | undefined

/** The network of a global id; undefined for anything else. */
export const networkOf = (id: unknown): string | undefined =>
  typeof id === 'string' ? decodeGlobalId(id)?.network : undefined

const isNetwork = (name: string | undefined): name is NetworkName =>
  networkNames.some((network) => network === name)

/**
 * Priced as on the network that the input names, or else as on the dearest one.
 * @param action where a network does not have it, nothing is sent. Default: something that all have
 */
export const onNetworkOf =
  (
    networkIn: (input: JsonObject) => string | undefined,
    costs: (network: NetworkName, input: Input) => readonly Charge[],
    action?: ConversationAction,
  ): Price =>
  (field) => {
    const { input: given } = field.args
    const input = isObject(given) ? given : undefined
    const network = input && networkIn(input)
    const priced = (name: NetworkName) => ({
      place: field.value({ network: name }),
      charges: action && !actionsOf(name).has(action) ? [] : costs(name, input),
    })
    if (isNetwork(network)) {
      const { place, charges } = priced(network)
      field.charge(charges, place)
      return [place]
    }
    field.unread('input')
    return [{ oneOf: networkNames.map((name) => () => priced(name)) }]
  }

/**
 * One write, of a thing that only one network has: an id of another one is refused.
 * @param argument of the input that has the id
 */
export const writeOfOnly =
  (only: NetworkName, argument: string): Price =>
  (field) => {
    const { input } = field.args
    const network = isObject(input) ? networkOf(input[argument]) : undefined
    if (network === undefined || network === only) field.charge([charge('writes')])
    return [field.value({ network: only })]
  }
