import type { ApiKeyRights } from '../config/api-keys.ts'
import type { ClientAddress } from '../client-address.ts'

/** The credentials of a request, not checked yet: each provider checks its own. */
export interface Caller {
  /** The `Authorization` header. */
  readonly authorization: string | undefined
  /** Whether `X-Api-Key` is there and one of `API_KEYS`. */
  readonly apiKey: 'absent' | 'known' | 'unknown'
  /** What a known key permits. Default: everything. */
  readonly key?: ApiKeyRights | undefined
  /** Sealed SealTalk session: the header `X-SealTalk-Session`, else the cookie. */
  readonly sealtalkSession: string | undefined
  /** Client address, through trusted proxies. */
  readonly address: ClientAddress | undefined
  /** Distinguishes callers who share the bot's budgets, by API key or else by address. Does not reveal the key. */
  readonly identity: string
  /** The same for several identities that may be one client: the blocks of an IPv6 /48. */
  readonly identityGroup?: string | undefined
}

/** What logs call the caller's API key; undefined without one. */
export const keyNameOf = ({ apiKey, key }: Pick<Caller, 'apiKey' | 'key'>): string | undefined =>
  apiKey === 'known' ? (key?.name ?? 'unnamed') : apiKey === 'unknown' ? 'unknown' : undefined
