/** What `addContact` did. */
export type AddContactOutcome =
  /** The user is a contact now. */
  | 'ADDED'
  /** The user was a contact before. */
  | 'ALREADY'
  /** SealTalk only. Nothing: a request waits already, or the user does not want one. */
  | 'NOTHING'
  /** SealTalk only. The user was asked, and is a contact once they accept. */
  | 'REQUESTED';

/** What a user is to the account of the request. Blocking is apart: see `User.isBlocked`. */
export type ContactState =
  /** The account has added the user (Mixin), or the two are friends (SealTalk). */
  | 'CONTACT'
  /** SealTalk only. The account ignored the request of the user. */
  | 'IGNORED'
  /** Nothing of these, or the account has removed the contact. */
  | 'NONE'
  /** SealTalk only. The account has asked and waits for a reply. */
  | 'REQUESTED_BY_ME'
  /** SealTalk only. The user has asked: `acceptContactRequest` or `ignoreContactRequest`. */
  | 'REQUESTED_BY_THEM';

/** Kind of a conversation. A value that the gateway does not know is returned as null. */
export type ConversationCategory =
  /** One-to-one conversation between two users. Mixin only. */
  | 'CONTACT'
  /** Group. Mixin decides how many members it holds (`CONFLICT` beyond that), SealTalk says so in `maxMemberCount`. */
  | 'GROUP';

/**
 * Why something failed, in `errors[].extensions.code`. `extensions` also contains `argument` (the place of a wrong
 * argument, such as `["input", "userIds", 0]`), `network`, `upstreamCode` (the number that the network sent, if any),
 * `retryable` (true if the same request may succeed later), `retryAfterMs` (how long to wait, if known) and `requestId`
 * (include it when you report a problem to the operator of the gateway).
 */
export type ErrorCode =
  /**
   * An argument is invalid. Either the gateway rejected it before sending anything, or the network rejected it.
   * Correct the arguments; the same request fails again.
   */
  | 'BAD_USER_INPUT'
  /**
   * The current state does not allow the change, for example because a phone number or SealTalk number is taken
   * or a group is full.
   */
  | 'CONFLICT'
  /**
   * The credential does not permit this: a scope is missing, or the account is not a member or not an admin. Use
   * an account that has the permission.
   */
  | 'FORBIDDEN'
  /** The gateway has a bug. Report the `requestId` to its operator, who finds the details in the log. */
  | 'INTERNAL_SERVER_ERROR'
  /** A thing that a mutation refers to does not exist. Queries return null instead. */
  | 'NOT_FOUND'
  /**
   * A write was sent and its response was lost, so the write may or may not have taken effect. Read the current
   * state before you send it again.
   */
  | 'OUTCOME_UNKNOWN'
  /**
   * No trusted document has the hash in `extensions.persistedQuery`. Send the text; clients that send hashes first do so by
   * themselves. HTTP status 200.
   */
  | 'PERSISTED_QUERY_NOT_FOUND'
  /**
   * The gateway has no trusted documents, or executes only these and none has the hash. Send the text of each document,
   * without a hash. HTTP status 200.
   */
  | 'PERSISTED_QUERY_NOT_SUPPORTED'
  /**
   * The document is too large or causes too many upstream calls. The message names the limit. Split the request,
   * or request fewer items.
   */
  | 'QUERY_TOO_COMPLEX'
  /**
   * A rate limit is reached and no cached value is available: a limit of the network (see `Query.budgets`), or a
   * limit of the gateway for attempts to enter a password or code. With HTTP status 429, this caller sends too many
   * requests; with 503, the gateway is overloaded. Wait for `retryAfterMs`, then repeat the request.
   */
  | 'RATE_LIMITED'
  /** The credential is missing, or the network no longer accepts it. Sign in again. */
  | 'UNAUTHENTICATED'
  /** The network does not have this feature, or the network is not configured in this gateway. */
  | 'UNSUPPORTED'
  /** The network returned an error that no other code describes. `upstreamCode` contains its number. */
  | 'UPSTREAM_ERROR'
  /**
   * The network did not respond in time, refused the connection or sent an invalid response, or calls to it are paused: after
   * such failures, or by the gateway's operator. Try again later.
   */
  | 'UPSTREAM_UNAVAILABLE'
  /**
   * A verification code, authorization code, token, PIN or password is wrong, expired or already used. Ask the
   * user to enter it again. Do not retry automatically.
   */
  | 'VERIFICATION_FAILED';

