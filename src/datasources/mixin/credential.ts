import { unauthenticated } from '../../errors.ts'
import type { Caller } from '../../request/request.ts'
import { Secret } from '../../secret.ts'
import { botScope, type Scope, type ViewerScope } from '../../request/scope.ts'
import type { Access } from '../types.ts'

/** What a caller without a token of its own may do as the gateway's bot. */
export type BotAccess = 'none' | 'read' | 'full'

/** Whom a request's Mixin calls are made for. */
export type Credential =
  | { readonly kind: 'bearer'; readonly scope: Scope; readonly caller: string; readonly token: Secret }
  | {
      readonly kind: 'bot'
      readonly scope: Scope
      /** Who asks: several share the bot's budgets. */
      readonly caller: string
      readonly access: BotAccess
      /** The caller sent an API key: it may see what only the account's owner should. */
      readonly keyed: boolean
    }
  /** Nothing was sent, and the bot is not for everyone. */
  | { readonly kind: 'none' }
  /** Something was sent that cannot be right. */
  | { readonly kind: 'wrong'; readonly message: string }

const BEARER = /^bearer ([A-Za-z0-9._~+/=-]{1,4096})$/i

/**
 * Reads the caller's credential. A token of its own beats an API key; a wrong one is never replaced by
 * the bot.
 * @param bot the gateway's bot and what anybody may do as it; undefined where none is configured.
 */
export const readCredential = (
  caller: Caller,
  bot: { readonly appId: string; readonly access: BotAccess } | undefined,
  viewerScope: ViewerScope,
): Credential => {
  if (caller.authorization !== undefined) {
    const token = BEARER.exec(caller.authorization)?.[1]
    return token === undefined
      ? { kind: 'wrong', message: 'The Authorization header is not of the form "Bearer <access token>".' }
      : { kind: 'bearer', scope: viewerScope(token), caller: caller.identity, token: new Secret(token) }
  }
  if (caller.apiKey === 'unknown')
    return { kind: 'wrong', message: 'The key in X-Api-Key is not known here.' }
  if (!bot) return { kind: 'none' }
  const keyed = caller.apiKey === 'known'
  const access = keyed ? 'full' : bot.access
  if (access === 'none') return { kind: 'none' }
  return { kind: 'bot', scope: botScope(bot.appId), caller: caller.identity, access, keyed }
}

export type Usable = Extract<Credential, { scope: Scope }>

/** The credential, if it may do this; throws UNAUTHENTICATED with what to send instead. */
export const requireCredential = (credential: Credential, access: Access): Usable => {
  if (credential.kind === 'wrong') throw unauthenticated('mixin', credential.message)
  if (credential.kind === 'none') {
    throw unauthenticated(
      'mixin',
      'Mixin needs a credential: send "Authorization: Bearer <access token>" or X-Api-Key.',
    )
  }
  if (credential.kind === 'bot' && access === 'write' && credential.access !== 'full') {
    throw unauthenticated('mixin', 'Without a credential of your own you may only read: send X-Api-Key.')
  }
  return credential
}
