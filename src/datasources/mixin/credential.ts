import type { ClientAddress } from '../../client-address.ts'
import { forbidden, unauthenticated } from '../../errors.ts'
import type { Caller } from '../../request/request.ts'
import { Secret } from '../../secret.ts'
import { botScope, type Scope, type ViewerScope } from '../../request/scope.ts'
import type { Access } from '../types.ts'

/** What a caller without its own token may do as the gateway's bot. */
export type BotAccess = 'none' | 'read' | 'full'

/** A credential that several callers may share, and with it its budgets. */
interface Shared {
  readonly scope: Scope
  readonly caller: string
  /** The same for several callers that may be one client. */
  readonly group: string | undefined
  readonly address: ClientAddress | undefined
}

/** The identity that a request's Mixin calls use. */
export type Credential =
  | (Shared & { readonly kind: 'bearer'; readonly token: Secret })
  | (Shared & {
      readonly kind: 'bot'
      readonly access: BotAccess
      /** The caller sent an API key and may see the account's private data. */
      readonly keyed: boolean
    })
  /** No credential was sent, and the bot is not available without one. */
  | { readonly kind: 'none' }
  /** An invalid credential was sent. */
  | { readonly kind: 'wrong'; readonly message: string }

const BEARER = /^bearer +([A-Za-z0-9._~+/=-]{1,4096})$/i

/**
 * Reads the caller's credential. An access token takes precedence over an API key. An invalid one never falls back
 * to the bot.
 * @param bot the gateway's bot and what any caller may do as it; undefined if none is configured
 */
export const readCredential = (
  caller: Caller,
  bot: { readonly appId: string; readonly access: BotAccess } | undefined,
  viewerScope: ViewerScope,
): Credential => {
  const { identity, identityGroup, address } = caller
  const who = { caller: identity, group: identityGroup, address }
  if (caller.authorization !== undefined) {
    const token = BEARER.exec(caller.authorization)?.[1]
    return token === undefined
      ? { kind: 'wrong', message: 'The Authorization header must have the form "Bearer <access token>".' }
      : { kind: 'bearer', scope: viewerScope(token), ...who, token: new Secret(token) }
  }
  if (caller.apiKey === 'unknown')
    return { kind: 'wrong', message: 'X-Api-Key has an unknown key. Send a valid key or omit the header.' }
  if (!bot) return { kind: 'none' }
  const keyed = caller.apiKey === 'known'
  const access = keyed ? (caller.key?.access ?? 'full') : bot.access
  if (access === 'none') return { kind: 'none' }
  return { kind: 'bot', scope: botScope(bot.appId), ...who, access, keyed }
}

export type Usable = Extract<Credential, { scope: Scope }>

/** The credential if it permits this access; throws UNAUTHENTICATED or FORBIDDEN with what to send instead. */
export const requireCredential = (credential: Credential, access: Access): Usable => {
  if (credential.kind === 'wrong') throw unauthenticated('mixin', credential.message)
  if (credential.kind === 'none') {
    throw unauthenticated(
      'mixin',
      'Mixin requires a credential: send "Authorization: Bearer <access token>" or X-Api-Key.',
    )
  }
  if (credential.kind === 'bot' && access === 'write' && credential.access !== 'full') {
    if (credential.keyed) throw forbidden('mixin', 'This API key permits queries only. Send an access token.')
    throw unauthenticated('mixin', 'Mutations require a credential: send an access token or X-Api-Key.')
  }
  return credential
}
