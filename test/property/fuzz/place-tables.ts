import type { Sandbox } from '../../../sandbox/index.ts'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import type { PlaceTables } from './places.ts'

const MIXIN_USER = `mixin:user:${x.userId}`
const MIXIN_GROUP = `mixin:conversation:${x.groupId}`
const CIRCLE = `mixin:circle:${x.circleId}`
/** Of the group “Elsewhere”. */
const CODE = '0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0c0d'

/** A right value for every scalar that a client may send, and the way to arguments below the root. */
export const placeTables = ({ mixin, sealtalk }: Sandbox): PlaceTables => {
  const { examples, credentials } = sealtalk
  const [lin] = credentials.accounts
  const { openUser } = examples
  const group = `sealtalk:conversation:${examples.group60Id}`
  const foreign = `sealtalk:conversation:${examples.foreignGroupId}`
  return {
    right: {
      'Query.node(id:)': MIXIN_USER,
      'Query.nodes(ids:)': MIXIN_USER,
      'Query.app(id:)': `mixin:app:${x.botId}`,
      'Query.conversation(id:)': MIXIN_GROUP,
      'Query.conversationByCode(code:)': CODE,
      'UserBy.id': MIXIN_USER,
      'UserBy.mixinUserId': x.userId,
      'UserBy.mixinIdentityNumber': x.identityNumber,
      'UserBy.sealtalkUserId': openUser.userId,
      'UserBy.sealtalkStAccount': openUser.stAccount,
      'PhoneInput.region': lin.region,
      'PhoneInput.number': lin.phone,
      'Conversation.participants(first:)': 10,
      'Conversation.participants(after:)': null,
      'Conversation.participants(last:)': null,
      'Conversation.participants(before:)': null,
      'Conversation.participants(search:)': 'e',
      'SealTalkAccount.favoriteConversations(first:)': 10,
      'SealTalkAccount.groups(first:)': 10,
      'SealTalkAccount.favoriteConversations(after:)': null,
      'SealTalkAccount.groups(after:)': null,
      'SealTalkAccount.changes(since:)': 0,
      'Circle.conversations(first:)': 10,
      'Circle.conversations(after:)': null,
      'CreateCircleInput.name': 'a name',
      'RenameCircleInput.id': CIRCLE,
      'RenameCircleInput.name': 'a name',
      // Of nobody, so that the other places have theirs.
      'DeleteCircleInput.id': `mixin:circle:${x.groupId}`,
      'AddToCircleInput.id': CIRCLE,
      'AddToCircleInput.conversationIds': MIXIN_GROUP,
      'RemoveFromCircleInput.id': CIRCLE,
      'RemoveFromCircleInput.conversationIds': MIXIN_GROUP,
      'UpdateMixinProfileInput.name': 'a name',
      'UpdateMixinProfileInput.biography': 'a text',
      'UpdateMixinProfileInput.avatarBase64': 'R0lGODlh',
      'CreateContactConversationInput.userId': MIXIN_USER,
      'CreateGroupConversationInput.upstreamId': 'abcdef01-2345-4678-89ab-cdef01234567',
      'CreateGroupConversationInput.name': 'a name',
      'CreateGroupConversationInput.announcement': 'an announcement',
      'ParticipantInput.userId': MIXIN_USER,
      'ParticipantInput.role': 'MEMBER',
      'UpdateConversationInput.id': MIXIN_GROUP,
      'UpdateConversationInput.name': 'a name',
      'UpdateConversationInput.announcement': 'an announcement',
      'AddParticipantsInput.id': MIXIN_GROUP,
      'AddParticipantsInput.userIds': MIXIN_USER,
      'RemoveParticipantsInput.id': MIXIN_GROUP,
      'RemoveParticipantsInput.userIds': `mixin:user:${x.boUserId}`,
      'SetParticipantRolesInput.id': MIXIN_GROUP,
      'SetParticipantRolesInput.userIds': MIXIN_USER,
      'SetParticipantRolesInput.role': 'MEMBER',
      'ManageParticipantsInput.id': MIXIN_GROUP,
      'RotateConversationCodeInput.id': MIXIN_GROUP,
      'LeaveConversationInput.id': `mixin:conversation:${x.fullGroupId}`,
      'JoinConversationInput.code': CODE,
      // It needs an approval, so that nobody joins.
      'JoinConversationInput.id': `sealtalk:conversation:${examples.approvalGroupId}`,
      'TransferConversationInput.id': group,
      'TransferConversationInput.userId': `sealtalk:user:${openUser.userId}`,
      // Of others, so that it stays.
      'DismissConversationInput.id': foreign,
      'AnswerGroupNoticeInput.conversationId': foreign,
      'AnswerGroupNoticeInput.receiverId': `sealtalk:user:${lin.userId}`,
      'AnswerGroupNoticeInput.agree': true,
      'MuteConversationInput.id': MIXIN_GROUP,
      'MuteConversationInput.seconds': 60,
      'SetDisappearingMessagesInput.id': MIXIN_GROUP,
      'SetDisappearingMessagesInput.seconds': 60,
      'SetConversationFavoriteInput.id': group,
      'SetConversationFavoriteInput.favorite': true,
      'SetJoinApprovalInput.id': group,
      'SetJoinApprovalInput.required': true,
      'SetMemberProtectionInput.id': group,
      'SetMemberProtectionInput.protected': true,
      'MuteEveryoneInput.id': group,
      'MuteEveryoneInput.muted': true,
      'SetDisplayNameInput.id': group,
      'SetDisplayNameInput.name': 'a name',
      'SendMessageInput.conversationId': MIXIN_GROUP,
      'SendMessageInput.text': 'a text',
      'SendMessageInput.messageId': 'abcdef01-2345-4678-89ab-cdef01234568',
      'AuthorizeTokenInput.code': 'a'.repeat(64),
      'AuthorizeTokenInput.clientSecret': mixin.credentials.clientSecret,
      'AuthorizeTokenInput.clientId': mixin.credentials.appId,
      'AuthorizeAppInput.clientId': x.cnbBotId,
      'AuthorizeAppInput.scopes': 'PROFILE:READ',
      'AuthorizeAppInput.pin': mixin.credentials.pin,
      'MixinAccount.contacts(first:)': 10,
      'MixinAccount.contacts(after:)': null,
      'MixinAccount.contacts(search:)': 'e',
      'MixinAccount.blockedUsers(first:)': 10,
      'MixinAccount.blockedUsers(after:)': null,
      'SealTalkAccount.contacts(first:)': 10,
      'SealTalkAccount.contacts(after:)': null,
      'SealTalkAccount.contacts(search:)': 'e',
      'SealTalkAccount.blockedUsers(first:)': 10,
      'SealTalkAccount.blockedUsers(after:)': null,
      'AddContactInput.userId': `sealtalk:user:${examples.friendUserId}`,
      'AddContactInput.alias': null,
      'AddContactInput.message': 'a text',
      'AcceptContactRequestInput.userId': `sealtalk:user:${examples.friendUserId}`,
      'IgnoreContactRequestInput.userId': `sealtalk:user:${examples.askingUserId}`,
      'RemoveContactInput.userId': MIXIN_USER,
      'SetContactAliasInput.userId': `sealtalk:user:${examples.friendUserId}`,
      'SetContactAliasInput.alias': 'a name',
      'BlockUserInput.userId': `sealtalk:user:${openUser.userId}`,
      'UnblockUserInput.userId': `sealtalk:user:${openUser.userId}`,
      'UpdatePrivacyInput.searchableByPhone': true,
      'UpdatePrivacyInput.searchableByStAccount': true,
      'UpdatePrivacyInput.friendRequestsNeedApproval': true,
      'UpdatePrivacyInput.canBeAddedToGroups': true,
      'SetAcceptsPokesInput.acceptsPokes': true,
      'UpdateProfileInput.nickname': 'a nickname',
      'UpdateProfileInput.portraitUri': 'https://images.test/a.png',
      'UpdateProfileInput.stAccount': 'account-1',
      'RegisterInput.nickname': 'a nickname',
      'RegisterInput.password': 'right-1',
      'RegisterInput.verificationToken': 'a-token',
      'LoginInput.password': 'right-1',
      'ResetPasswordInput.password': 'right-1',
      'ResetPasswordInput.verificationToken': 'a-token',
      'ChangePasswordInput.oldPassword': 'right-1',
      'ChangePasswordInput.newPassword': 'right-2',
      'VerifyCodeInput.code': credentials.testCode,
    },
    reached: {
      'Circle.conversations': `node(id: "${CIRCLE}") { ... on Circle { $ } }`,
      'Conversation.participants': `conversation(id: "${MIXIN_GROUP}") { $ }`,
      'MixinAccount.contacts': 'viewer { mixin { $ } }',
      'MixinAccount.blockedUsers': 'viewer { mixin { $ } }',
      'SealTalkAccount.contacts': 'viewer { sealtalk { $ } }',
      'SealTalkAccount.blockedUsers': 'viewer { sealtalk { $ } }',
      'SealTalkAccount.findContacts': 'viewer { sealtalk { $ } }',
      'SealTalkAccount.favoriteConversations': 'viewer { sealtalk { $ } }',
      'SealTalkAccount.groups': 'viewer { sealtalk { $ } }',
      'SealTalkAccount.changes': 'viewer { sealtalk { $ } }',
      'Region.name': 'regions { $ }',
    },
  }
}

