import { randomBytes } from 'node:crypto'
import type { Clock } from '../../clock.ts'
import { GatewayError, unauthenticated } from '../../errors.ts'
import type { Revocable } from '../../request/cache-dependencies.ts'
import type { GatewayRequest } from '../../request/request.ts'
import { UnexpectedShape } from '../../upstream/json-readers.ts'
import { Secret } from '../../secret.ts'
import type { ModelCache } from '../loading/model-cache.ts'
import { type Pseudonym, type Scope, toLoggedDigest, type ViewerScope } from '../../request/scope.ts'
import {
  digestOf,
  type IssuedSession,
  type RevokedSessions,
  SESSION_LIFETIME_MS,
} from './revoked-sessions.ts'
import type { SharedFacts } from '../shared-store.ts'
import type { Sealer, SessionContent } from './seal.ts'

/** A valid session. */
export interface OpenSession {
  /** The upstream's `Cookie` header. */
  readonly cookie: Secret
  /** Derived from the whole cookie: the upstream does not authenticate it, so a part may be forged. */
  readonly scope: Scope
  /** SealTalk's id of the account. */
  readonly userId: string
}

/** The SealTalk session of one request. Signing in or out changes it for the fields that follow. */
export interface RequestSession {
  isPresent(): boolean
  /**
   * Throws UNAUTHENTICATED if the session is missing, invalid, expired or was ended, and UPSTREAM_UNAVAILABLE if
   * that is not known.
   */
  check(): OpenSession
  /** The same, for loaders. */
  require(): Promise<OpenSession>
  /**
   * Signs in: sets the sealed session as a cookie. Throws `UnexpectedShape` if the upstream's cookies are too long.
   * @param phone a pseudonym of the phone; undefined if unknown
   */
  begin(cookie: string, userId: string, phone: string | undefined): void
  /**
   * Signs out: clears the cookie and revokes the session, or all sessions of its user. Returns the session; throws
   * UNAUTHENTICATED if there was none.
   */
  end(which: 'this' | 'all'): Promise<OpenSession>
  /** Ends all other sessions of the user and seals this one anew. */
  endOthers(): Promise<void>
}

export interface RequestSessionOptions {
  readonly request: GatewayRequest
  readonly sealer: Sealer
  readonly revoked: RevokedSessions
  readonly clock: Clock
  /** Entries of a session are dropped when it ends. */
  readonly cache: ModelCache
  readonly viewerScope: ViewerScope
  readonly facts?: SharedFacts | undefined
  /** Names an account in the log. */
  readonly accountName: Pseudonym
}

const ID_BYTES = 16
const FORMER_LOGOUT = 'sealtalk logout'

type State =
  | { readonly kind: 'none' }
  | { readonly kind: 'wrong'; readonly message: string }
  | {
      readonly kind: 'open'
      readonly session: OpenSession
      readonly issued: IssuedSession
      /** Begun by this request: nobody can have ended it. */
      readonly isNew: boolean
      /** Sealed by version 0.1. */
      readonly isFormer: boolean
    }

/** Seals of version 0.1 have no id. */
const issuedSession = (sealed: string, { id, userId, phone, issuedAt }: SessionContent): IssuedSession => ({
  id: id ?? digestOf(sealed),
  userId,
  phone,
  issuedAt,
})

/**
 * Makes cached responses depend on the session: they are not sent any more once it is refused. It is a class because
 * a getter of an object literal would keep the request alive until the next full collection.
 */
class RevocableSession implements Revocable {
  readonly #issued: IssuedSession
  readonly #revoked: RevokedSessions

  constructor(issued: IssuedSession, revoked: RevokedSessions) {
    this.#issued = issued
    this.#revoked = revoked
  }

  get isRevoked(): boolean {
    return !this.#revoked.isComplete() || this.#revoked.isRevoked(this.#issued)
  }
}

const loggedOut = (): GatewayError =>
  unauthenticated('sealtalk', 'This SealTalk session was logged out. Sign in again.')

const unknownState = (): GatewayError =>
  new GatewayError(
    'UPSTREAM_UNAVAILABLE',
    'This gateway cannot tell whether the session was logged out, because Redis is unavailable. Retry later.',
    { network: 'sealtalk' },
  )

