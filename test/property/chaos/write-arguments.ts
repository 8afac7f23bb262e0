import type { Sandbox } from '../../../sandbox/index.ts'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { MIXIN_WRITES } from '../../support/every-mixin-write.ts'
import { type Network, PASSWORDS } from './worlds.ts'

/** A mutation with arguments that do it, and the call with which it is done. */
export interface Write {
  readonly network: Network
  /** With its arguments, as it is written in a document. */
  readonly call: string
  readonly endpoint: string
  /**
   * What a lost answer means: `write` that it may have happened; `harmless` that nothing was left behind; `read`
   * that it may be asked again; `nothing` that nobody needs to know.
   */
  readonly effect: 'write' | 'harmless' | 'read' | 'nothing'
  /** Whether its answer has something to tell, which can be damaged. */
  readonly tells: boolean
  /** HTTP status with which the server tells that the account lacks a right. */
  readonly forbids?: number
}

/** Phone of nobody yet. */
export const NEW_PHONE = { region: '86', phone: '13912345678' }

const NEW_NUMBER = `phone: { region: "${NEW_PHONE.region}", number: "${NEW_PHONE.phone}" }`

const mixinWrites = ({ mixin }: Sandbox): Write[] => {
  const code = mixin.credentials.codes.find(({ codeVerifier }) => codeVerifier === null)?.code
  const write = (call: string, endpoint: string, tells = true): Write => ({
    network: 'mixin',
    call,
    endpoint,
    effect: 'write',
    tells,
  })
  const circle = `id: "mixin:circle:${x.circleId}"`
  const group = `conversationIds: ["mixin:conversation:${x.group250Id}"]`
  return [
    ...MIXIN_WRITES.map(({ mutation, input, endpoint }) =>
      write(`${mutation}(input: { ${input} })`, endpoint),
    ),
    {
      ...write(
        `leaveConversation(input: { id: "mixin:conversation:${x.groupId}" })`,
        'POST /conversations/:id/exit',
      ),
      tells: false,
    },
    write(
      `sendMessage(input: { conversationId: "mixin:conversation:${x.groupId}", text: "Hello" })`,
      'POST /messages',
      false,
    ),
    write(`addContact(input: { userId: "mixin:user:${x.withoutMessengerUserId}" })`, 'POST /relationships'),
    write(`removeContact(input: { userId: "mixin:user:${x.userId}" })`, 'POST /relationships'),
    write(`setContactAlias(input: { userId: "mixin:user:${x.userId}", alias: "Bo" })`, 'POST /relationships'),
    write(`blockUser(input: { userId: "mixin:user:${x.userId}" })`, 'POST /relationships'),
    write(`unblockUser(input: { userId: "mixin:user:${x.blockedUserId}" })`, 'POST /relationships'),
    write('createCircle(input: { name: "Family" })', 'POST /circles'),
    write(`renameCircle(input: { ${circle}, name: "Family" })`, 'POST /circles/:id'),
    write(`deleteCircle(input: { ${circle} })`, 'POST /circles/:id/delete', false),
    write(`addToCircle(input: { ${circle}, ${group} })`, 'POST /circles/:id/conversations', false),
    write(`removeFromCircle(input: { ${circle}, ${group} })`, 'POST /circles/:id/conversations', false),
    write('updateMixinProfile(input: { name: "Renamed" })', 'POST /me'),
    write('updateMixinPreferences(input: { acceptSearchSource: NOBODY })', 'POST /me/preferences'),
    write(`authorizeToken(input: { code: "${code}" })`, 'POST /oauth/token'),
    write(
      `authorizeApp(input: { clientId: "${x.cnbBotId}", scopes: ["PROFILE:READ"] })`,
      'POST /oauth/authorize',
    ),
  ]
}

