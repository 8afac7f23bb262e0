import { GatewayError } from '../../errors.ts'
import type { GatewayRequest } from '../../request/request.ts'
import type { Endpoint } from '../../upstream/endpoint.ts'
import type { MixinAccount } from './account.ts'
import { type MessageSource, type MixinAccountModel, toAccount } from './account-mapping.ts'
import type { ModelCache } from '../loading/model-cache.ts'
import type { MixinClient } from './client.ts'
import type { Usable } from './credential.ts'
import { endpoints } from './endpoints.ts'
import { mayHaveChanged } from './errors.ts'
import type { MixinLoaders } from './loaders.ts'
import type { MixinReads } from './reads.ts'

/** Parts that are absent stay unchanged. */
export interface MixinProfileChange {
  readonly name?: string | undefined
  readonly biography?: string | undefined
  /** A picture in base64. */
  readonly avatar?: string | undefined
}

export interface MixinPreferencesChange {
  readonly receiveMessageSource?: MessageSource | undefined
  readonly acceptConversationSource?: MessageSource | undefined
  readonly acceptSearchSource?: MessageSource | undefined
}

/** The bot's own profile. Both return the account after the change, and throw FORBIDDEN for a user's token. */
export interface MixinProfile {
  update(change: MixinProfileChange): Promise<MixinAccountModel>
  setPreferences(change: MixinPreferencesChange): Promise<MixinAccountModel>
}

export interface MixinProfileOptions {
  readonly client: MixinClient
  readonly reads: Pick<MixinReads, 'accounts'>
  readonly loaders: Pick<MixinLoaders, 'accounts' | 'users'>
  readonly cache: ModelCache
  readonly request: GatewayRequest
  readonly account: MixinAccount
  readonly credential: () => Usable
}

const onlyBots = (): GatewayError =>
  new GatewayError('FORBIDDEN', 'Mixin lets only bots change their profile; an access token cannot.', {
    network: 'mixin',
  })

/** @see docs/networks/mixin.md#me */
export const createMixinProfile = (options: MixinProfileOptions): MixinProfile => {
  const { client, reads, loaders, cache, request, account, credential } = options

  const write = async (
    endpoint: Endpoint<'/me'> | Endpoint<'/me/preferences'>,
    body: Readonly<Record<string, string | undefined>>,
  ): Promise<MixinAccountModel> => {
    const own = credential()
    if (own.kind !== 'bot') throw onlyBots()
    const userId = await account.userId()
    /** Everybody sees the profile, and only the bot its preferences. */
    const drop = (): void => {
      loaders.accounts.clear('me')
      reads.accounts.drop(['me'], own)
      if (endpoint !== endpoints.updateProfile) return
      loaders.users.clear(userId)
      cache.drop('user', userId)
    }
    try {
      const changed = await client.call(endpoint, {
        context: request,
        credential: own,
        parameters: {},
        body,
        decode: toAccount,
      })
      drop()
      reads.accounts.put('me', own, changed)
      return account.shown(changed)
    } catch (error) {
      if (mayHaveChanged(error)) drop()
      throw error
    }
  }

  return {
    update: ({ name, biography, avatar }) =>
      write(endpoints.updateProfile, { full_name: name, biography, avatar_base64: avatar }),
    setPreferences: ({ receiveMessageSource, acceptConversationSource, acceptSearchSource }) =>
      write(endpoints.updatePreferences, {
        receive_message_source: receiveMessageSource,
        accept_conversation_source: acceptConversationSource,
        accept_search_source: acceptSearchSource,
      }),
  }
}