type Form = (value: unknown) => boolean

const text =
  (form: RegExp): Form =>
  (value) =>
    typeof value === 'string' && form.test(value)
/** An ID may come as a whole number. */
const id =
  (form: RegExp): Form =>
  (value) =>
    (typeof value === 'string' || Number.isInteger(value)) && form.test(String(value))
const whole =
  (least: number, most: number): Form =>
  (value) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most
const lengths =
  (least: number, most: number): Form =>
  (value) =>
    typeof value === 'string' && Array.from(value).length >= least && Array.from(value).length <= most
const flag: Form = (value) => typeof value === 'boolean'
const none: Form = () => false

const UUID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}'
const globalId = (kinds: string): Form =>
  id(new RegExp(`^(mixin:(${kinds}):${UUID}|sealtalk:(${kinds}):[0-9A-Za-z]{1,32})$`))
const uuid = id(new RegExp(`^${UUID}$`, 'i'))
const password: Form = (value) => lengths(6, 20)(value) && !String(value).includes(' ')
const shown =
  (form: Form): Form =>
  (value) =>
    form(value) && String(value).trim() !== ''
const wellFormed =
  (form: Form): Form =>
  (value) =>
    form(value) && String(value).isWellFormed()

/**
 * What may stand where, as the schema's descriptions and docs/limits.md say; whatever else does is to be refused
 * before anything is sent. Written down here anew, not taken from the code.
 */
