import type { Clock } from '../../clock.ts'
import { DOUBTFUL_CALLERS } from '../../upstream/failure-count.ts'
import { createExpiringMap } from '../../upstream/rate-limits/expiring-map.ts'
import type { SealTalkEndpoint } from './endpoints.ts'

/** Milliseconds after which it is tried again what a server has: it may have been replaced. */
const REMEMBERED_MS = 60 * 60 * 1000
/** More than SealTalk has. */
const MAX_CALLS = 100

/**
 * Which of the undocumented calls a server has, as its responses tell. All callers share this knowledge, so one
 * caller's responses decide for others only if nothing of the caller's own can cause them.
 */
export interface CallSupport {
  /** Whether this account is to do without the call. */
  isMissing(endpoint: SealTalkEndpoint, userId: string): boolean
  /** Whether the server has the call: if it finds nothing, there is nothing. */
  isPresent(endpoint: SealTalkEndpoint): boolean
  /** The response shows that the server has the call. */
  markPresent(endpoint: SealTalkEndpoint): void
  /** The response shows that the server lacks the call. */
  markMissing(endpoint: SealTalkEndpoint): void
  /**
   * The server may lack the call, or the account is the reason, such as one that was deleted. This account does
   * without the call; the others do if so many accounts have the same reason and none has used the call.
   */
  suspect(endpoint: SealTalkEndpoint, userId: string): void
}

export const createCallSupport = (clock: Clock): CallSupport => {
  const verdicts = createExpiringMap<'missing' | 'present'>(clock, {
    maxEntries: MAX_CALLS,
    maxPerOwner: MAX_CALLS,
  })
  /** The accounts for which each call seems missing. */
  const suspicions = createExpiringMap<true>(clock, {
    maxEntries: MAX_CALLS * DOUBTFUL_CALLERS,
    maxPerOwner: DOUBTFUL_CALLERS,
  })
  const keyOf = ({ operation }: SealTalkEndpoint, userId: string): string => `${operation} ${userId}`
  const decide = ({ operation }: SealTalkEndpoint, verdict: 'missing' | 'present'): void => {
    for (const { key } of suspicions.entries(operation)) suspicions.delete(key)
    verdicts.set(operation, '', verdict, clock.now() + REMEMBERED_MS)
  }
  const isPresent = ({ operation }: SealTalkEndpoint): boolean => verdicts.get(operation) === 'present'

  return {
    isPresent,
    isMissing(endpoint, userId) {
      if (verdicts.get(endpoint.operation) === 'missing') return true
      if (suspicions.get(keyOf(endpoint, userId))) return true
      return !isPresent(endpoint) && suspicions.entries(endpoint.operation).length >= DOUBTFUL_CALLERS
    },
    markPresent: (endpoint) => decide(endpoint, 'present'),
    markMissing: (endpoint) => decide(endpoint, 'missing'),
    suspect(endpoint, userId) {
      suspicions.set(keyOf(endpoint, userId), endpoint.operation, true, clock.now() + REMEMBERED_MS)
    },
  }
}
