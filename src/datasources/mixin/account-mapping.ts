import { asObject, flag, float, oneOf, text, url } from '../../upstream/json-readers.ts'
import type { UserModel } from '../types.ts'
import { idIn } from './ids.ts'
import { toUser } from './mapping.ts'

const SOURCES = ['EVERYBODY', 'CONTACTS', 'NOBODY'] as const
export type MessageSource = (typeof SOURCES)[number]

/** The account of the request's credential. @see docs/networks/mixin.md#me */
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

export const toAccount = (data: unknown, asOf: string): MixinAccountModel => {
  const me = asObject(data, 'me')
  return {
    user: toUser(me, asOf),
    sessionId: idIn(me, 'session_id'),
    pinToken: text(me, 'pin_token'),
    pinTokenBase64: text(me, 'pin_token_base64'),
    codeId: idIn(me, 'code_id'),
    codeUrl: url(me, 'code_url'),
    deviceStatus: text(me, 'device_status'),
    hasPin: flag(me, 'has_pin') ?? false,
    hasEmergencyContact: flag(me, 'has_emergency_contact') ?? false,
    receiveMessageSource: oneOf(me, 'receive_message_source', SOURCES),
    acceptConversationSource: oneOf(me, 'accept_conversation_source', SOURCES),
    acceptSearchSource: oneOf(me, 'accept_search_source', SOURCES),
    fiatCurrency: text(me, 'fiat_currency') ?? '',
    transferNotificationThreshold: float(me, 'transfer_notification_threshold') ?? 0,
    transferConfirmationThreshold: float(me, 'transfer_confirmation_threshold') ?? 0,
  }
}
