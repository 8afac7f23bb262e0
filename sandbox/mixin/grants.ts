import type { KeyObject } from 'node:crypto'
import type { MixinCredentials } from './credentials.ts'
import type { Ed25519Pair } from './ed25519.ts'

/** A right that a user has given to an app, used with an opaque access token. */
export type TokenGrant = {
  userId: string
  scopes: ReadonlySet<string>
  /** Milliseconds since 1970; demo tokens never end. */
  expiresAt: number
}

/** The same right, used with signatures of the app's own key. */
export type KeyGrant = TokenGrant & {
  appId: string
  authorizationId: string
  /** The scopes as the token answer spelt them. */
  scope: string
  clientKey: KeyObject
  /** Signs `X-Integrity-Token`. */
  server: Ed25519Pair
}

/** What users have granted: by access token, and by authorization id for own keys. */
export type Grants = { byToken: Map<string, TokenGrant>; byAuthorization: Map<string, KeyGrant> }

/** The grants of the demo users. A revoked token is simply none of them. */
export const createGrants = (credentials: MixinCredentials): Grants => ({
  byToken: new Map(
    credentials.users.map(({ accessToken, userId, scopes }) => [
      accessToken,
      { userId, scopes: new Set(scopes), expiresAt: Infinity },
    ]),
  ),
  byAuthorization: new Map(),
})