/** State of a friendship on SealTalk, as seen from the account. */
export type FriendStatus =
  /** 31 on SealTalk: the account blocked the other user. */
  | 'BLOCKED_BY_ME'
  /** 30 on SealTalk: the account ended the friendship. */
  | 'DELETED_BY_ME'
  /** 20 on SealTalk: the two are friends. */
  | 'FRIENDS'
  /** 21 on SealTalk: the account ignored the friend request of the other user. */
  | 'IGNORED_BY_ME'
  /** 10 on SealTalk: the account sent a friend request and waits for a reply. */
  | 'REQUESTED_BY_ME'
  /** 11 on SealTalk: the other user sent a friend request and waits for a reply. */
  | 'REQUESTED_BY_THEM';

/** Gender as stored by SealTalk. A value that the gateway does not know is returned as null. */
export type Gender =
  /** `female` on SealTalk. */
  | 'FEMALE'
  /** `male` on SealTalk. Also the value of every new account. */
  | 'MALE';

/** SealTalk only. Who has to agree before a user becomes a member of a group. */
export type GroupNoticeKind =
  /** The owner or an admin of the group, for the receiver. */
  | 'ASKS_MANAGER'
  /** The account, which was added to the group. */
  | 'ASKS_ME';

/** SealTalk only. What has become of a group notice. */
export type GroupNoticeState =
  /** Somebody has agreed. */
  | 'AGREED'
  /** Nobody has answered in time. */
  | 'EXPIRED'
  /** Somebody has refused. */
  | 'IGNORED'
  /** Nobody has answered yet. */
  | 'WAITING';

/** Lookups whose rate a network limits. Values that the gateway has in its cache do not count. */
export type LimitedLookup =
  /** Mixin: user by identity number, if the gateway does not know the number yet. */
  | 'IDENTITY_NUMBER'
  /** Mixin: user by phone number. After Mixin has refused one, none is possible for twelve hours. */
  | 'SEARCH'
  /**
   * SealTalk: text message with a verification code. One per phone number and minute, and a limited number per
   * client address and hour.
   */
  | 'VERIFICATION_CODE';

/** Languages in which SealTalk names its regions. */
export type Locale =
  /** English. */
  | 'EN'
  /** Simplified Chinese. */
  | 'ZH';

/** From whom a Mixin account accepts something. A value that the gateway does not know is returned as null. */
export type MessageSource =
  /** Only the contacts of the account. */
  | 'CONTACTS'
  /** All users of the network. */
  | 'EVERYBODY'
  /** No one. */
  | 'NOBODY';

/** A messaging network that this gateway gives access to. */
export type Network =
  /** Mixin Messenger. It has users, apps (bots), one-to-one conversations and groups. Ids are UUIDs. */
  | 'MIXIN'
  /** A SealTalk server. It has users and groups. Ids are short strings of letters and digits, and case-sensitive. */
  | 'SEALTALK';

