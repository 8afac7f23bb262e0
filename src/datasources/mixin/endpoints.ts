import type { Endpoint } from '../../upstream/endpoint.ts'

const read = <Template extends string>(
  operation: string,
  method: 'GET' | 'POST',
  template: Template,
  hidden: readonly string[] = [],
): Endpoint<Template> => ({ operation, method, template, effect: 'read', hidden })

const write = <Template extends string>(
  operation: string,
  template: Template,
  hidden: readonly string[] = [],
): Endpoint<Template> => ({ operation, method: 'POST', template, effect: 'write', hidden })

/** Every Mixin call that the gateway makes. @see docs/networks/mixin.md#endpoints */
export const endpoints = {
  userMe: read('userMe', 'GET', '/me'),
  /** By user ids, in batches. Not rate limited. */
  readUsers: read('readUsers', 'POST', '/users/fetch'),
  /** By identity number: rate limited. */
  readUser: read('readUser', 'GET', '/users/:number'),
  /** By phone number: rate limited, with a cooldown of twelve hours. */
  searchUser: read('searchUser', 'GET', '/search/:query', ['query']),
  friends: read('friends', 'GET', '/friends'),
  blockedUsers: read('blockedUsers', 'GET', '/blocking_users'),
  changeRelationship: write('changeRelationship', '/relationships'),
  readConversation: read('readConversation', 'GET', '/conversations/:id'),
  /** What an invitation shows. Anyone who knows the code can join. */
  readCode: read('readCode', 'GET', '/codes/:code', ['code']),
  readCircles: read('readCircles', 'GET', '/circles'),
  readCircle: read('readCircle', 'GET', '/circles/:id/conversations?limit=500'),
  /** The page behind the conversation that was added at this time. */
  readMoreOfCircle: read('readCircle', 'GET', '/circles/:id/conversations?limit=500&offset=:time'),
  createCircle: write('createCircle', '/circles'),
  renameCircle: write('renameCircle', '/circles/:id'),
  deleteCircle: write('deleteCircle', '/circles/:id/delete'),
  changeCircle: write('changeCircle', '/circles/:id/conversations'),
  updateProfile: write('updateProfile', '/me'),
  updatePreferences: write('updatePreferences', '/me/preferences'),
  authorizeToken: write('authorizeToken', '/oauth/token'),
  getAuthorizeCode: write('getAuthorizeCode', '/oauth/authorize'),
  createConversation: write('createConversation', '/conversations'),
  updateConversation: write('updateConversation', '/conversations/:id'),
  addParticipants: write('addParticipants', '/conversations/:id/participants/ADD'),
  removeParticipants: write('removeParticipants', '/conversations/:id/participants/REMOVE'),
  setParticipantRoles: write('setParticipantRoles', '/conversations/:id/participants/ROLE'),
  sendMessages: write('sendMessages', '/messages'),
  rotateConversation: write('rotateConversation', '/conversations/:id/rotate'),
  exitConversation: write('exitConversation', '/conversations/:id/exit'),
  /** The path has the code of an invitation, not an id. */
  joinConversation: write('joinConversation', '/conversations/:code/join', ['code']),
  muteConversation: write('muteConversation', '/conversations/:id/mute'),
  setDisappearing: write('setDisappearing', '/conversations/:id/disappear'),
} as const
