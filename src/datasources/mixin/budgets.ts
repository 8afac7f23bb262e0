import type { Budgets } from '../../upstream/rate-limits/budget.ts'
import type { LookupBudgetModel } from '../types.ts'
import type { Credential } from './credential.ts'
import type { MixinLimits } from './limits.ts'

/** What is left of Mixin's limited lookups for a caller; nothing is told to one that may not look up at all. */
export const createMixinBudgets = (
  budgets: Budgets,
  { number, search }: MixinLimits,
  credential: Credential,
): readonly Promise<LookupBudgetModel>[] => {
  if (credential.kind !== 'bearer' && credential.kind !== 'bot') return []
  return [['IDENTITY_NUMBER', number] as const, ['SEARCH', search] as const].map(
    async ([lookup, limit]): Promise<LookupBudgetModel> => {
      const { remaining, retryAtMs } = await budgets.peekShared(limit, credential)
      const retryAt = retryAtMs === null ? null : new Date(retryAtMs).toISOString()
      return { network: 'mixin', lookup, remaining, retryAt }
    },
  )
}
