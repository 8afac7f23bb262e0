import type { GatewayRequest } from '../../gateway-request.ts'
import { asObject, flag, number, oneOf, text, url } from '../../http/json.ts'
import type { UserModel } from '../types.ts'
import type { MixinClient } from './client.ts'
import type { Credential, Usable } from './credential.ts'
import { endpoints } from './endpoints.ts'
import type { IdentityMap } from './identity.ts'
import { toUser } from './mapping.ts'

const SOURCES = ['EVERYBODY', 'CONTACTS', 'NOBODY'] as const
type MessageSource = (typeof SOURCES)[number]

/** The account that a request is made for. @see docs/networks/mixin.md#me */
export interface MixinAccountModel {
  readonly user: UserModel
  readonly sessionId: string | null
  readonly pinToken: string | null
  readonly pinTokenBase64: string | null
  readonly codeId: string | null
  readonly codeUrl: string | null
  readonly deviceStatus: string | null
  readonly hasPin: boolean
  readonly hasEmergencyContact: boolean
  readonly receiveMessageSource: MessageSource | null
  readonly acceptConversationSource: MessageSource | null
  readonly acceptSearchSource: MessageSource | null
  readonly fiatCurrency: string
  readonly transferNotificationThreshold: number
  readonly transferConfirmationThreshold: number
}

export interface MixinAccount {
  /** Null where the request carries no credential; throws for a wrong one. */
  viewer(): Promise<MixinAccountModel | null>
  /** The viewer's user id: known for the bot, asked for once otherwise. */
  userId(): Promise<string>
}

export interface MixinAccountOptions {
  readonly client: MixinClient
  readonly request: GatewayRequest
  readonly identities: IdentityMap
  readonly credential: Credential
  readonly require: () => Usable
  readonly appId: string | undefined
}

const toAccount = (data: unknown, showPinToken: boolean): MixinAccountModel => {
  const me = asObject(data, 'me')
  return {
    user: toUser(me),
    sessionId: text(me, 'session_id'),
    pinToken: showPinToken ? text(me, 'pin_token') : null,
    pinTokenBase64: showPinToken ? text(me, 'pin_token_base64') : null,
    codeId: text(me, 'code_id'),
    codeUrl: url(me, 'code_url'),
    deviceStatus: text(me, 'device_status'),
    hasPin: flag(me, 'has_pin') ?? false,
    hasEmergencyContact: flag(me, 'has_emergency_contact') ?? false,
    receiveMessageSource: oneOf(me, 'receive_message_source', SOURCES),
    acceptConversationSource: oneOf(me, 'accept_conversation_source', SOURCES),
    acceptSearchSource: oneOf(me, 'accept_search_source', SOURCES),
    fiatCurrency: text(me, 'fiat_currency') ?? '',
    transferNotificationThreshold: number(me, 'transfer_notification_threshold') ?? 0,
    transferConfirmationThreshold: number(me, 'transfer_confirmation_threshold') ?? 0,
  }
}

export const createMixinAccount = (options: MixinAccountOptions): MixinAccount => {
  const { client, request, identities, credential, require, appId } = options
  let asked: Promise<MixinAccountModel> | undefined

  const me = (): Promise<MixinAccountModel> => {
    asked ??= client.call(endpoints.userMe, {
      request,
      credential: require(),
      parameters: {},
      decode(data) {
        const account = toAccount(
          data,
          credential.kind === 'bearer' || (credential.kind === 'bot' && credential.keyed),
        )
        identities.learn(account.user)
        return account
      },
    })
    return asked
  }

  return {
    viewer: async () => (credential.kind === 'none' ? null : me()),
    userId: async () =>
      credential.kind === 'bot' && appId !== undefined ? appId : (await me()).user.upstreamId,
  }
}
