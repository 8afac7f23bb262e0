import type { MaybePromise } from '../../maybe-promise.ts'
import type { GatewayRequest } from '../../request/request.ts'
import type { MixinAccountModel } from './account-mapping.ts'
import type { Credential } from './credential.ts'
import type { MixinLoaders } from './loaders.ts'

export interface MixinAccount {
  /** Null where the request carries no credential; throws for a wrong one. */
  viewer(): Promise<MixinAccountModel | null>
  /** The viewer's user id. A call is needed unless the viewer is the bot. */
  userId(): Promise<string>
  /** The account as this caller may see it. */
  shown(account: MixinAccountModel): MixinAccountModel
}

export interface MixinAccountOptions {
  readonly loaders: Pick<MixinLoaders, 'accounts'>
  readonly request: GatewayRequest
  readonly credential: Credential
  readonly appId: string | undefined
}

/** The account that a request is made for. @see docs/networks/mixin.md#users */
export const createMixinAccount = (options: MixinAccountOptions): MixinAccount => {
  const { loaders, request, credential, appId } = options
  const me = (): MaybePromise<MixinAccountModel | null> => loaders.accounts.load('me')
  const isOwn = credential.kind === 'bearer' || (credential.kind === 'bot' && credential.keyed)

  /** The bot's PIN token is not for everyone who may act as the bot. */
  const shown = (account: MixinAccountModel): MixinAccountModel => {
    if (isOwn) return account
    const copy = { ...account, pinToken: null, pinTokenBase64: null }
    const staleness = request.stale.get(account)
    if (staleness) request.stale.set(copy, staleness)
    return copy
  }

  return {
    shown,
    async viewer() {
      if (credential.kind === 'none') return null
      const account = await me()
      return account && shown(account)
    },
    async userId() {
      if (credential.kind === 'bot' && appId !== undefined) return appId
      return (await me())?.user.upstreamId ?? ''
    },
  }
}
