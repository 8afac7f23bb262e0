/** Kind of a conversation. A value the gateway does not know yet is null. */
export type ConversationCategory =
  /** Between two users. Mixin only. */
  | 'CONTACT'
  /** Between many: up to 256 on Mixin, up to `maxMemberCount` on SealTalk. */
  | 'GROUP';

/**
 * What went wrong, in `errors[].extensions.code`. Beside it stand `network`, `upstreamCode` (the network's own
 * number, where there is one), `retryable` (whether the same request may succeed later), `retryAfterMs` (where
 * known) and `requestId` (tell it to whoever runs this gateway).
 */
export type ErrorCode =
  /**
   * The arguments are off. The gateway refuses what it can tell before anything is sent; the rest is the
   * network's own refusal of a field. Do not repeat it as it is.
   */
  | 'BAD_USER_INPUT'
  /** It cannot be done to the thing as it is: it exists already (SealTalk number, phone), the group is full, … */
  | 'CONFLICT'
  /** The credential may not do this: a missing scope, not a member, not an admin. */
  | 'FORBIDDEN'
  /** A mistake of the gateway itself. Its log has the details under the request id. */
  | 'INTERNAL_SERVER_ERROR'
  /** A thing that a mutation names does not exist. Queries answer null instead. */
  | 'NOT_FOUND'
  /** A write was sent and its answer was lost: it may or may not have happened. Read before you repeat it. */
  | 'OUTCOME_UNKNOWN'
  /** The query is larger, or costs more, than the gateway allows: the message says which limit. Ask for less at once. */
  | 'QUERY_TOO_COMPLEX'
  /**
   * The network's rate limit, and nothing cached to answer with; see `Query.budgets`. Or one of the gateway's own:
   * passwords and codes that were tried too often, or, with HTTP status 503, too much to do at the moment. See
   * `retryAfterMs`.
   */
  | 'RATE_LIMITED'
  /** No credential, or one the network no longer accepts. Sign in again. */
  | 'UNAUTHENTICATED'
  /** This network has no such thing, or is not configured at this gateway. */
  | 'UNSUPPORTED'
  /** The network answered with an error that has no better code; `upstreamCode` tells which. */
  | 'UPSTREAM_ERROR'
  /** The network did not answer in time, refused the connection, or answered nonsense. */
  | 'UPSTREAM_UNAVAILABLE'
  /**
   * Wrong, expired or used-up verification code, authorization code, token, PIN or password. Ask the person
   * again; never repeat it by machine.
   */
  | 'VERIFICATION_FAILED';

/** How two SealTalk users stand, seen from the account: the upstream's 10, 11, 20, 21, 30 and 31. */
export type FriendStatus =
  /** 31: the account blocked the other. */
  | 'BLOCKED_BY_ME'
  /** 30: the account ended the friendship. */
  | 'DELETED_BY_ME'
  /** 20: they are friends. */
  | 'FRIENDS'
  /** 21: the account ignored the other's request. */
  | 'IGNORED_BY_ME'
  /** 10: the account asked and waits. */
  | 'REQUESTED_BY_ME'
  /** 11: the other asked and waits. */
  | 'REQUESTED_BY_THEM';

/** Gender as SealTalk keeps it, which knows these two. A value the gateway does not know yet is null. */
export type Gender =
  /** SealTalk's `female`. */
  | 'FEMALE'
  /** SealTalk's `male`, which is also the value of a new account. */
  | 'MALE';

/** Lookups that a network limits. What the gateway has met before is answered without spending them. */
export type LimitedLookup =
  /** Mixin: a user by an identity number that the gateway has not met before. */
  | 'IDENTITY_NUMBER'
  /** Mixin: a user by phone number. A refusal closes it for twelve hours. */
  | 'SEARCH'
  /**
   * SealTalk: text messages with a code: one per phone number and minute, and a number per hour and client
   * address.
   */
  | 'VERIFICATION_CODE';

/** Languages in which SealTalk names its regions. */
export type Locale =
  /** English. */
  | 'EN'
  /** Chinese, simplified. */
  | 'ZH';

/** From whom a Mixin account accepts something. A value the gateway does not know yet is null. */
export type MessageSource =
  /** From the account's contacts only. */
  | 'CONTACTS'
  /** From all users of the network. */
  | 'EVERYBODY'
  /** From no one at all. */
  | 'NOBODY';

/** A messaging network behind this gateway. */
export type Network =
  /** Mixin Messenger. Ids are UUIDs; users, apps (bots), contact and group conversations. */
  | 'MIXIN'
  /** A SealTalk server. Ids are short, case-sensitive letters and digits; users and group conversations. */
  | 'SEALTALK';

/** What `manageParticipants` does with the users it names. */
export type ParticipantAction =
  /** Let them join, with the role given. For owner or admins; admins can be added by the owner only. */
  | 'ADD'
  /** Take them out; roles are ignored. For owner or admins. */
  | 'REMOVE'
  /** Give them the role named, `MEMBER` where none is. For the owner only. */
  | 'ROLE';

/** What a participant may do in a conversation. MEMBER is Mixin's empty role. */
export type ParticipantRole =
  /** Mixin's `ADMIN`, SealTalk's 2 (manager): may change the group and its members. */
  | 'ADMIN'
  /** Mixin's empty role, SealTalk's 1: everybody else, and both sides of a `CONTACT`. */
  | 'MEMBER'
  /** Mixin's `OWNER`, SealTalk's 0 (creator). One per group; cannot be given away here. */
  | 'OWNER';

/** A part of a SealTalk profile that is changed on its own. */
export type ProfilePart =
  /** `UpdateProfileInput.gender`, shown as `User.gender`. */
  | 'GENDER'
  /** `UpdateProfileInput.nickname`, shown as `User.name`. */
  | 'NICKNAME'
  /** `UpdateProfileInput.portraitUri`, shown as `User.avatarUrl`. */
  | 'PORTRAIT'
  /** `UpdateProfileInput.stAccount`, shown as `User.stAccount`. */
  | 'ST_ACCOUNT';

/** How a Mixin viewer stands to a user. A value the gateway does not know yet is null. */
export type Relationship =
  /** The viewer has blocked this user. */
  | 'BLOCKING'
  /** The user is among the viewer's contacts. */
  | 'FRIEND'
  /** The user is the viewer. */
  | 'ME'
  /** Neither a contact nor blocked. */
  | 'STRANGER';

/** Which of SealTalk's text message providers to use. Send and verify with the same. */
export type VerificationService =
  /** The server's first provider. Region 86 only. */
  | 'DEFAULT'
  /** Yunpian, for all regions of `Query.regions`. Codes have six digits. */
  | 'YUNPIAN';
