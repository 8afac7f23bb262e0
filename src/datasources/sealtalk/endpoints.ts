import type { Endpoint, Method } from '../../upstream/endpoint.ts'

/** An endpoint with SealTalk's own properties. */
export interface SealTalkEndpoint<Template extends string = string> extends Endpoint<Template> {
  /** Whether the call needs the session cookie; other calls are sent without it. */
  readonly session: boolean
  /** One of the seven reads that are GET on the real server but POST in the published documentation. */
  readonly disputed?: true
  /** Some servers send the result without an envelope. */
  readonly bare?: true
  /** A write that is safe even if its response is lost. */
  readonly harmless?: true
}

type Marks = Partial<Pick<SealTalkEndpoint, 'disputed' | 'bare' | 'harmless' | 'hidden'>>

const row =
  (effect: 'read' | 'write', session: boolean, method: Method) =>
  <Template extends string>(
    operation: string,
    template: Template,
    marks: Marks = {},
  ): SealTalkEndpoint<Template> => ({ operation, method, template, effect, session, ...marks })

const openRead = row('read', false, 'GET')
const openReadByPost = row('read', false, 'POST')
const openWrite = row('write', false, 'POST')
const read = row('read', true, 'GET')
const write = row('write', true, 'POST')

/** Every SealTalk call that the gateway makes. @see docs/networks/sealtalk.md#endpoints */
export const endpoints = {
  sendCode: openWrite('sendCode', '/user/send_code'),
  sendCodeYunpian: openWrite('sendCodeYunpian', '/user/send_code_yp'),
  verifyCode: openReadByPost('verifyCode', '/user/verify_code'),
  verifyCodeYunpian: openReadByPost('verifyCodeYunpian', '/user/verify_code_yp'),
  captcha: openRead('captcha', '/user/get_sms_img_code', { disputed: true }),
  /** The method of the first server in Java. */
  captchaByPost: openReadByPost('captchaByPost', '/user/get_sms_img_code'),
  regions: openRead('regions', '/user/regionlist'),
  checkPhone: openReadByPost('checkPhone', '/user/check_phone_available'),
  register: openWrite('register', '/user/register'),
  login: openWrite('login', '/user/login', { harmless: true }),
  logout: write('logout', '/user/logout', { harmless: true }),
  resetPassword: openWrite('resetPassword', '/user/reset_password'),
  changePassword: write('changePassword', '/user/change_password'),
  /** A GET with a side effect: it invalidates the previous token. */
  renewImToken: row('write', true, 'GET')('renewImToken', '/user/get_token', { disputed: true }),

  setNickname: write('setNickname', '/user/set_nickname'),
  setPortrait: write('setPortrait', '/user/set_portrait_uri'),
  setGender: write('setGender', '/user/set_gender'),
  setStAccount: write('setStAccount', '/user/set_st_account'),
  setPrivacy: write('setPrivacy', '/user/set_privacy'),
  privacy: read('privacy', '/user/get_privacy', { bare: true }),
  setPoke: write('setPoke', '/user/set_poke'),
  poke: read('poke', '/user/get_poke', { bare: true }),
  storageToken: read('storageToken', '/user/get_image_token', { disputed: true }),

  blacklist: read('blacklist', '/user/blacklist'),
  block: write('block', '/user/add_to_blacklist'),
  unblock: write('unblock', '/user/remove_from_blacklist'),
  /** Where the first server in Java has it, by a slip. */
  unblockMisplaced: write('unblockMisplaced', '/user/check_phone_availableremove_from_blacklist'),
  groups: read('groups', '/user/groups', { disputed: true }),
  favoriteGroups: read('favoriteGroups', '/user/favgroups'),
  /** Not in the published documentation, as all calls about friendships. */
  friends: read('friends', '/friendship/all'),
  inviteFriend: write('inviteFriend', '/friendship/invite'),
  agreeToFriend: write('agreeToFriend', '/friendship/agree'),
  ignoreFriend: write('ignoreFriend', '/friendship/ignore'),
  deleteFriend: write('deleteFriend', '/friendship/delete'),
  setFriendName: write('setFriendName', '/friendship/set_display_name'),
  /** Who has which of many phones. A read, though by POST. */
  findContacts: row('read', true, 'POST')('findContacts', '/friendship/get_contacts_info'),
  sync: read('sync', '/user/sync/:version', { disputed: true }),

  user: read('user', '/user/:id', { disputed: true }),
  /** Names and pictures of many users. Not in the published documentation. */
  userBatch: read('userBatch', '/user/batch'),
  /** By phone or SealTalk number, if the user allows it. Not in the published documentation. */
  findUser: read('findUser', '/user/find_user'),
  /** By phone, even if the user does not allow it. */
  findByPhone: read('findByPhone', '/user/find/:region/:phone', { disputed: true, hidden: ['phone'] }),
  /** Not in the published documentation. */
  group: read('group', '/group/:id'),
  /** Not in the published documentation. */
  groupMembers: read('groupMembers', '/group/:id/members'),
  /** Not in the published documentation. `/group/:id` has a bulletin too, which is always null. */
  bulletin: read('bulletin', '/group/get_bulletin'),

  // None of what follows is in the published documentation.
  createGroup: write('createGroup', '/group/create'),
  addMembers: write('addMembers', '/group/add'),
  removeMembers: write('removeMembers', '/group/kick'),
  joinGroup: write('joinGroup', '/group/join'),
  quitGroup: write('quitGroup', '/group/quit'),
  dismissGroup: write('dismissGroup', '/group/dismiss'),
  transferGroup: write('transferGroup', '/group/transfer'),
  renameGroup: write('renameGroup', '/group/rename'),
  setBulletin: write('setBulletin', '/group/set_bulletin'),
  setManagers: write('setManagers', '/group/set_manager'),
  removeManagers: write('removeManagers', '/group/remove_manager'),
  setCertification: write('setCertification', '/group/set_certification'),
  muteAll: write('muteAll', '/group/mute_all'),
  setMemberProtection: write('setMemberProtection', '/group/set_member_protection'),
  setGroupDisplayName: write('setGroupDisplayName', '/group/set_display_name'),
  addFavorite: write('addFavorite', '/group/fav'),
  /** A DELETE with a body. */
  removeFavorite: row('write', true, 'DELETE')('removeFavorite', '/group/fav'),
  groupNotices: read('groupNotices', '/group/notice_info'),
  sendMessage: write('sendMessage', '/misc/send_message'),
  answerNotice: write('answerNotice', '/group/agree'),
} as const satisfies Record<string, SealTalkEndpoint>
