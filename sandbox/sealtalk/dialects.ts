/** Which description of the network an upstream follows; see docs/networks/sealtalk.md#sealtalk. */
export type SealTalkDialect =
  /** The Node server as it was observed. */
  | 'server'
  /** The published documentation, taken literally. */
  | 'document'
  /** The first server in Java, of 2020: like the Node server, but for some slips. */
  | 'java'
  /** The Java server that came later. */
  | 'later'

/** How the responses of the dialects differ. */
export type Traits = {
  /** Whether the seven disputed reads are POST. */
  readsByPost: boolean
  /** Whether `/user/groups` is a flat list without roles. */
  hasFlatGroups: boolean
  /** Whether privacy and poke come without an envelope. */
  hasBarePrivacy: boolean
  /** Whether privacy includes the user id. */
  privacyHasId: boolean
  /** Login code of a wrong password; of an unknown phone it is 1000. */
  wrongPasswordCode: number
  /** Whether sync has the page's shape: string ids, fewer parts, deleted rows, no crash. */
  hasPageSync: boolean
  /** Whether users and blacklist show phones. */
  showsPhones: boolean
  /** Name of the id in the answer of `get_token`. */
  tokenIdField: string
  /** Whether anybody may change what only the owner and managers of a group should. */
  holes: 'open' | 'closed'
  /** Whether managers may rename groups, and may not remove each other. */
  managersRename: boolean
  /** How an answer to a notice is spelled: a number, or a text. */
  answersByText: boolean
  /** Whether lists stand in a cache for an hour. */
  cachesLists: boolean
  /** Whether a call without User-Agent crashes. */
  needsUserAgent: boolean
  /** Whether unknown routes and wrong methods are answered as Spring does. */
  isSpring: boolean
  /** Endpoints that have moved to another method or path, both as `POST /path`. */
  moved: Readonly<Record<string, string>>
  /** Endpoints that this server lacks. */
  lacks: readonly string[]
}

const SERVER: Traits = {
  readsByPost: false,
  hasFlatGroups: false,
  hasBarePrivacy: false,
  privacyHasId: true,
  wrongPasswordCode: 1001,
  hasPageSync: false,
  showsPhones: true,
  tokenIdField: 'userId',
  holes: 'open',
  managersRename: false,
  answersByText: false,
  cachesLists: true,
  needsUserAgent: true,
  isSpring: false,
  moved: {},
  lacks: [],
}

const JAVA: Traits = {
  ...SERVER,
  needsUserAgent: false,
  isSpring: true,
  moved: {
    'POST /user/remove_from_blacklist': 'POST /user/check_phone_availableremove_from_blacklist',
    'GET /user/get_sms_img_code': 'POST /user/get_sms_img_code',
  },
}

const DOCUMENT: Traits = {
  ...SERVER,
  readsByPost: true,
  hasFlatGroups: true,
  hasBarePrivacy: true,
  privacyHasId: false,
  wrongPasswordCode: 1000,
  hasPageSync: true,
  cachesLists: false,
  lacks: ['GET /user/batch', 'GET /user/find_user'],
}

const LATER: Traits = {
  ...SERVER,
  hasFlatGroups: true,
  privacyHasId: false,
  showsPhones: false,
  tokenIdField: 'id',
  holes: 'closed',
  managersRename: true,
  answersByText: true,
  cachesLists: false,
  needsUserAgent: false,
  lacks: [
    'POST /user/send_code',
    'POST /user/send_code_yp',
    'POST /user/verify_code',
    'POST /user/verify_code_yp',
    'POST /user/check_phone_available',
    'POST /user/register',
    'POST /user/login',
    'POST /user/reset_password',
    'POST /user/change_password',
    'POST /user/set_st_account',
    'GET /user/sync/:version',
    'GET /user/batch',
    'GET /user/get_sms_img_code',
    'POST /user/upload_contacts',
  ],
}

/** What is special about each dialect. */
export const TRAITS: Readonly<Record<SealTalkDialect, Traits>> = {
  server: SERVER,
  document: DOCUMENT,
  java: JAVA,
  later: LATER,
}
