import { charge } from '../../../datasources/costs.ts'
import { providerCosts } from '../../../datasources/index.ts'
import { pageSizeOf } from '../connections.ts'
import { loads, providerCostsOf } from '../references.ts'
import { writeOfOnly } from './by-network.ts'
import { type Prices, write } from './calls.ts'

/** Circles of an account. @see docs/networks/mixin.md#circles */
const MAX_CIRCLES = 64

/** Prices of circles, and of what else only Mixin's accounts have. */
export const circlePrices: Prices = {
  'MixinAccount.circles'(field) {
    field.charge(providerCosts.mixin.circles(field.place))
    return [field.value({ items: field.place.items * MAX_CIRCLES })]
  },
  'Circle.name': loads('circles'),
  // A page of ids.
  'Circle.conversations'(field) {
    field.charge(providerCostsOf(field.place)?.circleContents?.(field.place) ?? [])
    return [field.value({ pageSize: pageSizeOf(field, 50), areReferences: true })]
  },
  // What is selected of a circle after a change may need the list of circles once more.
  'CirclePayload.circle'(field) {
    field.charge([charge('singleReads')])
    return [field.value()]
  },

  'Mutation.createCircle': write('mixin'),
  'Mutation.renameCircle': writeOfOnly('mixin', 'id'),
  'Mutation.deleteCircle': writeOfOnly('mixin', 'id'),
  'Mutation.addToCircle': writeOfOnly('mixin', 'id'),
  'Mutation.removeFromCircle': writeOfOnly('mixin', 'id'),
  'Mutation.updateMixinProfile': write('mixin'),
  'Mutation.updateMixinPreferences': write('mixin'),
}
