import { randomBytes, randomUUID } from 'node:crypto'
import { codeChallengeOf } from './credentials.ts'
import type { MixinDemoCode } from './credentials.ts'
import { NEVER } from './time.ts'

/** How long a request waits for consent, and how long a code can be traded in. */
const REQUEST_MS = 600_000
const CODE_MS = 300_000

/** A request of an app for rights, and the consent to it once there is one. */
export type Authorization = {
  authorizationId: string
  clientId: string
  scopes: readonly string[]
  codeId: string
  /** "" where the code can be traded with the client secret only. */
  codeChallenge: string
  createdAt: string
  /** The zero date until the code is traded in. */
  accessedAt: string
  /** When it ends, milliseconds since 1970; consent starts the time of the code. */
  expiresAt: number
  /** "" until a user consents. */
  authorizationCode: string
  userId: string | null
}

/** Requests and codes that are open or used up. */
export type Authorizations = {
  open(request: Pick<Authorization, 'clientId' | 'scopes' | 'codeChallenge' | 'createdAt'>): Authorization
  find(authorizationId: string): Authorization | undefined
  isExpired(authorization: Authorization): boolean
  /** Gives consent and makes the code. */
  consent(authorization: Authorization, userId: string, scopes: readonly string[]): void
  findCode(code: string): Authorization | undefined
  /** Trades a code in: it works no more, and its request was used now. */
  useUp(authorization: Authorization, accessedAt: string): void
}

/** The demo codes as if consent had just been given, and nothing else. */
export const createAuthorizations = (
  clock: () => number,
  demoCodes: readonly MixinDemoCode[],
): Authorizations => {
  const byId = new Map<string, Authorization>()
  const byCode = new Map<string, Authorization>()

  for (const { code, clientId, userId, scopes, codeVerifier } of demoCodes) {
    byCode.set(code, {
      authorizationId: randomUUID(),
      clientId,
      scopes,
      codeId: randomUUID(),
      codeChallenge: codeVerifier === null ? '' : codeChallengeOf(codeVerifier),
      createdAt: new Date(clock()).toISOString(),
      accessedAt: NEVER,
      expiresAt: Infinity,
      authorizationCode: code,
      userId,
    })
  }

  return {
    open(request) {
      const authorization: Authorization = {
        ...request,
        authorizationId: randomUUID(),
        codeId: randomUUID(),
        accessedAt: NEVER,
        expiresAt: clock() + REQUEST_MS,
        authorizationCode: '',
        userId: null,
      }
      byId.set(authorization.authorizationId, authorization)
      return authorization
    },
    find: (authorizationId) => byId.get(authorizationId),
    isExpired: (authorization) => clock() > authorization.expiresAt,
    consent(authorization, userId, scopes) {
      authorization.userId = userId
      authorization.scopes = scopes
      authorization.authorizationCode = randomBytes(32).toString('hex')
      authorization.expiresAt = clock() + CODE_MS
      byCode.set(authorization.authorizationCode, authorization)
    },
    findCode: (code) => byCode.get(code),
    useUp(authorization, accessedAt) {
      authorization.accessedAt = accessedAt
      byCode.delete(authorization.authorizationCode)
    },
  }
}
