import type { GatewayRequest } from '../../request/request.ts'
import type { MixinAccountModel } from './account-mapping.ts'
import type { Credential, Usable } from './credential.ts'
import type { MixinReads } from './reads.ts'

export interface MixinAccount {
  /** Null where the request carries no credential; throws for a wrong one. */
  viewer(): Promise<MixinAccountModel | null>
  /** The viewer's user id: known for the bot, asked for otherwise. */
  userId(): Promise<string>
}

export interface MixinAccountOptions {
  readonly reads: MixinReads
  readonly request: GatewayRequest
  readonly credential: Credential
  /** Throws UNAUTHENTICATED where there is none. */
  readonly require: () => Usable
  readonly appId: string | undefined
}

/** The account that a request is made for. @see docs/networks/mixin.md#users */
export const createMixinAccount = (options: MixinAccountOptions): MixinAccount => {
  const { reads, request, credential, require, appId } = options
  let asked: Promise<MixinAccountModel | null> | undefined
  const me = () => (asked ??= reads.accounts.load('me', { credential: require(), request }))
  const isOwn = credential.kind === 'bearer' || (credential.kind === 'bot' && credential.keyed)

  return {
    async viewer() {
      if (credential.kind === 'none') return null
      const account = await me()
      // The bot's PIN token is not for everyone who may act as the bot.
      if (!account || isOwn) return account
      const shown = { ...account, pinToken: null, pinTokenBase64: null }
      const staleness = request.stale.get(account)
      if (staleness) request.stale.set(shown, staleness)
      return shown
    },
    async userId() {
      if (credential.kind === 'bot' && appId !== undefined) return appId
      return (await me())?.user.upstreamId ?? ''
    },
  }
}
