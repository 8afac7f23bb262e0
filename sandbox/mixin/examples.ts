/** Ids that never change, whatever the seed: the documented examples, and things worth a look. */
export const MIXIN_EXAMPLES = {
  /** A person, FRIEND of the gateway's bot; its identity number is 30265. */
  userId: 'e8e8cd79-cd40-4796-8c54-3a13cfe50115',
  identityNumber: '30265',
  /** The gateway's bot, whose keystore is in the credentials. */
  botId: '11efbb75-e7fe-44d7-a14f-698535289310',
  /** Another app, to give consent to and to trade a code with. */
  cnbBotId: 'f6deb534-13bd-45f0-9b34-0d618827f500',
  /** A bot that has moved from six digits to TIP. */
  tipBotId: '71b00000-0000-4000-8000-000000000071',
  /** A group of 12 that the gateway's bot owns. */
  groupId: '8043dba1-e742-4c54-8425-1b8e188313a8',
  /** The conversation between the gateway's bot and `userId`. */
  contactConversationId: 'dd219235-e83a-3b85-a13f-d0f20fa0e833',
  /** 50 participants: 30 people and 20 bots, whose apps have various creators. The bot is ADMIN. */
  group50Id: '50505050-5050-4050-8050-505050505050',
  /** 250 participants. The bot is a plain member. */
  group250Id: '25025025-2502-4250-8250-250250250250',
  /** 256 participants, so that nobody else fits in. The bot is OWNER. */
  fullGroupId: '25625625-6256-4256-8256-256256256256',
  /** A group that the gateway's bot is not in: 403. */
  foreignGroupId: '0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f',
  /** Code of that group's invitation, with which the bot can join it. */
  foreignGroupCodeId: '0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0c0d',
  /** A circle of the gateway's bot, with `groupId`, `group50Id` and `contactConversationId`. */
  circleId: '0c1c1e00-0000-4000-8000-000000000001',
  /** A conversation of a category, with a role, that no client knows; it lists no sessions. */
  unknownConversationId: '0dd00000-0000-4000-8000-000000000001',
  /** A person whose relationship to the gateway's bot is a word that no client knows. */
  unknownRelationshipUserId: '0dd00000-0000-4000-8000-000000000002',
  /** A bot whose app has a category and a capability that no client knows. */
  unknownCategoryBotId: '0dd00000-0000-4000-8000-000000000003',
  /** A bot whose app has only the misspelt list of capabilities. */
  misspeltCapabilitiesBotId: '0dd00000-0000-4000-8000-000000000004',
  /** A person without a Messenger account: identity number "0", no phone. */
  withoutMessengerUserId: '0dd00000-0000-4000-8000-000000000005',
  /** A person the gateway's bot has blocked. */
  blockedUserId: '0dd00000-0000-4000-8000-000000000006',
  /** Demo users with access tokens. */
  aliaUserId: 'a11a0000-0000-4000-8000-000000000001',
  boUserId: 'b0b00000-0000-4000-8000-000000000002',
  cleoUserId: 'c1e00000-0000-4000-8000-000000000003',
} as const
