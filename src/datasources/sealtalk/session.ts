import type { Clock } from '../../clock.ts'
import { type GatewayError, unauthenticated } from '../../errors.ts'
import type { GatewayRequest } from '../../request/request.ts'
import { UnexpectedShape } from '../../upstream/json-readers.ts'
import { Secret } from '../../secret.ts'
import type { ModelCache } from '../loading/model-cache.ts'
import type { Scope, ViewerScope } from '../../request/scope.ts'
import { digestOf, type RevokedSessions, SESSION_LIFETIME_MS } from './revoked-sessions.ts'
import type { Sealer } from './seal.ts'

/** A session whose seal was good. */
export interface OpenSession {
  /** The upstream's `Cookie` header. */
  readonly cookie: Secret
  /** Made of the whole cookie, never of a part of it: the upstream's cookies can be bent to decode otherwise. */
  readonly scope: Scope
  /** SealTalk's id of the account. */
  readonly userId: string
}

/** The SealTalk session of one request. Signing in or out changes it for what comes after. */
export interface RequestSession {
  isPresent(): boolean
  /** Throws UNAUTHENTICATED for none, and for one that is wrong, expired or logged out. */
  check(): OpenSession
  /** The same, also where it takes a moment to know who was logged out. */
  require(): Promise<OpenSession>
  /** Signs in: the browser gets the sealed session. Throws `UnexpectedShape` for cookies too long to be kept. */
  begin(cookie: string, userId: string): void
  /** Signs out: takes the browser's session away and refuses it from now on. */
  end(): Promise<void>
}

export interface RequestSessionOptions {
  readonly request: GatewayRequest
  readonly sealer: Sealer
  readonly revoked: RevokedSessions
  readonly clock: Clock
  /** Whatever was kept for a session that ends is not to be shown again. */
  readonly cache: ModelCache
  readonly viewerScope: ViewerScope
}

type State =
  | { readonly kind: 'none' }
  | { readonly kind: 'wrong'; readonly message: string }
  | {
      readonly kind: 'open'
      readonly session: OpenSession
      readonly digest: string
      /** Milliseconds since 1970. */
      readonly expiresAt: number
    }

const loggedOut = (): GatewayError =>
  unauthenticated('sealtalk', 'This SealTalk session was logged out: sign in again.')

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
      return { kind: 'wrong', message: 'This SealTalk session is none that the gateway gave: sign in again.' }
    }
    const expiresAt = content.issuedAt + SESSION_LIFETIME_MS
    if (clock.now() >= expiresAt) {
      return { kind: 'wrong', message: 'This SealTalk session is over 30 days old: sign in again.' }
    }
    const session = openSession(content.cookie, content.userId)
    return { kind: 'open', session, digest: digestOf(sealed), expiresAt }
  }

  let state = read(request.caller.sealtalkSession)
  let isRevoked: boolean | Promise<boolean> | undefined

  const checkRevoked = (): boolean | Promise<boolean> => {
    if (state.kind !== 'open') return false
    if (isRevoked === undefined) {
      isRevoked = revoked.isRevoked(state.digest)
      request.cacheDependencies?.add(cache.scopeEntry(state.session.scope), state.expiresAt)
      // Whoever requires the session hears of a failure; whoever only checks it does not wait.
      if (isRevoked instanceof Promise) {
        isRevoked.catch(() => undefined)
        // Others have to be asked each time.
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
      throw unauthenticated('sealtalk', 'SealTalk needs a session: sign in with the mutation login.')
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
      const sealed = sealer.seal({ cookie, userId, issuedAt: clock.now() })
      if (sealed === undefined) throw new UnexpectedShape('the cookies are too long to be kept')
      const session = openSession(cookie, userId)
      const expiresAt = clock.now() + SESSION_LIFETIME_MS
      change({ kind: 'open', session, digest: digestOf(sealed), expiresAt })
      request.setSessionCookie(sealed)
    },
    async end() {
      // Also where the session is wrong: whoever has a useless cookie gets rid of it.
      request.setSessionCookie(null)
      if (state.kind !== 'open') return
      cache.dropScope(state.session.scope)
      await revoked.revoke(state.digest)
      change({ kind: 'none' })
    },
  }
}
