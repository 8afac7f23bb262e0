import { createHash } from 'node:crypto'
import type { MixinCall, MixinEndpoint } from './endpoint.ts'
import { MixinError, invalidField } from './errors.ts'
import { MIXIN_EXAMPLES } from './examples.ts'
import { numberField, objectBody, textField } from './fields.ts'
import type { Profile } from './model.ts'
import { ownAppView, personView, presentOf } from './user-view.ts'
import { codeUrl, personCode } from './conversation-view.ts'

const MAX_NAME = 512
const MAX_BIOGRAPHY = 1_024

/** Settings of accounts that differ from what others have. */
const SETTINGS = new Map<string, Record<string, unknown>>([
  [
    MIXIN_EXAMPLES.boUserId,
    { fiat_currency: 'EUR', accept_search_source: 'CONTACTS', has_emergency_contact: true },
  ],
  // A word no client knows: settings are open enums, too.
  [MIXIN_EXAMPLES.cleoUserId, { accept_search_source: 'FRIENDS_OF_FRIENDS', has_pin: false }],
  [MIXIN_EXAMPLES.tipBotId, { tip_counter: 1 }],
])

/** What the account has chosen, by Mixin's names. */
const chosen = (profile: Profile): Record<string, unknown> => {
  const settings = {
    receive_message_source: profile.receiveMessageSource,
    accept_conversation_source: profile.acceptConversationSource,
    accept_search_source: profile.acceptSearchSource,
    fiat_currency: profile.fiatCurrency,
    transfer_notification_threshold: profile.transferNotificationThreshold,
    transfer_confirmation_threshold: profile.transferConfirmationThreshold,
  }
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))
}

const me = ({ world, caller }: MixinCall): unknown => {
  const given = world.people.get(caller.userId)
  if (given === undefined) throw new MixinError(404)
  const person = presentOf(world, given)
  const { seed } = world
  const isBot = person.app !== null
  const codeId = personCode(world, person.userId)
  const pinToken = isBot ? '' : seed.bytes(`pin token of ${person.userId}`).toString('base64')
  return {
    ...personView(world, caller, person),
    session_id: world.bots.get(person.userId)?.sessionId ?? seed.uuid(`session of ${person.userId}`),
    pin_token: pinToken,
    pin_token_base64: pinToken.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
    code_id: codeId,
    code_url: codeUrl(codeId),
    device_status: isBot ? '' : 'ACTIVE',
    has_pin: true,
    has_emergency_contact: false,
    receive_message_source: 'EVERYBODY',
    accept_conversation_source: 'CONTACTS',
    accept_search_source: person.acceptSearchSource,
    fiat_currency: 'USD',
    transfer_notification_threshold: 0,
    transfer_confirmation_threshold: 100.5,
    ...(person.app === null ? {} : { app: ownAppView(person, person.app) }),
    ...SETTINGS.get(person.userId),
    ...chosen(world.profiles.get(person.userId) ?? {}),
  }
}

const change = ({ world, caller }: MixinCall, profile: Profile): void =>
  void world.profiles.set(caller.userId, { ...world.profiles.get(caller.userId), ...profile })

/** How files of pictures begin. */
const PICTURES = [/^\x89PNG\r\n\x1a\n/, /^\xff\xd8\xff/, /^GIF8[79]a/, /^RIFF.{4}WEBP/s]

const updateProfile = (call: MixinCall): unknown => {
  const body = objectBody(call)
  const fullName = textField(body, 'full_name', MAX_NAME)
  const biography = textField(body, 'biography', MAX_BIOGRAPHY)
  const avatar = textField(body, 'avatar_base64')
  if (fullName === '') throw invalidField('full_name', 'must not be empty')
  const picture = avatar === undefined ? undefined : Buffer.from(avatar, 'base64')
  if (picture !== undefined && !PICTURES.some((one) => one.test(picture.toString('latin1', 0, 16)))) {
    throw invalidField('avatar_base64', 'must be a picture')
  }
  change(call, {
    ...(fullName !== undefined && { fullName }),
    ...(biography !== undefined && { biography }),
    ...(picture !== undefined && {
      avatarUrl: `https://images.example.org/avatars/${createHash('sha256').update(picture).digest('hex')}`,
    }),
  })
  return me(call)
}

/** A source among those that clients may choose. */
const sourceField = (body: Record<string, unknown>, field: string): string | undefined => {
  const source = textField(body, field)
  if (source !== undefined && !['EVERYBODY', 'CONTACTS', 'NOBODY'].includes(source)) {
    throw invalidField(field, 'must be EVERYBODY, CONTACTS or NOBODY')
  }
  return source
}

const updatePreferences = (call: MixinCall): unknown => {
  const body = objectBody(call)
  const given = {
    receiveMessageSource: sourceField(body, 'receive_message_source'),
    acceptConversationSource: sourceField(body, 'accept_conversation_source'),
    acceptSearchSource: sourceField(body, 'accept_search_source'),
    fiatCurrency: textField(body, 'fiat_currency', 3),
    transferNotificationThreshold: numberField(body, 'transfer_notification_threshold'),
    transferConfirmationThreshold: numberField(body, 'transfer_confirmation_threshold'),
  }
  change(call, Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)))
  return me(call)
}

/** The account a call is made for. */
export const accountEndpoints: readonly MixinEndpoint[] = [
  { method: 'GET', path: '/me', access: 'PROFILE:READ', handle: me },
  { method: 'POST', path: '/me', access: 'bot', handle: updateProfile },
  { method: 'POST', path: '/me/preferences', access: 'bot', handle: updatePreferences },
]
