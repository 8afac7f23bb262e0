import { mixinCosts } from './costs.ts'
import { checkMixin } from './connectivity.ts'
import { MIXIN_FEATURES } from './features.ts'
import { createMixinProvider } from './provider.ts'
import { MIXIN_ACTIONS } from './rights.ts'

export type { AuthorizationModel } from './oauth.ts'
export type { MixinAccountModel } from './account-mapping.ts'

/** Mixin, as the registry knows it. */
export const mixinProvider = {
  create: createMixinProvider,
  costs: mixinCosts,
  features: MIXIN_FEATURES,
  actions: MIXIN_ACTIONS,
  check: checkMixin,
}