/** A part of messaging that a network has or lacks. */
export type NetworkFeature =
  /** Blocking users: `blockUser`, `unblockUser`. Both networks. */
  | 'BLOCKING'
  /** Folders of conversations that only the viewer sees. Mixin. */
  | 'CIRCLES'
  /** Contacts with an alias: `addContact`, `removeContact`, `setContactAlias`. Both networks. */
  | 'CONTACTS'
  /** Contacts have to agree: `acceptContactRequest`, `ignoreContactRequest`. SealTalk; on Mixin nobody is asked. */
  | 'CONTACT_REQUESTS'
  /** Messages that disappear after a time: `setDisappearingMessages`. Mixin. */
  | 'DISAPPEARING_MESSAGES'
  /** Groups that the viewer has saved: `setConversationFavorite`. SealTalk. */
  | 'FAVORITES'
  /**
   * Names, announcements, members and admins of groups: `updateConversation`, `addParticipants`, `removeParticipants`,
   * `setParticipantRoles`. Both networks.
   */
  | 'GROUP_ADMINISTRATION'
  /** Creating groups: `createGroupConversation`. Both networks. */
  | 'GROUP_CREATION'
  /** Ending a group for everyone: `dismissConversation`. SealTalk. */
  | 'GROUP_DISMISSAL'
  /** Members that wait for an approval, and `answerGroupNotice`. SealTalk. */
  | 'GROUP_NOTICES'
  /** Making another member the owner: `transferConversation`. SealTalk. */
  | 'GROUP_TRANSFER'
  /** Joining a group with the code of its invitation: `joinConversation(input: {code: …})`. Mixin. */
  | 'JOIN_BY_CODE'
  /** Joining a group by its id: `joinConversation(input: {id: …})`. SealTalk. */
  | 'JOIN_BY_ID'
  /** Muting a conversation for the viewer: `muteConversation`. Mixin. */
  | 'MUTE'
  /** Letting only the owner and admins send messages: `muteEveryone`. SealTalk. */
  | 'MUTE_EVERYONE'
  /** Sending a text: `sendMessage`. Both networks. Neither lets anybody read messages over its REST API. */
  | 'SEND_TEXT';

/** What `manageParticipants` does with the users. */
export type ParticipantAction =
  /** Add them with the given role. Requires the owner or an admin; only the owner can add admins. */
  | 'ADD'
  /** Remove them from the group and ignore `role`. Requires the owner or an admin. */
  | 'REMOVE'
  /** Set their role, which each user must have here. Requires the owner. */
  | 'ROLE';

/** What a participant may do in a conversation. */
export type ParticipantRole =
  /** `ADMIN` on Mixin, 2 (manager) on SealTalk. May change the group and its members. */
  | 'ADMIN'
  /** The empty role on Mixin, 1 on SealTalk: all other members, and both participants of a `CONTACT`. */
  | 'MEMBER'
  /** `OWNER` on Mixin, 0 (creator) on SealTalk. Each group has one owner. On SealTalk, `transferConversation` changes it. */
  | 'OWNER';

/** A profile field that SealTalk changes in its own call. */
export type ProfilePart =
  /** `UpdateProfileInput.gender`, returned as `User.gender`. */
  | 'GENDER'
  /** `UpdateProfileInput.nickname`, returned as `User.name`. */
  | 'NICKNAME'
  /** `UpdateProfileInput.portraitUri`, returned as `User.avatarUrl`. */
  | 'PORTRAIT'
  /** `UpdateProfileInput.stAccount`, returned as `User.stAccount`. */
  | 'ST_ACCOUNT';

/** Relationship of a Mixin viewer to a user. A value that the gateway does not know is returned as null. */
export type Relationship =
  /** The viewer has blocked the user. */
  | 'BLOCKING'
  /** The user is a contact of the viewer. */
  | 'FRIEND'
  /** The user is the viewer. */
  | 'ME'
  /** The user is neither a contact of the viewer nor blocked. */
  | 'STRANGER';

/** Text message provider of SealTalk. Use the same one to send and to verify a code. */
export type VerificationService =
  /** The first provider of the server. Region 86 only. */
  | 'DEFAULT'
  /** Yunpian, for all regions in `Query.regions`. Codes have six digits. */
  | 'YUNPIAN';

/** SealTalk only. Who has to agree before a user becomes a member of a group. */
export type WaitsFor =
  /** The owner or an admin of the group. */
  | 'ADMIN'
  /** The user, who wants to be asked before being put into groups. */
  | 'USER';
