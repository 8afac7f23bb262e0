import type { Resolvers } from '../generated/schema.ts'
import { networkNames } from '../global-id.ts'
import { App } from './App.ts'
import { Authorization } from './Authorization.ts'
import {
  BlacklistChange,
  ConversationChange,
  FriendChange,
  ParticipantChange,
  ProfileChange,
} from './Changes.ts'
import { Circle, CirclePayload } from './Circle.ts'
import { AddContactPayload, ContactPayload } from './contacts.ts'
import {
  ConversationConnection,
  ConversationEdge,
  ParticipantConnection,
  UserConnection,
} from './connections.ts'
import { Conversation } from './Conversation.ts'
import { ConversationPayload, ConversationPreview, WaitingParticipant } from './conversation-payloads.ts'
import { GroupNotice } from './GroupNotice.ts'
import { acceptContactRequest } from './Mutation/acceptContactRequest.ts'
import { addContact } from './Mutation/addContact.ts'
import { addParticipants } from './Mutation/addParticipants.ts'
import { answerGroupNotice } from './Mutation/answerGroupNotice.ts'
import { addToCircle } from './Mutation/addToCircle.ts'
import { authorizeApp } from './Mutation/authorizeApp.ts'
import { authorizeToken } from './Mutation/authorizeToken.ts'
import { blockUser } from './Mutation/blockUser.ts'
import { changePassword } from './Mutation/changePassword.ts'
import { createCircle } from './Mutation/createCircle.ts'
import { createContactConversation } from './Mutation/createContactConversation.ts'
import { createGroupConversation } from './Mutation/createGroupConversation.ts'
import { dismissConversation } from './Mutation/dismissConversation.ts'
import { joinConversation } from './Mutation/joinConversation.ts'
import { leaveConversation } from './Mutation/leaveConversation.ts'
import { deleteCircle } from './Mutation/deleteCircle.ts'
import { ignoreContactRequest } from './Mutation/ignoreContactRequest.ts'
import { login } from './Mutation/login.ts'
import { logout } from './Mutation/logout.ts'
import { logoutEverywhere } from './Mutation/logoutEverywhere.ts'
import { manageParticipants } from './Mutation/manageParticipants.ts'
import { muteConversation } from './Mutation/muteConversation.ts'
import { muteEveryone } from './Mutation/muteEveryone.ts'
import { register } from './Mutation/register.ts'
import { removeFromCircle } from './Mutation/removeFromCircle.ts'
import { removeContact } from './Mutation/removeContact.ts'
import { removeParticipants } from './Mutation/removeParticipants.ts'
import { renameCircle } from './Mutation/renameCircle.ts'
import { renewImToken } from './Mutation/renewImToken.ts'
import { resetPassword } from './Mutation/resetPassword.ts'
import { rotateConversationCode } from './Mutation/rotateConversationCode.ts'
import { sendMessage } from './Mutation/sendMessage.ts'
import { sendVerificationCode } from './Mutation/sendVerificationCode.ts'
import { setAcceptsPokes } from './Mutation/setAcceptsPokes.ts'
import { setConversationFavorite } from './Mutation/setConversationFavorite.ts'
import { setDisappearingMessages } from './Mutation/setDisappearingMessages.ts'
import { setDisplayName } from './Mutation/setDisplayName.ts'
import { setJoinApproval } from './Mutation/setJoinApproval.ts'
import { setMemberProtection } from './Mutation/setMemberProtection.ts'
import { setContactAlias } from './Mutation/setContactAlias.ts'
import { setParticipantRoles } from './Mutation/setParticipantRoles.ts'
import { transferConversation } from './Mutation/transferConversation.ts'
import { unblockUser } from './Mutation/unblockUser.ts'
import { updateConversation } from './Mutation/updateConversation.ts'
import { updateMixinPreferences } from './Mutation/updateMixinPreferences.ts'
import { updateMixinProfile } from './Mutation/updateMixinProfile.ts'
import { updatePrivacy } from './Mutation/updatePrivacy.ts'
import { updateProfile } from './Mutation/updateProfile.ts'
import { verifyCode } from './Mutation/verifyCode.ts'
import { MixinAccount } from './MixinAccount.ts'
import { Participant } from './Participant.ts'
import { Query } from './Query.ts'
import { Region } from './Region.ts'
import { scalars } from './scalars.ts'
import {
  BlockUserPayload,
  LoginPayload,
  RegisterPayload,
  UnblockUserPayload,
  UpdatePrivacyPayload,
  UpdateProfilePayload,
} from './sealtalk-payloads.ts'
import { SealTalkAccount } from './SealTalkAccount.ts'
import { User } from './User.ts'
import { Viewer } from './Viewer.ts'

export const resolvers: Resolvers = {
  ...scalars,
  Query,
  Mutation: {
    acceptContactRequest,
    addContact,
    addParticipants,
    answerGroupNotice,
    addToCircle,
    authorizeApp,
    authorizeToken,
    blockUser,
    changePassword,
    createCircle,
    createContactConversation,
    createGroupConversation,
    dismissConversation,
    joinConversation,
    leaveConversation,
    deleteCircle,
    ignoreContactRequest,
    login,
    logout,
    logoutEverywhere,
    manageParticipants,
    muteConversation,
    muteEveryone,
    register,
    removeFromCircle,
    removeContact,
    removeParticipants,
    renameCircle,
    renewImToken,
    resetPassword,
    rotateConversationCode,
    sendMessage,
    sendVerificationCode,
    setAcceptsPokes,
    setConversationFavorite,
    setDisappearingMessages,
    setDisplayName,
    setJoinApproval,
    setMemberProtection,
    setContactAlias,
    setParticipantRoles,
    transferConversation,
    unblockUser,
    updateConversation,
    updateMixinPreferences,
    updateMixinProfile,
    updatePrivacy,
    updateProfile,
    verifyCode,
  },
  User,
  App,
  Authorization,
  Conversation,
  ConversationConnection,
  ConversationPayload,
  ConversationPreview,
  GroupNotice,
  ConversationEdge,
  Participant,
  ParticipantConnection,
  Circle,
  CirclePayload,
  UserConnection,
  Viewer,
  MixinAccount,
  SealTalkAccount,
  Region,
  ProfileChange,
  BlacklistChange,
  FriendChange,
  ConversationChange,
  ParticipantChange,
  RegisterPayload,
  LoginPayload,
  AddContactPayload,
  ContactPayload,
  BlockUserPayload,
  UnblockUserPayload,
  UpdateProfilePayload,
  UpdatePrivacyPayload,
  WaitingParticipant,
}

/** Inside, a network goes by its name in lower case: its folder, its registry key, the first part of its ids. */
export const networkValues: Readonly<Record<string, string>> = Object.fromEntries(
  networkNames.map((name) => [name.toUpperCase(), name]),
)
