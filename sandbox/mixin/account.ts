import type { MixinCall, MixinEndpoint } from './endpoint.ts'
import { MixinError } from './errors.ts'
import { MIXIN_EXAMPLES } from './examples.ts'
import { ownAppView, personView } from './user-view.ts'
import { codeUrl, personCode } from './conversation-view.ts'

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

const me = ({ world, caller }: MixinCall): unknown => {
  const person = world.people.get(caller.userId)
  if (person === undefined) throw new MixinError(404)
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
  }
}

/** The account a call is made for. */
export const accountEndpoints: readonly MixinEndpoint[] = [
  { method: 'GET', path: '/me', access: 'PROFILE:READ', handle: me },
]
