import { sealtalkCosts } from './costs.ts'
import { checkSealTalk } from './connectivity.ts'
import { SEALTALK_FEATURES } from './features.ts'
import { createSealTalkProvider } from './provider.ts'
import { SEALTALK_ACTIONS } from './rights.ts'

export type { SealTalkAccountModel } from './account.ts'
export type { GroupNoticeModel } from './notice-mapping.ts'
export type { RegionModel } from './verification.ts'

/** SealTalk, as the registry knows it. */
export const sealtalkProvider = {
  create: createSealTalkProvider,
  costs: sealtalkCosts,
  features: SEALTALK_FEATURES,
  actions: SEALTALK_ACTIONS,
  check: checkSealTalk,
}
