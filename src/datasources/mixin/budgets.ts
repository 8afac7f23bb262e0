import type { Budgets } from '../../upstream/rate-limits/budget.ts'
import type { LookupBudgetModel } from '../types.ts'
import type { Credential } from './credential.ts'
import type { MixinLimits } from './limits.ts'

/** A caller's remaining limited lookups at Mixin; empty for a caller without a credential. */
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
