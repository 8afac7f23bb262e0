import type { Clock } from '../../clock.ts'
import { type GatewayError, unauthenticated } from '../../errors.ts'
import type { GatewayRequest } from '../../request/request.ts'
import { UnexpectedShape } from '../../upstream/json-readers.ts'
import { Secret } from '../../secret.ts'
import type { ModelCache } from '../loading/model-cache.ts'
import type { Scope, ViewerScope } from '../../request/scope.ts'
import {
  digestOf,
  type IssuedSession,
  type RevokedSessions,
  SESSION_LIFETIME_MS,
} from './revoked-sessions.ts'
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
  /** Throws UNAUTHENTICATED if the session is missing, invalid, expired or known to be logged out. */
  check(): OpenSession
  /** Like `check`, but also waits for other gateways' logouts. */
  require(): Promise<OpenSession>
  /** Signs in: sets the sealed session as a cookie. Throws `UnexpectedShape` if the upstream's cookies are too long. */
  begin(cookie: string, userId: string): void
  /** Signs out: clears the cookie and revokes the session. */
  end(): Promise<void>
}

export interface RequestSessionOptions {
  readonly request: GatewayRequest
  readonly sealer: Sealer
  readonly revoked: RevokedSessions
  readonly clock: Clock
  /** Entries of a session are dropped when it ends. */
  readonly cache: ModelCache
  readonly viewerScope: ViewerScope
}

type State =
  | { readonly kind: 'none' }
  | { readonly kind: 'wrong'; readonly message: string }
  | {
      readonly kind: 'open'
      readonly session: OpenSession
      readonly issued: IssuedSession
    }

const issuedSession = (sealed: string, { userId, issuedAt }: SessionContent): IssuedSession => ({
  digest: digestOf(sealed),
  userId,
  issuedAt,
})

const loggedOut = (): GatewayError =>
  unauthenticated('sealtalk', 'This SealTalk session was logged out. Sign in again.')

export const createRequestSession = ({
  request,
  sealer,
  revoked,
  clock,
  cache,
  viewerScope,
}: RequestSessionOptions): RequestSession => {
  const openSession = (cookie: string, userId: string): OpenSession => ({
    cookie: new Secret(cookie),
    scope: viewerScope(cookie),
    userId,
  })

  const read = (sealed: string | undefined): State => {
    if (sealed === undefined || sealed === '') return { kind: 'none' }
    const content = sealer.open(sealed)
    if (!content) {
      return { kind: 'wrong', message: 'This session was not issued by this gateway. Sign in again.' }
    }
    const expiresAt = content.issuedAt + SESSION_LIFETIME_MS
    if (clock.now() >= expiresAt) {
      return { kind: 'wrong', message: 'This SealTalk session expired after 30 days. Sign in again.' }
    }
    const session = openSession(content.cookie, content.userId)
    return { kind: 'open', session, issued: issuedSession(sealed, content) }
  }

  let state = read(request.caller.sealtalkSession)
  let isRevoked: boolean | Promise<boolean> | undefined

  const checkRevoked = (): boolean | Promise<boolean> => {
    if (state.kind !== 'open') return false
    if (isRevoked === undefined) {
      isRevoked = revoked.isRevoked(state.issued)
      const expiresAt = state.issued.issuedAt + SESSION_LIFETIME_MS
      request.cacheDependencies?.add(cache.scopeEntry(state.session.scope), expiresAt)
      if (isRevoked instanceof Promise) {
        // `require` reports a failure; `check` does not wait for the promise.
        isRevoked.catch(() => undefined)
        // Other gateways must be asked on each request, so the response cannot be cached.
        request.cacheDependencies?.noStore()
      }
    }
    return isRevoked
  }
  const change = (next: State): void => {
    state = next
    isRevoked = undefined
  }

  const check = (): OpenSession => {
    if (state.kind === 'none') {
      throw unauthenticated('sealtalk', 'SealTalk requires a session. Sign in with the mutation login.')
    }
    if (state.kind === 'wrong') throw unauthenticated('sealtalk', state.message)
    if (checkRevoked() === true) throw loggedOut()
    return state.session
  }

  return {
    isPresent: () => state.kind !== 'none',
    check,
    async require() {
      const session = check()
      if (await checkRevoked()) throw loggedOut()
      return session
    },
    begin(cookie, userId) {
      const content = { cookie, userId, issuedAt: clock.now() }
      const sealed = sealer.seal(content)
      if (sealed === undefined) throw new UnexpectedShape('the cookies are too long to store')
      const session = openSession(cookie, userId)
      change({ kind: 'open', session, issued: issuedSession(sealed, content) })
      request.setSessionCookie(sealed)
    },
    async end() {
      // Also clears the cookie of an invalid session.
      request.setSessionCookie(null)
      if (state.kind !== 'open') return
      cache.dropScope(state.session.scope)
      await revoked.revoke(state.issued)
      change({ kind: 'none' })
    },
  }
}