export const LAWFUL: Readonly<Record<string, Form>> = {
  'Query.node(id:)': globalId('user|app|conversation|circle'),
  'Query.nodes(ids:)': globalId('user|app|conversation|circle'),
  'Query.app(id:)': globalId('app'),
  'Query.conversation(id:)': globalId('conversation'),
  'Query.conversationByCode(code:)': uuid,
  'UserBy.id': globalId('user'),
  'UserBy.mixinUserId': uuid,
  'UserBy.mixinIdentityNumber': text(/^[1-9][0-9]{3,11}$/),
  'UserBy.sealtalkUserId': id(/^[0-9A-Za-z]{1,32}$/),
  'UserBy.sealtalkStAccount': text(/^[A-Za-z][A-Za-z0-9_-]{5,19}$/),
  'PhoneInput.region': text(/^[1-9][0-9]{0,3}$/),
  'PhoneInput.number': text(/^[0-9]{3,14}$/),
  'Conversation.participants(first:)': whole(1, 500),
  'Conversation.participants(after:)': none,
  'Conversation.participants(last:)': whole(1, 500),
  'Conversation.participants(before:)': none,
  'Conversation.participants(search:)': (value) => typeof value === 'string' && lengths(0, 128)(value.trim()),
  'SealTalkAccount.favoriteConversations(first:)': whole(1, 500),
  'SealTalkAccount.groups(first:)': whole(1, 500),
  'SealTalkAccount.favoriteConversations(after:)': none,
  'SealTalkAccount.groups(after:)': none,
  'SealTalkAccount.changes(since:)': whole(0, Number.MAX_SAFE_INTEGER),
  'Circle.conversations(first:)': whole(1, 500),
  'Circle.conversations(after:)': none,
  'CreateCircleInput.name': shown(lengths(1, 512)),
  'RenameCircleInput.id': globalId('circle'),
  'RenameCircleInput.name': shown(lengths(1, 512)),
  'DeleteCircleInput.id': globalId('circle'),
  'AddToCircleInput.id': globalId('circle'),
  'AddToCircleInput.conversationIds': globalId('conversation'),
  'RemoveFromCircleInput.id': globalId('circle'),
  'RemoveFromCircleInput.conversationIds': globalId('conversation'),
  'UpdateMixinProfileInput.name': shown(lengths(1, 512)),
  'UpdateMixinProfileInput.biography': lengths(0, 1_024),
  'UpdateMixinProfileInput.avatarBase64': text(
    /^(iVBORw0KGgo|\/9j\/|R0lGODlh|R0lGODdh|UklGR)[A-Za-z0-9+/]*=*$/,
  ),
  'CreateContactConversationInput.userId': globalId('user'),
  'CreateGroupConversationInput.upstreamId': uuid,
  'CreateGroupConversationInput.name': shown(lengths(1, 512)),
  'CreateGroupConversationInput.announcement': lengths(0, 1_024),
  'ParticipantInput.userId': globalId('user'),
  'UpdateConversationInput.id': globalId('conversation'),
  'UpdateConversationInput.name': shown(lengths(1, 512)),
  'UpdateConversationInput.announcement': lengths(0, 1_024),
  'AddParticipantsInput.id': globalId('conversation'),
  'AddParticipantsInput.userIds': globalId('user'),
  'RemoveParticipantsInput.id': globalId('conversation'),
  'RemoveParticipantsInput.userIds': globalId('user'),
  'SetParticipantRolesInput.id': globalId('conversation'),
  'SetParticipantRolesInput.userIds': globalId('user'),
  'ManageParticipantsInput.id': globalId('conversation'),
  'RotateConversationCodeInput.id': globalId('conversation'),
  'LeaveConversationInput.id': globalId('conversation'),
  'JoinConversationInput.code': uuid,
  'JoinConversationInput.id': globalId('conversation'),
  'TransferConversationInput.id': globalId('conversation'),
  'TransferConversationInput.userId': globalId('user'),
  'DismissConversationInput.id': globalId('conversation'),
  'AnswerGroupNoticeInput.conversationId': globalId('conversation'),
  'AnswerGroupNoticeInput.receiverId': globalId('user'),
  'AnswerGroupNoticeInput.agree': flag,
  'MuteConversationInput.id': globalId('conversation'),
  'MuteConversationInput.seconds': whole(0, 2_147_483_647),
  'SetDisappearingMessagesInput.id': globalId('conversation'),
  'SetDisappearingMessagesInput.seconds': whole(0, 7_257_600),
  'SetConversationFavoriteInput.id': globalId('conversation'),
  'SetConversationFavoriteInput.favorite': flag,
  'SetJoinApprovalInput.id': globalId('conversation'),
  'SetJoinApprovalInput.required': flag,
  'SetMemberProtectionInput.id': globalId('conversation'),
  'SetMemberProtectionInput.protected': flag,
  'MuteEveryoneInput.id': globalId('conversation'),
  'MuteEveryoneInput.muted': flag,
  'SetDisplayNameInput.id': globalId('conversation'),
  'SetDisplayNameInput.name': wellFormed(lengths(0, 32)),
  'SendMessageInput.conversationId': globalId('conversation'),
  'SendMessageInput.text': (value) =>
    wellFormed(shown(lengths(1, 65_536)))(value) && Buffer.byteLength(String(value)) <= 65_536,
  'SendMessageInput.messageId': uuid,
  'AuthorizeTokenInput.code': lengths(1, 512),
  'AuthorizeTokenInput.clientSecret': lengths(1, 512),
  'AuthorizeTokenInput.clientId': uuid,
  'AuthorizeAppInput.clientId': uuid,
  'AuthorizeAppInput.scopes': text(/^PROFILE:READ$/),
  'AuthorizeAppInput.pin': text(/^([0-9]{6}|[0-9a-f]{64})$/),
  'MixinAccount.contacts(first:)': whole(1, 500),
  'MixinAccount.contacts(after:)': none,
  'MixinAccount.contacts(search:)': lengths(0, 128),
  'MixinAccount.blockedUsers(first:)': whole(1, 500),
  'MixinAccount.blockedUsers(after:)': none,
  'SealTalkAccount.contacts(first:)': whole(1, 500),
  'SealTalkAccount.contacts(after:)': none,
  'SealTalkAccount.contacts(search:)': lengths(0, 128),
  'SealTalkAccount.blockedUsers(first:)': whole(1, 500),
  'SealTalkAccount.blockedUsers(after:)': none,
  'AddContactInput.userId': globalId('user'),
  'AddContactInput.alias': none,
  'AddContactInput.message': wellFormed(shown(lengths(1, 64))),
  'AcceptContactRequestInput.userId': globalId('user'),
  'IgnoreContactRequestInput.userId': globalId('user'),
  'RemoveContactInput.userId': globalId('user'),
  'SetContactAliasInput.userId': globalId('user'),
  'SetContactAliasInput.alias': wellFormed(lengths(0, 32)),
  'BlockUserInput.userId': globalId('user'),
  'UnblockUserInput.userId': globalId('user'),
  'UpdatePrivacyInput.searchableByPhone': flag,
  'UpdatePrivacyInput.searchableByStAccount': flag,
  'UpdatePrivacyInput.friendRequestsNeedApproval': flag,
  'UpdatePrivacyInput.canBeAddedToGroups': flag,
  'SetAcceptsPokesInput.acceptsPokes': flag,
  'UpdateProfileInput.nickname': wellFormed(lengths(1, 32)),
  'UpdateProfileInput.portraitUri': text(/^https?:\/\/.{5,249}$/),
  'UpdateProfileInput.stAccount': text(/^[A-Za-z][A-Za-z0-9_-]{5,19}$/),
  'RegisterInput.nickname': wellFormed(lengths(1, 32)),
  'RegisterInput.password': wellFormed(password),
  'RegisterInput.verificationToken': text(/^[\x21-\x7e]{1,256}$/),
  'LoginInput.password': wellFormed(password),
  'ResetPasswordInput.password': wellFormed(password),
  'ResetPasswordInput.verificationToken': text(/^[\x21-\x7e]{1,256}$/),
  'ChangePasswordInput.oldPassword': wellFormed(lengths(1, 100)),
  'ChangePasswordInput.newPassword': wellFormed(password),
  'VerifyCodeInput.code': text(/^[0-9]{4,6}$/),
}