export const createRequestSession = ({
  request,
  sealer,
  revoked,
  clock,
  cache,
  viewerScope,
  facts,
  accountName,
}: RequestSessionOptions): RequestSession => {
  const openSession = (cookie: string, userId: string): OpenSession => {
    request.record?.actsAs('sealtalk', toLoggedDigest(accountName(userId)))
    return { cookie: new Secret(cookie), scope: viewerScope(cookie), userId }
  }

  const read = (sealed: string | undefined): State => {
    if (sealed === undefined || sealed === '') return { kind: 'none' }
    const content = sealer.open(sealed)
    if (!content) {
      return { kind: 'wrong', message: 'This session was not issued by this gateway. Sign in again.' }
    }
    const expiresAt = content.issuedAt + SESSION_LIFETIME_MS
    if (clock.date() >= expiresAt) {
      return { kind: 'wrong', message: 'This SealTalk session expired after 30 days. Sign in again.' }
    }
    const session = openSession(content.cookie, content.userId)
    return {
      kind: 'open',
      session,
      issued: issuedSession(sealed, content),
      isNew: false,
      isFormer: content.id === undefined && facts !== undefined,
    }
  }

  let state = read(request.caller.sealtalkSession)

  /** The session, unless it is known to have ended. */
  const own = (): Extract<State, { kind: 'open' }> => {
    if (state.kind === 'none') {
      throw unauthenticated('sealtalk', 'SealTalk requires a session. Sign in with the mutation login.')
    }
    if (state.kind === 'wrong') throw unauthenticated('sealtalk', state.message)
    if (revoked.isRevoked(state.issued)) throw loggedOut()
    return state
  }

  const recordDependency = (session: OpenSession, issued: IssuedSession): void => {
    const { cacheDependencies } = request
    if (!cacheDependencies) return
    const expiresAt = issued.issuedAt + SESSION_LIFETIME_MS
    cacheDependencies.add(cache.scopeEntry(session.scope), expiresAt)
    cacheDependencies.addRevocable(new RevocableSession(issued, revoked))
  }

  /** Version 0.1 kept logouts in Redis one by one. */
  const wasLoggedOut = async (issued: IssuedSession): Promise<boolean> => {
    if ((await facts?.read(FORMER_LOGOUT, issued.id)) !== true) return false
    await revoked.revoke(issued)
    return true
  }

  let recorded: IssuedSession | undefined
  const check = (): OpenSession => {
    const { session, issued, isNew, isFormer } = own()
    if (!isNew && !revoked.isComplete()) throw unknownState()
    if (recorded !== issued) recordDependency(session, issued)
    if (isFormer) request.cacheDependencies?.noStore()
    recorded = issued
    return session
  }

  /** Seals a session as of now and sets it as the cookie. */
  const issue = (content: Omit<SessionContent, 'issuedAt'>): void => {
    const sealedContent = { ...content, issuedAt: revoked.issueTime(content) }
    const sealed = sealer.seal(sealedContent)
    if (sealed === undefined) throw new UnexpectedShape('the cookies are too long to store')
    const session = openSession(content.cookie, content.userId)
    state = {
      kind: 'open',
      session,
      issued: issuedSession(sealed, sealedContent),
      isNew: true,
      isFormer: false,
    }
    request.setSessionCookie(sealed)
  }

  return {
    isPresent: () => state.kind !== 'none',
    check,
    async require() {
      const session = check()
      if (state.kind === 'open' && state.isFormer && (await wasLoggedOut(state.issued))) throw loggedOut()
      return session
    },
    begin: (cookie, userId, phone) =>
      issue({ cookie, userId, phone, id: randomBytes(ID_BYTES).toString('base64url') }),
    async end(which) {
      // Also clears the cookie of an invalid session.
      request.setSessionCookie(null)
      const { session, issued } = own()
      cache.dropScope(session.scope)
      state = { kind: 'none' }
      if (which === 'all') await revoked.revokeAllOf({ kind: 'user', id: session.userId })
      await revoked.revoke(issued)
      return session
    },
    async endOthers() {
      if (state.kind !== 'open') return
      const { session, issued } = state
      const { id, userId, phone } = issued
      // It may have ended while the password was changed.
      const hasEnded = revoked.isRevoked(issued)
      await revoked.revokeAllOf({ kind: 'user', id: userId }, hasEnded ? undefined : issued)
      if (!hasEnded) issue({ cookie: session.cookie.reveal(), userId, phone, id })
    },
  }
}