/** @param token stands for `NEW_PHONE` once a code was sent to it. */
const sealtalkWrites = ({ sealtalk }: Sandbox, token: string): Write[] => {
  const [lin] = sealtalk.credentials.accounts
  const friend = `userId: "sealtalk:user:${sealtalk.examples.friendUserId}"`
  const asking = `userId: "sealtalk:user:${sealtalk.examples.askingUserId}"`
  const row =
    (effect: Write['effect'], tells: boolean) =>
    (call: string, path: string, method = 'POST', resource = 'user'): Write => ({
      network: 'sealtalk',
      call,
      endpoint: `${method} /${resource}/${path}`,
      effect,
      tells,
    })
  const ofFriends = (call: string, path: string): Write =>
    row('write', false)(call, path, 'POST', 'friendship')
  const ofGroup = (call: string, path: string, method?: string): Write =>
    row('write', false)(call, path, method, 'group')
  const { group60Id, foreignGroupId, openUser } = sealtalk.examples
  const group = `id: "sealtalk:conversation:${group60Id}"`
  const unsaved = `id: "sealtalk:conversation:${sealtalk.examples.unsavedGroupId}"`
  const max = `"sealtalk:user:${sealtalk.credentials.accounts[1].userId}"`
  const newcomer = `"sealtalk:user:${openUser.userId}"`
  const silent = row('write', false)
  const telling = row('write', true)
  const own = `phone: { region: "${lin.region}", number: "${lin.phone}" }`
  const proof = `verificationToken: "${token}"`
  return [
    row('write', true)(
      `createGroupConversation(input: { name: "New", participants: [{ userId: ${newcomer} }] })`,
      'create',
      'POST',
      'group',
    ),
    ofGroup(`updateConversation(input: { ${group}, name: "New" })`, 'rename'),
    ofGroup(`updateConversation(input: { ${group}, announcement: "New" })`, 'set_bulletin'),
    ofGroup(`addParticipants(input: { ${group}, userIds: [${newcomer}] })`, 'add'),
    ofGroup(`removeParticipants(input: { ${group}, userIds: [${max}] })`, 'kick'),
    {
      ...ofGroup(`setParticipantRoles(input: { ${group}, userIds: [${max}], role: ADMIN })`, 'set_manager'),
      forbids: 401,
    },
    {
      ...ofGroup(
        `setParticipantRoles(input: { ${group}, userIds: [${max}], role: MEMBER })`,
        'remove_manager',
      ),
      forbids: 401,
    },
    ofGroup(`leaveConversation(input: { ${group} })`, 'quit'),
    ofGroup(`joinConversation(input: { id: "sealtalk:conversation:${foreignGroupId}" })`, 'join'),
    ofGroup(`transferConversation(input: { ${group}, userId: ${max} })`, 'transfer'),
    ofGroup(`dismissConversation(input: { ${group} })`, 'dismiss'),
    ofGroup(`setConversationFavorite(input: { ${unsaved}, favorite: true })`, 'fav'),
    ofGroup(`setConversationFavorite(input: { ${unsaved}, favorite: false })`, 'fav', 'DELETE'),
    ofGroup(`setJoinApproval(input: { ${group}, required: true })`, 'set_certification'),
    ofGroup(`setMemberProtection(input: { ${group}, protected: true })`, 'set_member_protection'),
    ofGroup(`muteEveryone(input: { ${group}, muted: true })`, 'mute_all'),
    ofGroup(`setDisplayName(input: { ${group}, name: "Lin" })`, 'set_display_name'),
    ofGroup(
      `answerGroupNotice(input: { conversationId: "sealtalk:conversation:${foreignGroupId}", receiverId: "sealtalk:user:${lin.userId}", agree: true })`,
      'agree',
    ),
    row('write', false)(
      `sendMessage(input: { conversationId: "sealtalk:conversation:${group60Id}", text: "Hello" })`,
      'send_message',
      'POST',
      'misc',
    ),
    row('write', true)(
      `addContact(input: { userId: "sealtalk:user:${sealtalk.examples.unblockedUserId}" })`,
      'invite',
      'POST',
      'friendship',
    ),
    ofFriends(`acceptContactRequest(input: { ${asking} })`, 'agree'),
    ofFriends(`ignoreContactRequest(input: { ${asking} })`, 'ignore'),
    ofFriends(`removeContact(input: { ${friend} })`, 'delete'),
    ofFriends(`setContactAlias(input: { ${friend}, alias: "Bo" })`, 'set_display_name'),
    silent(`blockUser(input: { ${friend} })`, 'add_to_blacklist'),
    silent(`unblockUser(input: { ${friend} })`, 'remove_from_blacklist'),
    silent('updatePrivacy(input: { searchableByPhone: false, canBeAddedToGroups: true })', 'set_privacy'),
    silent('setAcceptsPokes(input: { acceptsPokes: false })', 'set_poke'),
    silent('updateProfile(input: { nickname: "Ann" })', 'set_nickname'),
    silent('updateProfile(input: { portraitUri: "https://images.test/ann.png" })', 'set_portrait_uri'),
    silent('updateProfile(input: { gender: FEMALE })', 'set_gender'),
    silent('updateProfile(input: { stAccount: "ann_of_tests" })', 'set_st_account'),
    telling(`register(input: { nickname: "Ann", password: "${PASSWORDS[0]}", ${proof} })`, 'register'),
    row('harmless', true)(`login(input: { ${own}, password: "${lin.password}" })`, 'login'),
    row('nothing', false)('logout', 'logout'),
    row('nothing', false)('logoutEverywhere', 'logout'),
    telling('renewImToken', 'get_token', 'GET'),
    silent(`resetPassword(input: { password: "${PASSWORDS[1]}", ${proof} })`, 'reset_password'),
    silent(
      `changePassword(input: { oldPassword: "${lin.password}", newPassword: "${PASSWORDS[2]}" })`,
      'change_password',
    ),
    silent('sendVerificationCode(input: { phone: { region: "86", number: "13987654321" } })', 'send_code'),
    silent(
      'sendVerificationCode(input: { phone: { region: "1", number: "2025550188" }, service: YUNPIAN })',
      'send_code_yp',
    ),
    row('read', true)(`verifyCode(input: { ${NEW_NUMBER}, code: "9999" })`, 'verify_code'),
    row('read', true)(
      `verifyCode(input: { ${NEW_NUMBER}, code: "9999", service: YUNPIAN })`,
      'verify_code_yp',
    ),
  ]
}

/** Every mutation, and each call that some of them choose between. */
export const everyWrite = (sandbox: Sandbox, token: string): readonly Write[] => [
  ...mixinWrites(sandbox),
  ...sealtalkWrites(sandbox, token),
]
