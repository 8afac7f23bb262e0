import { mixinCosts } from './costs.ts'
import { examineMixin } from './examine.ts'
import { createMixinProvider } from './index.ts'

/** Mixin, as the registry knows it. */
export const mixinRoom = { create: createMixinProvider, costs: mixinCosts, examine: examineMixin }
