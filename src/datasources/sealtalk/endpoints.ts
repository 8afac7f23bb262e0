import type { Endpoint } from '../../upstream/endpoint.ts'

/** A row of the table, with what is SealTalk's own about it. */
export interface SealTalkEndpoint<Template extends string = string> extends Endpoint<Template> {
  /** Whether it needs the session cookie; the others are sent without. */
  readonly session: boolean
  /** One of the seven that the server takes by GET and the published page prints as POST. */
  readonly disputed?: true
  /** Some servers send the result as it is, without an envelope. */
  readonly bare?: true
  /** Sent once like any write, but nothing is left behind if its answer is lost. */
  readonly harmless?: true
}

type Marks = Partial<Pick<SealTalkEndpoint, 'disputed' | 'bare' | 'harmless' | 'hidden'>>

const row =
  (effect: 'read' | 'write', session: boolean, method: 'GET' | 'POST') =>
  <Template extends string>(
    operation: string,
    template: Template,
    marks: Marks = {},
  ): SealTalkEndpoint<Template> => ({ operation, method, template, effect, session, ...marks })

const openRead = row('read', false, 'GET')
const openQuestion = row('read', false, 'POST')
const openWrite = row('write', false, 'POST')
const read = row('read', true, 'GET')
const write = row('write', true, 'POST')

/** Every call that the gateway makes of SealTalk. @see docs/networks/sealtalk.md#endpoints */
export const endpoints = {
  sendCode: openWrite('sendCode', '/user/send_code'),
  sendCodeYunpian: openWrite('sendCodeYunpian', '/user/send_code_yp'),
  verifyCode: openQuestion('verifyCode', '/user/verify_code'),
  verifyCodeYunpian: openQuestion('verifyCodeYunpian', '/user/verify_code_yp'),
  captcha: openRead('captcha', '/user/get_sms_img_code', { disputed: true }),
  regions: openRead('regions', '/user/regionlist'),
  checkPhone: openQuestion('checkPhone', '/user/check_phone_available'),
  register: openWrite('register', '/user/register'),
  login: openWrite('login', '/user/login', { harmless: true }),
  logout: write('logout', '/user/logout', { harmless: true }),
  resetPassword: openWrite('resetPassword', '/user/reset_password'),
  changePassword: write('changePassword', '/user/change_password'),
  /** A GET that changes something: each call voids the token before. */
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
  groups: read('groups', '/user/groups', { disputed: true }),
  favoriteGroups: read('favoriteGroups', '/user/favgroups'),
  sync: read('sync', '/user/sync/:version', { disputed: true }),

  user: read('user', '/user/:id', { disputed: true }),
  /** Names and pictures of many. Not on the published page. */
  userBatch: read('userBatch', '/user/batch'),
  /** By phone or SealTalk number, if the owner allows it. Not on the published page. */
  findUser: read('findUser', '/user/find_user'),
  /** By phone, whether the owner allows it or not. */
  findByPhone: read('findByPhone', '/user/find/:region/:phone', { disputed: true, hidden: ['phone'] }),
  /** Not on the published page. */
  group: read('group', '/group/:id'),
  /** Not on the published page. */
  groupMembers: read('groupMembers', '/group/:id/members'),
} as const satisfies Record<string, SealTalkEndpoint>

/** Calls beyond the published page that this server turned out to lack: not asked for again. */
export type MissingCalls = Set<SealTalkEndpoint>

/** Calls beyond the published page that this server turned out to have: what they do not find is not there. */
export type ProvenCalls = Set<SealTalkEndpoint>
