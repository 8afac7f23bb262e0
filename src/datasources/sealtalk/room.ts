import { sealtalkCosts } from './costs.ts'
import { examineSealTalk } from './examine.ts'
import { createSealTalkProvider } from './index.ts'

/** SealTalk, as the registry knows it. */
export const sealtalkRoom = {
  create: createSealTalkProvider,
  costs: sealtalkCosts,
  examine: examineSealTalk,
}
