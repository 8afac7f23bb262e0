import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { UserModel, AppModel, ConversationModel, ParticipantModel, CircleModel, LookupBudgetModel } from '../datasources/types.ts';
import type { ParticipantPage, ParticipantPageEdge, ConversationPageEdge, ConversationPage } from '../resolvers/connection.ts';
import type { AuthorizationModel, MixinAccountModel } from '../datasources/mixin/index.ts';
import type { SealTalkAccountModel, RegionModel } from '../datasources/sealtalk/index.ts';
import type { GatewayContext } from '../context.ts';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Omit<T, K extends keyof T> = Pick<T, Exclude<keyof T, K>>;
export type RequireFields<T, K extends keyof T> = Omit<T, K> & { [P in K]-?: NonNullable<T[P]> };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /**
   * RFC 3339 date-time in UTC, passed through with the upstream's own precision (up to nine decimals), such as
   * `2018-11-22T14:06:29.126458303Z`. Keep it as a string: a JavaScript `Date` loses everything behind the
   * milliseconds.
   */
  DateTime: { input: string; output: string; }
  /** Absolute http(s) URL. Whatever else the network has in such a place is null. */
  URL: { input: string; output: string; }
  /**
   * Milliseconds since the epoch, used by SealTalk as a data version: a JSON number, a safe integer, larger than
   * Int.
   */
  Version: { input: number; output: number; }
};

/** Who joins which group. */
export type AddParticipantsInput = {
  /** Global id of the group, `mixin:conversation:<uuid>`. */
  readonly id: Scalars['ID']['input'];
  /** Global ids of the users, at most 256. They join as plain members. */
  readonly userIds: ReadonlyArray<Scalars['ID']['input']>;
};

/** A Mixin app: the program behind a bot. The user it acts as has the same upstream id. Mixin only. */
export type App = Node & {
  readonly __typename?: 'App';
  /** The bot's identity number as a string, e.g. `"7000102061"`. */
  readonly appNumber: Scalars['String']['output'];
  /**
   * What the app can do. Known values: `CONTACT` (may be talked to), `GROUP` (may be in groups), `IMMERSIVE`
   * (fills the screen), `ENCRYPTED` (reads encrypted messages). Others may come. Empty if none.
   */
  readonly capabilities: ReadonlyArray<Scalars['String']['output']>;
  /**
   * Where Mixin files the app: `WALLET`, `TRADING`, `BUSINESS`, `SOCIAL`, `SHOPPING`, `EDUCATION`, `NEWS`,
   * `TOOLS`, `GAMES`, `BOOKS`, `MUSIC`, `PHOTO`, `VIDEO` or `OTHER`. Others may come. Null if empty.
   */
  readonly category?: Maybe<Scalars['String']['output']>;
  /** The user who made the app. Batched; its id alone costs no call. Null if the account is gone. */
  readonly creator?: Maybe<User>;
  /** What the app is for, in its maker's words; null if empty. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** Address that opens when the app is started. May be plain http, but never a script. Null where none is set. */
  readonly homeUri?: Maybe<Scalars['String']['output']>;
  /** Picture of the app; null where none is set. */
  readonly iconUrl?: Maybe<Scalars['URL']['output']>;
  /** Global id: `mixin:app:<uuid>`. */
  readonly id: Scalars['ID']['output'];
  /** True for apps that Mixin has verified. Null where Mixin does not tell, as in a bot's own profile. */
  readonly isVerified?: Maybe<Scalars['Boolean']['output']>;
  /** What the app is called; null if empty. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Always `MIXIN`: SealTalk has no apps. */
  readonly network: Network;
  /** Address to which OAuth sends people back. May be plain http, but never a script. Null where none is set. */
  readonly redirectUri?: Maybe<Scalars['String']['output']>;
  /** Addresses that Mixin opens with this app. Empty if none. */
  readonly resourcePatterns: ReadonlyArray<Scalars['String']['output']>;
  /** When the app was last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Mixin's app_id (a UUID), equal to the bot's user id and to the OAuth client id. */
  readonly upstreamId: Scalars['ID']['output'];
  /** The user that the app acts as (same upstream id). Its id alone costs no call. */
  readonly user?: Maybe<User>;
};

/** The bot's consent that an app may act for it, as Mixin keeps it. Mixin only. */
export type Authorization = {
  readonly __typename?: 'Authorization';
  /** When the app last used it; null if never. */
  readonly accessedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The app that receives the authorization. */
  readonly app?: Maybe<App>;
  /** What the app passes to `authorizeToken`: 64 hex characters. Works once; keep it secret. */
  readonly authorizationCode: Scalars['String']['output'];
  /** Mixin's own id of the authorization (a UUID). */
  readonly authorizationId: Scalars['ID']['output'];
  /** Mixin's own id (a UUID) of the code that the authorization request is shown as. */
  readonly codeId: Scalars['ID']['output'];
  /** When the request for it was made. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** What was granted, as a list; see `AuthorizeAppInput.scopes`. */
  readonly scopes: ReadonlyArray<Scalars['String']['output']>;
  /** Who gave the authorization. Fields that depend on the viewer are looked up, at the cost of one batched call. */
  readonly user?: Maybe<User>;
};

/** What `authorizeApp` needs. */
export type AuthorizeAppInput = {
  /** Mixin's own id (a UUID) of the app that receives the authorization. */
  readonly clientId: Scalars['ID']['input'];
  /**
   * Six digits, or the bot's spend key in hex (64 characters) once it has moved to TIP; may be left out where
   * the gateway has one configured.
   */
  readonly pin?: InputMaybe<Scalars['String']['input']>;
  /**
   * Scopes to grant; `PROFILE:READ` must be among them. Known: `PROFILE:READ`, `PHONE:READ`, `CONTACTS:READ`,
   * `ASSETS:READ`, `SNAPSHOTS:READ`, `MESSAGES:REPRESENT`, `CIRCLES:READ`, `CIRCLES:WRITE`, `COLLECTIBLES:READ`,
   * `STICKER:READ`, `APPS:READ`, `APPS:WRITE`.
   */
  readonly scopes: ReadonlyArray<Scalars['String']['input']>;
};

/** The authorization that was given. */
export type AuthorizeAppPayload = {
  readonly __typename?: 'AuthorizeAppPayload';
  /** The authorization with its code, ready for the app's `authorizeToken`. */
  readonly authorization: Authorization;
};

/** What `authorizeToken` needs. clientSecret may be left out where the gateway has one configured. */
export type AuthorizeTokenInput = {
  /** Mixin's own id (a UUID) of the app the code was given to. Left out, the gateway's own app. */
  readonly clientId?: InputMaybe<Scalars['ID']['input']>;
  /** The app's secret: 64 hex characters. May be left out where the gateway has one configured. */
  readonly clientSecret?: InputMaybe<Scalars['String']['input']>;
  /** The `code` that Mixin's OAuth redirect carried. Works once. */
  readonly code: Scalars['String']['input'];
};

/** An access token of the user who consented. */
export type AuthorizeTokenPayload = {
  readonly __typename?: 'AuthorizeTokenPayload';
  /** Opaque bearer token, valid for up to a year; its user can revoke it at any time. Keep it secret. */
  readonly accessToken: Scalars['String']['output'];
  /** Granted scopes as Mixin writes them: one string, separated by spaces. */
  readonly scope: Scalars['String']['output'];
  /** The same scopes as a list. They may be fewer than were asked for. */
  readonly scopes: ReadonlyArray<Scalars['String']['output']>;
};

/** A user was blocked or unblocked. */
export type BlacklistChange = {
  readonly __typename?: 'BlacklistChange';
  /** The user's picture; null where none is set or sent. */
  readonly avatarUrl?: Maybe<Scalars['URL']['output']>;
  /** True if the user is blocked now, false if no longer. */
  readonly isBlocked: Scalars['Boolean']['output'];
  /** The user's nickname; null where the server does not send it. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Whom it is about; null where the id cannot be used elsewhere. */
  readonly user?: Maybe<User>;
  /** SealTalk's id of the user, as /user/sync spells it. */
  readonly userUpstreamId: Scalars['ID']['output'];
  /** When it changed. */
  readonly version: Scalars['Version']['output'];
};

/** A user on the blacklist of a SealTalk account. */
export type BlacklistEntry = {
  readonly __typename?: 'BlacklistEntry';
  /** When the list entry or, on some servers, the user last changed. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Who is blocked. Arrives with the list. */
  readonly user: User;
};

/** Whom to block. */
export type BlockUserInput = {
  /** Global id of the user, `sealtalk:user:<id>`. */
  readonly userId: Scalars['ID']['input'];
};

/** Who was blocked. */
export type BlockUserPayload = {
  readonly __typename?: 'BlockUserPayload';
  /** The blocked user; null if reading it failed. */
  readonly user?: Maybe<User>;
  /** Global id of the blocked user, as sent. */
  readonly userId: Scalars['ID']['output'];
};

/** A picture with a code in it. SealTalk only. */
export type Captcha = {
  readonly __typename?: 'Captcha';
  /** Address of the picture to show. */
  readonly url: Scalars['URL']['output'];
  /** Names this picture when the solution is sent; SealTalk's own id. */
  readonly verifyId: Scalars['ID']['output'];
};

/** What changing a known password needs. */
export type ChangePasswordInput = {
  /** The password from now on: 6 to 20 characters without spaces. */
  readonly newPassword: Scalars['String']['input'];
  /** The password up to now. */
  readonly oldPassword: Scalars['String']['input'];
};

/** Whether the password was changed. */
export type ChangePasswordPayload = {
  readonly __typename?: 'ChangePasswordPayload';
  /** True: SealTalk took the new password. */
  readonly changed: Scalars['Boolean']['output'];
};

/**
 * What SealTalk's /user/sync reports. Some servers spell the ids in it in a way that no other endpoint takes
 * (raw integers); then `user` and `conversation` are null and the *UpstreamId fields, names and pictures still
 * tell who and what changed.
 *
 * Gender, SealTalk number, privacy and pokes never show up here, nor do groups that were left or dismissed on
 * servers that merely stop listing them.
 */
export type Changes = {
  readonly __typename?: 'Changes';
  /** Users who were blocked or unblocked; empty if none. */
  readonly blacklist: ReadonlyArray<BlacklistChange>;
  /** The account's own memberships in groups that began or changed; empty if none. */
  readonly conversations: ReadonlyArray<ConversationChange>;
  /** Friendships that began, ended or changed; empty if none. */
  readonly friends: ReadonlyArray<FriendChange>;
  /** Other members of those groups who came or changed; empty if none. */
  readonly participants: ReadonlyArray<ParticipantChange>;
  /** The account's own profile, null when it did not change. */
  readonly profile?: Maybe<ProfileChange>;
  /** Pass it as `since` next time; the old one again when nothing changed. */
  readonly version: Scalars['Version']['output'];
};

/** A Mixin viewer's own folder of conversations. Nobody else sees it. Mixin only. */
export type Circle = {
  readonly __typename?: 'Circle';
  /** Mixin's own id of the circle (a UUID). */
  readonly circleId: Scalars['ID']['output'];
  /** When the conversation was put into the circle. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** What the viewer calls it. Read with one call for all circles; null if that call failed or was not allowed. */
  readonly name?: Maybe<Scalars['String']['output']>;
};

/** A one-to-one talk or a group on Mixin, a group on SealTalk. */
export type Conversation = Node & {
  readonly __typename?: 'Conversation';
  /**
   * Mixin only. Notice to all members of a group, up to 1024 characters. Null if empty, and on SealTalk (see
   * `bulletin`).
   */
  readonly announcement?: Maybe<Scalars['String']['output']>;
  /**
   * SealTalk only. Notice to all members; may cost a call per group. Null if empty, and on Mixin (see
   * `announcement`).
   */
  readonly bulletin?: Maybe<Scalars['String']['output']>;
  /** One-to-one or group; always `GROUP` on SealTalk. A value the gateway does not know yet is null. */
  readonly category?: Maybe<ConversationCategory>;
  /**
   * Mixin only. The viewer's own circles that the conversation is in. An OAuth token needs `CIRCLES:READ` to
   * learn their names. Null on SealTalk.
   */
  readonly circles?: Maybe<ReadonlyArray<Circle>>;
  /**
   * Mixin only. Code of a group's invitation, Mixin's own id. Whoever knows it can join. Null for a `CONTACT`,
   * and on SealTalk.
   */
  readonly codeId?: Maybe<Scalars['ID']['output']>;
  /**
   * Mixin only. Invitation link of a group, `https://mixin.one/codes/<codeId>`. Whoever knows it can join. Null
   * for a `CONTACT`, and on SealTalk.
   */
  readonly codeUrl?: Maybe<Scalars['URL']['output']>;
  /** When the conversation was created. SealTalk tells it for favourite groups only. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * Who created it. In a `CONTACT` that is whoever opened it first, not necessarily the viewer. Batched; its id
   * alone costs no call.
   */
  readonly creator?: Maybe<User>;
  /**
   * Mixin only. Seconds after which messages disappear; 0 is never, the most is 7257600 (12 weeks). Null on
   * SealTalk.
   */
  readonly expireIn?: Maybe<Scalars['Int']['output']>;
  /** Picture of the group. Null where none is set, and for a `CONTACT`. */
  readonly iconUrl?: Maybe<Scalars['URL']['output']>;
  /** Global id: `mixin:conversation:<uuid>` or `sealtalk:conversation:<id>`. */
  readonly id: Scalars['ID']['output'];
  /** SealTalk only. Nobody but owner and admins may speak. Null on Mixin. */
  readonly isEveryoneMuted?: Maybe<Scalars['Boolean']['output']>;
  /**
   * SealTalk only. Whether the group's member protection is on; may cost a call per group. Null where not told,
   * and on Mixin.
   */
  readonly isMemberProtected?: Maybe<Scalars['Boolean']['output']>;
  /**
   * SealTalk only. True if owner or admins must approve whoever wants to join. Null where not told, and on
   * Mixin.
   */
  readonly joinNeedsApproval?: Maybe<Scalars['Boolean']['output']>;
  /** SealTalk only. How many members the group can have. Null where the server does not tell, and on Mixin. */
  readonly maxMemberCount?: Maybe<Scalars['Int']['output']>;
  /** How many take part, without loading the participants, where the network tells; null elsewhere. */
  readonly memberCount?: Maybe<Scalars['Int']['output']>;
  /**
   * Mixin only. Until when the viewer has muted the conversation. A time in the past means not muted (new groups
   * have one). Null if never muted, and on SealTalk.
   */
  readonly muteUntil?: Maybe<Scalars['DateTime']['output']>;
  /** What the group is called. Null for a `CONTACT`: show the other participant instead. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The network on which the conversation takes place. */
  readonly network: Network;
  /**
   * Who takes part, page by page. Mixin gives them with the conversation, in an order of its own (by user id in
   * all known answers, so the owner is not always first). SealTalk asks for one call, which brings the users
   * with it, and refuses it (`FORBIDDEN`) to people who are not members. `totalCount` alone makes no call for
   * the participants where the network tells the number anyway.
   */
  readonly participants?: Maybe<ParticipantConnection>;
  /**
   * SealTalk only. When the group was last changed, told for favourite groups only. Null elsewhere, and on
   * Mixin.
   */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The network's own id: conversation_id on Mixin, the group's id on SealTalk. */
  readonly upstreamId: Scalars['ID']['output'];
  /** The role of the account this request is made for; null if it does not take part or cannot be told. */
  readonly viewerRole?: Maybe<ParticipantRole>;
};


/** A one-to-one talk or a group on Mixin, a group on SealTalk. */
export type ConversationParticipantsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  role?: InputMaybe<ParticipantRole>;
};

/** Kind of a conversation. A value the gateway does not know yet is null. */
export type ConversationCategory =
  /** Between two users. Mixin only. */
  | 'CONTACT'
  /** Between many: up to 256 on Mixin, up to `maxMemberCount` on SealTalk. */
  | 'GROUP';

/** A membership of the account in a group changed. */
export type ConversationChange = {
  readonly __typename?: 'ConversationChange';
  /** The group; null where the id cannot be used elsewhere. */
  readonly conversation?: Maybe<Conversation>;
  /** SealTalk's id of the group, as /user/sync spells it. */
  readonly conversationUpstreamId: Scalars['ID']['output'];
  /** Name that the account goes by in the group; null where none. */
  readonly displayName?: Maybe<Scalars['String']['output']>;
  /** The group's picture; null where none is set or sent. */
  readonly iconUrl?: Maybe<Scalars['URL']['output']>;
  /**
   * True if the membership ended. Some servers never say so: the group is then missing from `conversations` of
   * the account.
   */
  readonly isDeleted: Scalars['Boolean']['output'];
  /** What the group is called; null where the server does not send it. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The account's role in the group. A value the gateway does not know yet is null. */
  readonly role?: Maybe<ParticipantRole>;
  /** When the group changed; null where the server does not send it. */
  readonly version?: Maybe<Scalars['Version']['output']>;
};

/** A page of conversations. */
export type ConversationConnection = {
  readonly __typename?: 'ConversationConnection';
  /** The conversations of this page, each with its cursor. */
  readonly edges: ReadonlyArray<ConversationEdge>;
  /** The conversations of this page, without cursors. */
  readonly nodes: ReadonlyArray<Conversation>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** How many there are on all pages together. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One conversation in a page. */
export type ConversationEdge = {
  readonly __typename?: 'ConversationEdge';
  /** Opaque place in the list, to be passed as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The conversation at this place. */
  readonly node: Conversation;
};

/** The conversation as the network returned it after the change. */
export type ConversationPayload = {
  readonly __typename?: 'ConversationPayload';
  /** The whole conversation, participants included, at no further call. */
  readonly conversation?: Maybe<Conversation>;
};

/** With whom to open a one-to-one conversation. */
export type CreateContactConversationInput = {
  /** Global id of the other user, `mixin:user:<uuid>`. */
  readonly userId: Scalars['ID']['input'];
};

/**
 * What a new group is made of. upstreamId is a UUID made by the caller; left out, the gateway makes one. Sending
 * the same one again returns the same conversation.
 */
export type CreateGroupConversationInput = {
  /** Notice to all members, at most 1024 characters. */
  readonly announcement?: InputMaybe<Scalars['String']['input']>;
  /** What the group is called, at most 512 characters. */
  readonly name: Scalars['String']['input'];
  /** The other members, at most 256. The bot itself becomes owner and is not listed. */
  readonly participants: ReadonlyArray<ParticipantInput>;
  /** Mixin's own id for the new group: a fresh UUID of yours. Left out, the gateway makes one. */
  readonly upstreamId?: InputMaybe<Scalars['ID']['input']>;
};

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

/** A friendship of the account changed. */
export type FriendChange = {
  readonly __typename?: 'FriendChange';
  /** The other user's picture; null where none is set or sent. */
  readonly avatarUrl?: Maybe<Scalars['URL']['output']>;
  /** Name that the account gave this friend; null where none. */
  readonly displayName?: Maybe<Scalars['String']['output']>;
  /** The other user's nickname; null where the server does not send it. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** How the two stand now, seen from the account. A value the gateway does not know yet is null. */
  readonly status?: Maybe<FriendStatus>;
  /** The other user; null where the id cannot be used elsewhere. */
  readonly user?: Maybe<User>;
  /** SealTalk's id of the other user, as /user/sync spells it. */
  readonly userUpstreamId: Scalars['ID']['output'];
  /** When it changed. */
  readonly version: Scalars['Version']['output'];
};

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

/** How to sign in. */
export type LoginInput = {
  /** 6 to 20 characters without spaces. */
  readonly password: Scalars['String']['input'];
  /** Phone number of the account. */
  readonly phone: PhoneInput;
};

/** Who signed in. The session itself travels as an HttpOnly cookie, never in the body. */
export type LoginPayload = {
  readonly __typename?: 'LoginPayload';
  /** Opens a RongCloud IM connection. The same at each login until `renewImToken`. Keep it secret. */
  readonly imToken: Scalars['String']['output'];
  /** The user who signed in; null if reading it failed. */
  readonly user?: Maybe<User>;
  /** Global id of the user. */
  readonly userId: Scalars['ID']['output'];
};

/** Whether the session has ended. */
export type LogoutPayload = {
  readonly __typename?: 'LogoutPayload';
  /** True: the session is no longer accepted here. */
  readonly loggedOut: Scalars['Boolean']['output'];
};

/** What is left of one rate-limited lookup for the credential of this request. */
export type LookupBudget = {
  readonly __typename?: 'LookupBudget';
  /** The kind of lookup that is limited. */
  readonly lookup: LimitedLookup;
  /** The network that limits the lookup. */
  readonly network: Network;
  /** Lookups that can still be made now; 0 when the next one would be `RATE_LIMITED`. */
  readonly remaining: Scalars['Int']['output'];
  /** When the next one will be possible; null while some remain. */
  readonly retryAt?: Maybe<Scalars['DateTime']['output']>;
};

/** What to do with whom in a group. */
export type ManageParticipantsInput = {
  /** What happens to the users named. */
  readonly action: ParticipantAction;
  /** Global id of the group, `mixin:conversation:<uuid>`. */
  readonly id: Scalars['ID']['input'];
  /** The users, at most 256, each with the role to give where the action takes one. */
  readonly participants: ReadonlyArray<ParticipantInput>;
};

/** From whom a Mixin account accepts something. A value the gateway does not know yet is null. */
export type MessageSource =
  /** From the account's contacts only. */
  | 'CONTACTS'
  /** From all users of the network. */
  | 'EVERYBODY'
  /** From no one at all. */
  | 'NOBODY';

/**
 * The Mixin account of this request with what only its owner sees: a person's (OAuth token) or the gateway's
 * bot. All fields arrive in one upstream call.
 */
export type MixinAccount = {
  readonly __typename?: 'MixinAccount';
  /** Who may put the account into group conversations. */
  readonly acceptConversationSource?: Maybe<MessageSource>;
  /** Who may find the account by searching. */
  readonly acceptSearchSource?: Maybe<MessageSource>;
  /** Code by which others can add the account, Mixin's own id; null if empty. */
  readonly codeId?: Maybe<Scalars['ID']['output']>;
  /** Link of that code, `https://mixin.one/codes/<codeId>`, to be shown as a QR code; null if empty. */
  readonly codeUrl?: Maybe<Scalars['URL']['output']>;
  /** State of the account's device, `ACTIVE` in known answers; null if empty. */
  readonly deviceStatus?: Maybe<Scalars['String']['output']>;
  /** Currency that amounts are shown in: an ISO 4217 code such as `USD`. */
  readonly fiatCurrency: Scalars['String']['output'];
  /** True if the account has named somebody who can help it back in. */
  readonly hasEmergencyContact: Scalars['Boolean']['output'];
  /** True if the account has set a PIN. */
  readonly hasPin: Scalars['Boolean']['output'];
  /**
   * Key that PINs of this session are encrypted with, as Mixin sends it. Only for a caller that sent a
   * credential of its own (bearer token or API key); null otherwise, and for bots with Ed25519 keys.
   */
  readonly pinToken?: Maybe<Scalars['String']['output']>;
  /**
   * The same key as base64. Only for a caller that sent a credential of its own (bearer token or API key); null
   * otherwise, and for bots with Ed25519 keys.
   */
  readonly pinTokenBase64?: Maybe<Scalars['String']['output']>;
  /** Whose messages the account accepts. */
  readonly receiveMessageSource?: Maybe<MessageSource>;
  /** Mixin's own id of the session (a UUID) that the credential belongs to; null if empty. */
  readonly sessionId?: Maybe<Scalars['ID']['output']>;
  /** Amount in `fiatCurrency` from which on a transfer has to be confirmed. */
  readonly transferConfirmationThreshold: Scalars['Float']['output'];
  /** Amount in `fiatCurrency` from which on the account is notified of a transfer. */
  readonly transferNotificationThreshold: Scalars['Float']['output'];
  /** The account as a user. For a bot, Mixin gives the user id as `phone`. */
  readonly user: User;
};

/**
 * Everything that can be changed. A payload is null when its mutation failed, and `errors` says why; the
 * mutations that stand before it in the document have happened.
 *
 * Writes are sent **once**, whatever happens. If the answer is lost the code is `OUTCOME_UNKNOWN`: read before
 * you repeat it. Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`,
 * `UPSTREAM_UNAVAILABLE`, `UPSTREAM_ERROR` or `UNSUPPORTED`; each names only what it adds to these.
 *
 * Of the mutations that tell whether a password, code, PIN or token is right (`login`, `register`, `verifyCode`,
 * `resetPassword`, `changePassword`, `authorizeToken`, `authorizeApp`) an operation has one at most; a second one
 * is `QUERY_TOO_COMPLEX`, and nothing is sent.
 */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * Mixin only. Adds members to a group. Those who are in it stay as they are. For its owner or an admin; OAuth
   * tokens are `FORBIDDEN`.
   *
   * Adds `NOT_FOUND`, `CONFLICT` (the group is full, 256) and `OUTCOME_UNKNOWN`.
   */
  readonly addParticipants?: Maybe<ConversationPayload>;
  /**
   * Mixin only. Lets the gateway's bot consent to another app's OAuth request: asks for an authorization by
   * websocket, then approves it with the bot's PIN. Needs the right to act as the bot in full; OAuth tokens are
   * `FORBIDDEN`.
   *
   * Adds `NOT_FOUND` (no such app) and `VERIFICATION_FAILED` (wrong PIN, or the request expired). After three
   * wrong PINs the gateway lets one through a day, since Mixin locks a bot after five; `retryAfterMs` then tells
   * when. Never repeated, whatever happens.
   */
  readonly authorizeApp?: Maybe<AuthorizeAppPayload>;
  /**
   * Mixin only. Turns the authorization code that an OAuth redirect brought into an access token; send that as
   * `Authorization: Bearer …` from then on. Needs no credential. A code works once: never repeat the call with
   * the same.
   *
   * Adds `VERIFICATION_FAILED` (the code is wrong, expired or used up) and `RATE_LIMITED` (too many tries from
   * this address).
   */
  readonly authorizeToken?: Maybe<AuthorizeTokenPayload>;
  /**
   * SealTalk only. Puts a user on the blacklist, a friend or not. Blocking a friend forgets the name given to
   * that friend. May be repeated.
   *
   * Adds `NOT_FOUND` (no such user) and `OUTCOME_UNKNOWN`.
   */
  readonly blockUser?: Maybe<BlockUserPayload>;
  /**
   * SealTalk only. Sets a new password for the account that is signed in. Other sessions of the account stay
   * valid.
   *
   * Adds `VERIFICATION_FAILED` (wrong old password), `RATE_LIMITED` (too many tries for this account, or from this
   * address) and `OUTCOME_UNKNOWN`.
   */
  readonly changePassword?: Maybe<ChangePasswordPayload>;
  /**
   * Mixin only. Opens the one-to-one conversation with a user, or returns the one that exists, unchanged: may be
   * repeated. Needs the right to act as the gateway's bot; OAuth tokens are `FORBIDDEN`.
   *
   * No such user is `BAD_USER_INPUT` or `NOT_FOUND`, as Mixin says.
   */
  readonly createContactConversation?: Maybe<ConversationPayload>;
  /**
   * Mixin only. Creates a group of which the gateway's bot becomes the owner. With an `upstreamId` of yours it
   * may be repeated. OAuth tokens are `FORBIDDEN`.
   *
   * Adds `NOT_FOUND` (a participant does not exist), `CONFLICT` (too many members) and `OUTCOME_UNKNOWN`.
   */
  readonly createGroupConversation?: Maybe<ConversationPayload>;
  /**
   * SealTalk only. Signs in and sets the session cookie `parley_sealtalk` (HttpOnly). Clients without cookies
   * send its value as `X-SealTalk-Session`.
   *
   * Adds `VERIFICATION_FAILED` (unknown phone or wrong password) and `RATE_LIMITED` (too many tries for this phone,
   * or from this address).
   */
  readonly login?: Maybe<LoginPayload>;
  /**
   * SealTalk only. Signs out: clears the cookie, and this gateway refuses the session from then on. RongCloud
   * connections that are open stay open.
   */
  readonly logout?: Maybe<LogoutPayload>;
  /**
   * Mixin only. Adds, removes or promotes members in one call, each with a role of its own: Mixin's participants
   * endpoint as it is. The three mutations above say the same in plainer words. OAuth tokens are `FORBIDDEN`.
   *
   * Adds `NOT_FOUND`, `CONFLICT` (the group is full, 256) and `OUTCOME_UNKNOWN`.
   */
  readonly manageParticipants?: Maybe<ConversationPayload>;
  /**
   * SealTalk only. Makes an account for a phone that proved itself with `verifyCode`, and signs it in: sets the
   * session cookie `parley_sealtalk`. Needs no session.
   *
   * Adds `VERIFICATION_FAILED` (unknown token), `CONFLICT` (the phone has an account), `RATE_LIMITED` (too many
   * tries from this address) and `OUTCOME_UNKNOWN`.
   */
  readonly register?: Maybe<RegisterPayload>;
  /**
   * Mixin only. Takes members out of a group. For its owner or an admin; OAuth tokens are `FORBIDDEN`.
   *
   * Adds `NOT_FOUND` and `OUTCOME_UNKNOWN`.
   */
  readonly removeParticipants?: Maybe<ConversationPayload>;
  /**
   * SealTalk only. A fresh token to open a RongCloud IM connection with; the former one ends. Never cached,
   * never repeated.
   *
   * Adds `OUTCOME_UNKNOWN`.
   */
  readonly renewImToken?: Maybe<RenewImTokenPayload>;
  /**
   * SealTalk only. Sets a new password for a phone that proved itself with `verifyCode`. Needs no session; signs
   * nobody out. SealTalk reports success also for a phone that has no account.
   *
   * Adds `VERIFICATION_FAILED` (unknown token), `RATE_LIMITED` (too many tries from this address) and
   * `OUTCOME_UNKNOWN`.
   */
  readonly resetPassword?: Maybe<ResetPasswordPayload>;
  /**
   * Mixin only. Gives a group a new invitation link; the old one dies. For its owner or an admin; OAuth tokens
   * are `FORBIDDEN`. Each call makes another link, so read before you repeat it.
   *
   * Adds `NOT_FOUND` and `OUTCOME_UNKNOWN`.
   */
  readonly rotateConversationCode?: Maybe<ConversationPayload>;
  /**
   * SealTalk only. Sends a code by text message to a phone that wants to register or to reset its password.
   * Needs no session. Each call costs the operator a message.
   *
   * Adds `RATE_LIMITED` (one message per number and minute, about 20 per client address and hour) and
   * `OUTCOME_UNKNOWN`.
   */
  readonly sendVerificationCode?: Maybe<SendVerificationCodePayload>;
  /**
   * SealTalk only. Lets others poke the account, or not. `OUTCOME_UNKNOWN` if the answer was lost; may be
   * repeated.
   */
  readonly setAcceptsPokes?: Maybe<SetAcceptsPokesPayload>;
  /**
   * Mixin only. Makes members of a group admins, or plain members again. For its owner only; OAuth tokens are
   * `FORBIDDEN`.
   *
   * Adds `NOT_FOUND` and `OUTCOME_UNKNOWN`.
   */
  readonly setParticipantRoles?: Maybe<ConversationPayload>;
  /**
   * SealTalk only. Takes a user off the blacklist; a blocked friend is a friend again. Succeeds also if the user
   * was not on it.
   *
   * Adds `OUTCOME_UNKNOWN`.
   */
  readonly unblockUser?: Maybe<UnblockUserPayload>;
  /**
   * Mixin only. Changes a group's name or announcement; what is left out stays. For its owner or an admin; OAuth
   * tokens are `FORBIDDEN`. Members see a notice each time, also when nothing was different.
   *
   * Adds `NOT_FOUND` and `OUTCOME_UNKNOWN`.
   */
  readonly updateConversation?: Maybe<ConversationPayload>;
  /**
   * SealTalk only. Changes privacy settings; only what is given is changed. `OUTCOME_UNKNOWN` if the answer was
   * lost.
   */
  readonly updatePrivacy?: Maybe<UpdatePrivacyPayload>;
  /**
   * SealTalk only. Changes the account's own profile; only what is given is changed, each part by an upstream
   * call of its own. Look at `failed` in the payload as well as at `errors`.
   *
   * What is off by the rules below is `BAD_USER_INPUT`, and nothing is sent.
   */
  readonly updateProfile?: Maybe<UpdateProfilePayload>;
  /**
   * SealTalk only. Exchanges the code from the text message for a token that `register` and `resetPassword`
   * take. Needs no session.
   *
   * Adds `VERIFICATION_FAILED` (the code is wrong, or older than two minutes), `NOT_FOUND` (no code was ever
   * sent to this number) and `RATE_LIMITED` (too many tries for this phone, or from this address).
   */
  readonly verifyCode?: Maybe<VerifyCodePayload>;
};


/**
 * Everything that can be changed. A payload is null when its mutation failed, and `errors` says why; the
 * mutations that stand before it in the document have happened.
 *
 * Writes are sent **once**, whatever happens. If the answer is lost the code is `OUTCOME_UNKNOWN`: read before
 * you repeat it. Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`,
 * `UPSTREAM_UNAVAILABLE`, `UPSTREAM_ERROR` or `UNSUPPORTED`; each names only what it adds to these.
 *
 * Of the mutations that tell whether a password, code, PIN or token is right (`login`, `register`, `verifyCode`,
 * `resetPassword`, `changePassword`, `authorizeToken`, `authorizeApp`) an operation has one at most; a second one
 * is `QUERY_TOO_COMPLEX`, and nothing is sent.
 */
export type MutationAddParticipantsArgs = {
  input: AddParticipantsInput;
};


/**
 * Everything that can be changed. A payload is null when its mutation failed, and `errors` says why; the
 * mutations that stand before it in the document have happened.
 *
 * Writes are sent **once**, whatever happens. If the answer is lost the code is `OUTCOME_UNKNOWN`: read before
 * you repeat it. Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`,
 * `UPSTREAM_UNAVAILABLE`, `UPSTREAM_ERROR` or `UNSUPPORTED`; each names only what it adds to these.
 *
 * Of the mutations that tell whether a password, code, PIN or token is right (`login`, `register`, `verifyCode`,
 * `resetPassword`, `changePassword`, `authorizeToken`, `authorizeApp`) an operation has one at most; a second one
 * is `QUERY_TOO_COMPLEX`, and nothing is sent.
 */
export type MutationAuthorizeAppArgs = {
  input: AuthorizeAppInput;
};


/**
 * Everything that can be changed. A payload is null when its mutation failed, and `errors` says why; the
 * mutations that stand before it in the document have happened.
 *
 * Writes are sent **once**, whatever happens. If the answer is lost the code is `OUTCOME_UNKNOWN`: read before
 * you repeat it. Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`,
 * `UPSTREAM_UNAVAILABLE`, `UPSTREAM_ERROR` or `UNSUPPORTED`; each names only what it adds to these.
 *
 * Of the mutations that tell whether a password, code, PIN or token is right (`login`, `register`, `verifyCode`,
 * `resetPassword`, `changePassword`, `authorizeToken`, `authorizeApp`) an operation has one at most; a second one
 * is `QUERY_TOO_COMPLEX`, and nothing is sent.
 */
export type MutationAuthorizeTokenArgs = {
  input: AuthorizeTokenInput;
};


/**
 * Everything that can be changed. A payload is null when its mutation failed, and `errors` says why; the
 * mutations that stand before it in the document have happened.
 *
 * Writes are sent **once**, whatever happens. If the answer is lost the code is `OUTCOME_UNKNOWN`: read before
 * you repeat it. Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`,
 * `UPSTREAM_UNAVAILABLE`, `UPSTREAM_ERROR` or `UNSUPPORTED`; each names only what it adds to these.
 *
 * Of the mutations that tell whether a password, code, PIN or token is right (`login`, `register`, `verifyCode`,
 * `resetPassword`, `changePassword`, `authorizeToken`, `authorizeApp`) an operation has one at most; a second one
 * is `QUERY_TOO_COMPLEX`, and nothing is sent.
 */
export type MutationBlockUserArgs = {
  input: BlockUserInput;
};


/**
 * Everything that can be changed. A payload is null when its mutation failed, and `errors` says why; the
 * mutations that stand before it in the document have happened.
 *
 * Writes are sent **once**, whatever happens. If the answer is lost the code is `OUTCOME_UNKNOWN`: read before
 * you repeat it. Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`,
 * `UPSTREAM_UNAVAILABLE`, `UPSTREAM_ERROR` or `UNSUPPORTED`; each names only what it adds to these.
 *
 * Of the mutations that tell whether a password, code, PIN or token is right (`login`, `register`, `verifyCode`,
 * `resetPassword`, `changePassword`, `authorizeToken`, `authorizeApp`) an operation has one at most; a second one
 * is `QUERY_TOO_COMPLEX`, and nothing is sent.
 */
export type MutationChangePasswordArgs = {
  input: ChangePasswordInput;
};


/**
 * Everything that can be changed. A payload is null when its mutation failed, and `errors` says why; the
 * mutations that stand before it in the document have happened.
 *
 * Writes are sent **once**, whatever happens. If the answer is lost the code is `OUTCOME_UNKNOWN`: read before
 * you repeat it. Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`,
 * `UPSTREAM_UNAVAILABLE`, `UPSTREAM_ERROR` or `UNSUPPORTED`; each names only what it adds to these.
 *
 * Of the mutations that tell whether a password, code, PIN or token is right (`login`, `register`, `verifyCode`,
 * `resetPassword`, `changePassword`, `authorizeToken`, `authorizeApp`) an operation has one at most; a second one
 * is `QUERY_TOO_COMPLEX`, and nothing is sent.
 */
export type MutationCreateContactConversationArgs = {
  input: CreateContactConversationInput;
};


/**
 * Everything that can be changed. A payload is null when its mutation failed, and `errors` says why; the
 * mutations that stand before it in the document have happened.
 *
 * Writes are sent **once**, whatever happens. If the answer is lost the code is `OUTCOME_UNKNOWN`: read before
 * you repeat it. Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`,
 * `UPSTREAM_UNAVAILABLE`, `UPSTREAM_ERROR` or `UNSUPPORTED`; each names only what it adds to these.
 *
 * Of the mutations that tell whether a password, code, PIN or token is right (`login`, `register`, `verifyCode`,
 * `resetPassword`, `changePassword`, `authorizeToken`, `authorizeApp`) an operation has one at most; a second one
 * is `QUERY_TOO_COMPLEX`, and nothing is sent.
 */
export type MutationCreateGroupConversationArgs = {
  input: CreateGroupConversationInput;
};


/**
 * Everything that can be changed. A payload is null when its mutation failed, and `errors` says why; the
 * mutations that stand before it in the document have happened.
 *
 * Writes are sent **once**, whatever happens. If the answer is lost the code is `OUTCOME_UNKNOWN`: read before
 * you repeat it. Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`,
 * `UPSTREAM_UNAVAILABLE`, `UPSTREAM_ERROR` or `UNSUPPORTED`; each names only what it adds to these.
 *
 * Of the mutations that tell whether a password, code, PIN or token is right (`login`, `register`, `verifyCode`,
 * `resetPassword`, `changePassword`, `authorizeToken`, `authorizeApp`) an operation has one at most; a second one
 * is `QUERY_TOO_COMPLEX`, and nothing is sent.
 */
export type MutationLoginArgs = {
  input: LoginInput;
};


/**
 * Everything that can be changed. A payload is null when its mutation failed, and `errors` says why; the
 * mutations that stand before it in the document have happened.
 *
 * Writes are sent **once**, whatever happens. If the answer is lost the code is `OUTCOME_UNKNOWN`: read before
 * you repeat it. Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`,
 * `UPSTREAM_UNAVAILABLE`, `UPSTREAM_ERROR` or `UNSUPPORTED`; each names only what it adds to these.
 *
 * Of the mutations that tell whether a password, code, PIN or token is right (`login`, `register`, `verifyCode`,
 * `resetPassword`, `changePassword`, `authorizeToken`, `authorizeApp`) an operation has one at most; a second one
 * is `QUERY_TOO_COMPLEX`, and nothing is sent.
 */
export type MutationManageParticipantsArgs = {
  input: ManageParticipantsInput;
};


/**
 * Everything that can be changed. A payload is null when its mutation failed, and `errors` says why; the
 * mutations that stand before it in the document have happened.
 *
 * Writes are sent **once**, whatever happens. If the answer is lost the code is `OUTCOME_UNKNOWN`: read before
 * you repeat it. Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`,
 * `UPSTREAM_UNAVAILABLE`, `UPSTREAM_ERROR` or `UNSUPPORTED`; each names only what it adds to these.
 *
 * Of the mutations that tell whether a password, code, PIN or token is right (`login`, `register`, `verifyCode`,
 * `resetPassword`, `changePassword`, `authorizeToken`, `authorizeApp`) an operation has one at most; a second one
 * is `QUERY_TOO_COMPLEX`, and nothing is sent.
 */
export type MutationRegisterArgs = {
  input: RegisterInput;
};


/**
 * Everything that can be changed. A payload is null when its mutation failed, and `errors` says why; the
 * mutations that stand before it in the document have happened.
 *
 * Writes are sent **once**, whatever happens. If the answer is lost the code is `OUTCOME_UNKNOWN`: read before
 * you repeat it. Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`,
 * `UPSTREAM_UNAVAILABLE`, `UPSTREAM_ERROR` or `UNSUPPORTED`; each names only what it adds to these.
 *
 * Of the mutations that tell whether a password, code, PIN or token is right (`login`, `register`, `verifyCode`,
 * `resetPassword`, `changePassword`, `authorizeToken`, `authorizeApp`) an operation has one at most; a second one
 * is `QUERY_TOO_COMPLEX`, and nothing is sent.
 */
export type MutationRemoveParticipantsArgs = {
  input: RemoveParticipantsInput;
};


/**
 * Everything that can be changed. A payload is null when its mutation failed, and `errors` says why; the
 * mutations that stand before it in the document have happened.
 *
 * Writes are sent **once**, whatever happens. If the answer is lost the code is `OUTCOME_UNKNOWN`: read before
 * you repeat it. Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`,
 * `UPSTREAM_UNAVAILABLE`, `UPSTREAM_ERROR` or `UNSUPPORTED`; each names only what it adds to these.
 *
 * Of the mutations that tell whether a password, code, PIN or token is right (`login`, `register`, `verifyCode`,
 * `resetPassword`, `changePassword`, `authorizeToken`, `authorizeApp`) an operation has one at most; a second one
 * is `QUERY_TOO_COMPLEX`, and nothing is sent.
 */
export type MutationResetPasswordArgs = {
  input: ResetPasswordInput;
};


/**
 * Everything that can be changed. A payload is null when its mutation failed, and `errors` says why; the
 * mutations that stand before it in the document have happened.
 *
 * Writes are sent **once**, whatever happens. If the answer is lost the code is `OUTCOME_UNKNOWN`: read before
 * you repeat it. Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`,
 * `UPSTREAM_UNAVAILABLE`, `UPSTREAM_ERROR` or `UNSUPPORTED`; each names only what it adds to these.
 *
 * Of the mutations that tell whether a password, code, PIN or token is right (`login`, `register`, `verifyCode`,
 * `resetPassword`, `changePassword`, `authorizeToken`, `authorizeApp`) an operation has one at most; a second one
 * is `QUERY_TOO_COMPLEX`, and nothing is sent.
 */
export type MutationRotateConversationCodeArgs = {
  input: RotateConversationCodeInput;
};


/**
 * Everything that can be changed. A payload is null when its mutation failed, and `errors` says why; the
 * mutations that stand before it in the document have happened.
 *
 * Writes are sent **once**, whatever happens. If the answer is lost the code is `OUTCOME_UNKNOWN`: read before
 * you repeat it. Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`,
 * `UPSTREAM_UNAVAILABLE`, `UPSTREAM_ERROR` or `UNSUPPORTED`; each names only what it adds to these.
 *
 * Of the mutations that tell whether a password, code, PIN or token is right (`login`, `register`, `verifyCode`,
 * `resetPassword`, `changePassword`, `authorizeToken`, `authorizeApp`) an operation has one at most; a second one
 * is `QUERY_TOO_COMPLEX`, and nothing is sent.
 */
export type MutationSendVerificationCodeArgs = {
  input: SendVerificationCodeInput;
};


/**
 * Everything that can be changed. A payload is null when its mutation failed, and `errors` says why; the
 * mutations that stand before it in the document have happened.
 *
 * Writes are sent **once**, whatever happens. If the answer is lost the code is `OUTCOME_UNKNOWN`: read before
 * you repeat it. Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`,
 * `UPSTREAM_UNAVAILABLE`, `UPSTREAM_ERROR` or `UNSUPPORTED`; each names only what it adds to these.
 *
 * Of the mutations that tell whether a password, code, PIN or token is right (`login`, `register`, `verifyCode`,
 * `resetPassword`, `changePassword`, `authorizeToken`, `authorizeApp`) an operation has one at most; a second one
 * is `QUERY_TOO_COMPLEX`, and nothing is sent.
 */
export type MutationSetAcceptsPokesArgs = {
  input: SetAcceptsPokesInput;
};


/**
 * Everything that can be changed. A payload is null when its mutation failed, and `errors` says why; the
 * mutations that stand before it in the document have happened.
 *
 * Writes are sent **once**, whatever happens. If the answer is lost the code is `OUTCOME_UNKNOWN`: read before
 * you repeat it. Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`,
 * `UPSTREAM_UNAVAILABLE`, `UPSTREAM_ERROR` or `UNSUPPORTED`; each names only what it adds to these.
 *
 * Of the mutations that tell whether a password, code, PIN or token is right (`login`, `register`, `verifyCode`,
 * `resetPassword`, `changePassword`, `authorizeToken`, `authorizeApp`) an operation has one at most; a second one
 * is `QUERY_TOO_COMPLEX`, and nothing is sent.
 */
export type MutationSetParticipantRolesArgs = {
  input: SetParticipantRolesInput;
};


/**
 * Everything that can be changed. A payload is null when its mutation failed, and `errors` says why; the
 * mutations that stand before it in the document have happened.
 *
 * Writes are sent **once**, whatever happens. If the answer is lost the code is `OUTCOME_UNKNOWN`: read before
 * you repeat it. Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`,
 * `UPSTREAM_UNAVAILABLE`, `UPSTREAM_ERROR` or `UNSUPPORTED`; each names only what it adds to these.
 *
 * Of the mutations that tell whether a password, code, PIN or token is right (`login`, `register`, `verifyCode`,
 * `resetPassword`, `changePassword`, `authorizeToken`, `authorizeApp`) an operation has one at most; a second one
 * is `QUERY_TOO_COMPLEX`, and nothing is sent.
 */
export type MutationUnblockUserArgs = {
  input: UnblockUserInput;
};


/**
 * Everything that can be changed. A payload is null when its mutation failed, and `errors` says why; the
 * mutations that stand before it in the document have happened.
 *
 * Writes are sent **once**, whatever happens. If the answer is lost the code is `OUTCOME_UNKNOWN`: read before
 * you repeat it. Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`,
 * `UPSTREAM_UNAVAILABLE`, `UPSTREAM_ERROR` or `UNSUPPORTED`; each names only what it adds to these.
 *
 * Of the mutations that tell whether a password, code, PIN or token is right (`login`, `register`, `verifyCode`,
 * `resetPassword`, `changePassword`, `authorizeToken`, `authorizeApp`) an operation has one at most; a second one
 * is `QUERY_TOO_COMPLEX`, and nothing is sent.
 */
export type MutationUpdateConversationArgs = {
  input: UpdateConversationInput;
};


/**
 * Everything that can be changed. A payload is null when its mutation failed, and `errors` says why; the
 * mutations that stand before it in the document have happened.
 *
 * Writes are sent **once**, whatever happens. If the answer is lost the code is `OUTCOME_UNKNOWN`: read before
 * you repeat it. Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`,
 * `UPSTREAM_UNAVAILABLE`, `UPSTREAM_ERROR` or `UNSUPPORTED`; each names only what it adds to these.
 *
 * Of the mutations that tell whether a password, code, PIN or token is right (`login`, `register`, `verifyCode`,
 * `resetPassword`, `changePassword`, `authorizeToken`, `authorizeApp`) an operation has one at most; a second one
 * is `QUERY_TOO_COMPLEX`, and nothing is sent.
 */
export type MutationUpdatePrivacyArgs = {
  input: UpdatePrivacyInput;
};


/**
 * Everything that can be changed. A payload is null when its mutation failed, and `errors` says why; the
 * mutations that stand before it in the document have happened.
 *
 * Writes are sent **once**, whatever happens. If the answer is lost the code is `OUTCOME_UNKNOWN`: read before
 * you repeat it. Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`,
 * `UPSTREAM_UNAVAILABLE`, `UPSTREAM_ERROR` or `UNSUPPORTED`; each names only what it adds to these.
 *
 * Of the mutations that tell whether a password, code, PIN or token is right (`login`, `register`, `verifyCode`,
 * `resetPassword`, `changePassword`, `authorizeToken`, `authorizeApp`) an operation has one at most; a second one
 * is `QUERY_TOO_COMPLEX`, and nothing is sent.
 */
export type MutationUpdateProfileArgs = {
  input: UpdateProfileInput;
};


/**
 * Everything that can be changed. A payload is null when its mutation failed, and `errors` says why; the
 * mutations that stand before it in the document have happened.
 *
 * Writes are sent **once**, whatever happens. If the answer is lost the code is `OUTCOME_UNKNOWN`: read before
 * you repeat it. Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`,
 * `UPSTREAM_UNAVAILABLE`, `UPSTREAM_ERROR` or `UNSUPPORTED`; each names only what it adds to these.
 *
 * Of the mutations that tell whether a password, code, PIN or token is right (`login`, `register`, `verifyCode`,
 * `resetPassword`, `changePassword`, `authorizeToken`, `authorizeApp`) an operation has one at most; a second one
 * is `QUERY_TOO_COMPLEX`, and nothing is sent.
 */
export type MutationVerifyCodeArgs = {
  input: VerifyCodeInput;
};

/** A messaging network behind this gateway. */
export type Network =
  /** Mixin Messenger. Ids are UUIDs; users, apps (bots), contact and group conversations. */
  | 'MIXIN'
  /** A SealTalk server. Ids are short, case-sensitive letters and digits; users and group conversations. */
  | 'SEALTALK';

/** A thing with a global id, which `Query.node` finds again. */
export type Node = {
  /** Global id: `<network>:<kind>:<upstream id>`. Stable, and safe to keep. */
  readonly id: Scalars['ID']['output'];
};

/** Where a page of a connection stands in the whole list. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Cursor of the last item, to be passed as `after` for the next page; null on an empty page. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** True if there is more behind this page: ask again with `after: endCursor`. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /** True if the page does not begin at the start of the list. Paging itself only goes forward. */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first item; null on an empty page. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** A user's membership in one conversation. */
export type Participant = {
  readonly __typename?: 'Participant';
  /** When the user joined. Whoever was removed and added again has the later time. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** SealTalk only. Name shown inside the group; null where the user goes by the nickname, and on Mixin. */
  readonly displayName?: Maybe<Scalars['String']['output']>;
  /** What the user may do here. A value the gateway does not know yet is null. */
  readonly role?: Maybe<ParticipantRole>;
  /** Mixin only. Devices the user is signed in on; empty if none. Null on SealTalk. */
  readonly sessions?: Maybe<ReadonlyArray<ParticipantSession>>;
  /**
   * Who it is. On Mixin fetched in batches of 100, on SealTalk arriving with the list. Null if the account is
   * gone.
   */
  readonly user?: Maybe<User>;
  /** Global id of the user. Costs no call. */
  readonly userId: Scalars['ID']['output'];
};

/** What `manageParticipants` does with the users it names. */
export type ParticipantAction =
  /** Let them join, with the role given. For owner or admins; admins can be added by the owner only. */
  | 'ADD'
  /** Take them out; roles are ignored. For owner or admins. */
  | 'REMOVE'
  /** Give them the role named, `MEMBER` where none is. For the owner only. */
  | 'ROLE';

/** A member of one of the account's groups came or changed. */
export type ParticipantChange = {
  readonly __typename?: 'ParticipantChange';
  /** The member's picture; null where none is set or sent. */
  readonly avatarUrl?: Maybe<Scalars['URL']['output']>;
  /** The group; null where the id cannot be used elsewhere. */
  readonly conversation?: Maybe<Conversation>;
  /** SealTalk's id of the group, as /user/sync spells it. */
  readonly conversationUpstreamId: Scalars['ID']['output'];
  /** Name that the member goes by in the group; null where none. */
  readonly displayName?: Maybe<Scalars['String']['output']>;
  /** True if the membership ended. Some servers never say so. */
  readonly isDeleted: Scalars['Boolean']['output'];
  /** The member's nickname; null where the server does not send it. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The member's role. A value the gateway does not know yet is null. */
  readonly role?: Maybe<ParticipantRole>;
  /** The member as a user; null where the id cannot be used elsewhere. */
  readonly user?: Maybe<User>;
  /** SealTalk's id of the member, as /user/sync spells it. */
  readonly userUpstreamId: Scalars['ID']['output'];
  /** When it changed. */
  readonly version: Scalars['Version']['output'];
};

/** A page of participants. */
export type ParticipantConnection = {
  readonly __typename?: 'ParticipantConnection';
  /** The participants of this page, each with its cursor. */
  readonly edges: ReadonlyArray<ParticipantEdge>;
  /** The participants of this page, without cursors. */
  readonly nodes: ReadonlyArray<Participant>;
  /** Where the page stands in the list. */
  readonly pageInfo: PageInfo;
  /** How many there are on all pages together, under the same `role` filter. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One participant in a page. */
export type ParticipantEdge = {
  readonly __typename?: 'ParticipantEdge';
  /** Opaque place in the list, to be passed as `after`. */
  readonly cursor: Scalars['String']['output'];
  /** The participant at this place. */
  readonly node: Participant;
};

/** A user and the role to give. */
export type ParticipantInput = {
  /** `ADMIN` or `MEMBER`; left out, `MEMBER`. `OWNER` is `BAD_USER_INPUT`. */
  readonly role?: InputMaybe<ParticipantRole>;
  /** Global id of the user, `mixin:user:<uuid>`. */
  readonly userId: Scalars['ID']['input'];
};

/** What a participant may do in a conversation. MEMBER is Mixin's empty role. */
export type ParticipantRole =
  /** Mixin's `ADMIN`, SealTalk's 2 (manager): may change the group and its members. */
  | 'ADMIN'
  /** Mixin's empty role, SealTalk's 1: everybody else, and both sides of a `CONTACT`. */
  | 'MEMBER'
  /** Mixin's `OWNER`, SealTalk's 0 (creator). One per group; cannot be given away here. */
  | 'OWNER';

/** A device on which a participant is signed in; what is needed to encrypt messages for it. Mixin only. */
export type ParticipantSession = {
  readonly __typename?: 'ParticipantSession';
  /** X25519 public key, base64url without padding. Empty for a client that cannot encrypt. */
  readonly publicKey: Scalars['String']['output'];
  /** Mixin's own id of the session (a UUID). */
  readonly sessionId: Scalars['ID']['output'];
};

/** A phone number in two parts, both strings: `{region: "86", number: "13812345678"}`. */
export type PhoneInput = {
  /** The number inside the region: digits only, without the dialling code. With it, 5 to 15 digits. */
  readonly number: Scalars['String']['input'];
  /** International dialling code without +, e.g. "86". `Query.regions` lists those of SealTalk. */
  readonly region: Scalars['String']['input'];
};

/** By what others may find a SealTalk account, and what they may do without asking. All true for a new account. */
export type PrivacySettings = {
  readonly __typename?: 'PrivacySettings';
  /** True if others may put the account into groups directly; false if it is asked first (groupVerify). */
  readonly canBeAddedToGroups: Scalars['Boolean']['output'];
  /** True if friend requests wait for consent; false if they are accepted at once (friVerify). */
  readonly friendRequestsNeedApproval: Scalars['Boolean']['output'];
  /** True if others may find the account by its phone number (SealTalk's phoneVerify). */
  readonly searchableByPhone: Scalars['Boolean']['output'];
  /** True if others may find the account by its SealTalk number (stSearchVerify). */
  readonly searchableByStAccount: Scalars['Boolean']['output'];
};

/** The account's own name or picture changed. */
export type ProfileChange = {
  readonly __typename?: 'ProfileChange';
  /** The picture now; null where none is set. */
  readonly avatarUrl?: Maybe<Scalars['URL']['output']>;
  /** The nickname now. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The account as a user; null where the id cannot be used elsewhere. */
  readonly user?: Maybe<User>;
  /** SealTalk's id of the account, as /user/sync spells it. */
  readonly userUpstreamId: Scalars['ID']['output'];
  /** When it changed. */
  readonly version: Scalars['Version']['output'];
};

/** Why a part of the profile was not changed. */
export type ProfileFailure = {
  readonly __typename?: 'ProfileFailure';
  /** What went wrong, such as `CONFLICT` for a SealTalk number that is taken. */
  readonly code: ErrorCode;
  /** The same in a sentence, in English, for developers. */
  readonly message: Scalars['String']['output'];
  /** The part that was refused. */
  readonly part: ProfilePart;
};

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

/**
 * Everything that can be read. Lookups answer `null` for a thing that does not exist; an error means that the
 * question could not be answered.
 *
 * **Ids.** Fields and arguments named `id`, `…Id` or `ids` of type ID hold *global ids*:
 * `<network>:<kind>:<upstream id>`, network and kind in lower case, for example
 * `mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115`, `mixin:app:…`, `mixin:conversation:…`,
 * `sealtalk:user:5Vg2Xh9f`, `sealtalk:conversation:sdf9sd0df98`. Where an ID is the network's own instead
 * (`upstreamId`, `clientId`, `mixinUserId`, …) its description says so. Mixin's UUIDs may be sent in capitals
 * and come back in lower case; SealTalk's ids are case-sensitive. An id of the wrong form or kind is
 * `BAD_USER_INPUT`.
 *
 * **Null.** What a network leaves empty is null, never `""`. A field that only one network has is null on the
 * other. Whatever needs an upstream call of its own is nullable, so that one failure leaves the rest of the
 * answer standing; `errors` then says what happened, with a code out of `ErrorCode`.
 */
export type Query = {
  readonly __typename?: 'Query';
  /**
   * A Mixin app (bot) by its global id; null if there is none. Asked for through the user that the app acts as,
   * so it costs no more than that user. SealTalk has no apps.
   */
  readonly app?: Maybe<App>;
  /**
   * What is left of each rate-limited lookup for this caller, so that a page can switch its search box off
   * instead of showing an error. No upstream call.
   */
  readonly budgets: ReadonlyArray<LookupBudget>;
  /**
   * A picture code to solve before SealTalk sends a text message. Needs no session; one upstream call, never
   * cached. `UNSUPPORTED` where the server cannot make one.
   */
  readonly captcha?: Maybe<Captcha>;
  /**
   * A conversation by its global id; null if there is none. `FORBIDDEN` where the viewer is not a member
   * (Mixin). One upstream call, participants included on Mixin.
   */
  readonly conversation?: Maybe<Conversation>;
  /**
   * Whether a phone number can still register with SealTalk: true if nobody has it. Needs no session; one
   * upstream call. A bad number of region 86 is `BAD_USER_INPUT`.
   */
  readonly isPhoneAvailable?: Maybe<Scalars['Boolean']['output']>;
  /**
   * Any thing by its global id: a user, an app or a conversation. Null if there is no such thing. Its existence
   * is checked upstream, unless a recent answer already told.
   */
  readonly node?: Maybe<Node>;
  /**
   * Many things by their global ids, in the order asked, with null in the place of whatever does not exist.
   * Kinds and networks may be mixed; users are fetched in batches.
   */
  readonly nodes: ReadonlyArray<Maybe<Node>>;
  /**
   * Dialling regions that SealTalk accepts, about 220. Needs no session; one upstream call. Two places may share
   * a code: "1" is Canada and the United States.
   */
  readonly regions?: Maybe<ReadonlyArray<Region>>;
  /**
   * One user, named in exactly one way. Null if there is no such user, or if the user does not want to be found
   * that way (SealTalk). `RATE_LIMITED` may come from the ways that say so in `UserBy`.
   */
  readonly user?: Maybe<User>;
  /**
   * Many users, in the order asked; null where there is no such user. Ids are fetched with as few upstream calls
   * as the network allows: Mixin takes 100 ids in one call, SealTalk's names and avatars come in one call. One
   * that fails is null with an error at its own place; the others still answer.
   */
  readonly users: ReadonlyArray<Maybe<User>>;
  /**
   * The accounts this request is made for, one per network, null where not signed in. Mixin: the owner of the
   * OAuth token in `Authorization`, or the gateway's bot where the caller may act as it. SealTalk: the account
   * of the session cookie or of `X-SealTalk-Session`.
   */
  readonly viewer: Viewer;
};


/**
 * Everything that can be read. Lookups answer `null` for a thing that does not exist; an error means that the
 * question could not be answered.
 *
 * **Ids.** Fields and arguments named `id`, `…Id` or `ids` of type ID hold *global ids*:
 * `<network>:<kind>:<upstream id>`, network and kind in lower case, for example
 * `mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115`, `mixin:app:…`, `mixin:conversation:…`,
 * `sealtalk:user:5Vg2Xh9f`, `sealtalk:conversation:sdf9sd0df98`. Where an ID is the network's own instead
 * (`upstreamId`, `clientId`, `mixinUserId`, …) its description says so. Mixin's UUIDs may be sent in capitals
 * and come back in lower case; SealTalk's ids are case-sensitive. An id of the wrong form or kind is
 * `BAD_USER_INPUT`.
 *
 * **Null.** What a network leaves empty is null, never `""`. A field that only one network has is null on the
 * other. Whatever needs an upstream call of its own is nullable, so that one failure leaves the rest of the
 * answer standing; `errors` then says what happened, with a code out of `ErrorCode`.
 */
export type QueryAppArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be read. Lookups answer `null` for a thing that does not exist; an error means that the
 * question could not be answered.
 *
 * **Ids.** Fields and arguments named `id`, `…Id` or `ids` of type ID hold *global ids*:
 * `<network>:<kind>:<upstream id>`, network and kind in lower case, for example
 * `mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115`, `mixin:app:…`, `mixin:conversation:…`,
 * `sealtalk:user:5Vg2Xh9f`, `sealtalk:conversation:sdf9sd0df98`. Where an ID is the network's own instead
 * (`upstreamId`, `clientId`, `mixinUserId`, …) its description says so. Mixin's UUIDs may be sent in capitals
 * and come back in lower case; SealTalk's ids are case-sensitive. An id of the wrong form or kind is
 * `BAD_USER_INPUT`.
 *
 * **Null.** What a network leaves empty is null, never `""`. A field that only one network has is null on the
 * other. Whatever needs an upstream call of its own is nullable, so that one failure leaves the rest of the
 * answer standing; `errors` then says what happened, with a code out of `ErrorCode`.
 */
export type QueryConversationArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be read. Lookups answer `null` for a thing that does not exist; an error means that the
 * question could not be answered.
 *
 * **Ids.** Fields and arguments named `id`, `…Id` or `ids` of type ID hold *global ids*:
 * `<network>:<kind>:<upstream id>`, network and kind in lower case, for example
 * `mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115`, `mixin:app:…`, `mixin:conversation:…`,
 * `sealtalk:user:5Vg2Xh9f`, `sealtalk:conversation:sdf9sd0df98`. Where an ID is the network's own instead
 * (`upstreamId`, `clientId`, `mixinUserId`, …) its description says so. Mixin's UUIDs may be sent in capitals
 * and come back in lower case; SealTalk's ids are case-sensitive. An id of the wrong form or kind is
 * `BAD_USER_INPUT`.
 *
 * **Null.** What a network leaves empty is null, never `""`. A field that only one network has is null on the
 * other. Whatever needs an upstream call of its own is nullable, so that one failure leaves the rest of the
 * answer standing; `errors` then says what happened, with a code out of `ErrorCode`.
 */
export type QueryIsPhoneAvailableArgs = {
  phone: PhoneInput;
};


/**
 * Everything that can be read. Lookups answer `null` for a thing that does not exist; an error means that the
 * question could not be answered.
 *
 * **Ids.** Fields and arguments named `id`, `…Id` or `ids` of type ID hold *global ids*:
 * `<network>:<kind>:<upstream id>`, network and kind in lower case, for example
 * `mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115`, `mixin:app:…`, `mixin:conversation:…`,
 * `sealtalk:user:5Vg2Xh9f`, `sealtalk:conversation:sdf9sd0df98`. Where an ID is the network's own instead
 * (`upstreamId`, `clientId`, `mixinUserId`, …) its description says so. Mixin's UUIDs may be sent in capitals
 * and come back in lower case; SealTalk's ids are case-sensitive. An id of the wrong form or kind is
 * `BAD_USER_INPUT`.
 *
 * **Null.** What a network leaves empty is null, never `""`. A field that only one network has is null on the
 * other. Whatever needs an upstream call of its own is nullable, so that one failure leaves the rest of the
 * answer standing; `errors` then says what happened, with a code out of `ErrorCode`.
 */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/**
 * Everything that can be read. Lookups answer `null` for a thing that does not exist; an error means that the
 * question could not be answered.
 *
 * **Ids.** Fields and arguments named `id`, `…Id` or `ids` of type ID hold *global ids*:
 * `<network>:<kind>:<upstream id>`, network and kind in lower case, for example
 * `mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115`, `mixin:app:…`, `mixin:conversation:…`,
 * `sealtalk:user:5Vg2Xh9f`, `sealtalk:conversation:sdf9sd0df98`. Where an ID is the network's own instead
 * (`upstreamId`, `clientId`, `mixinUserId`, …) its description says so. Mixin's UUIDs may be sent in capitals
 * and come back in lower case; SealTalk's ids are case-sensitive. An id of the wrong form or kind is
 * `BAD_USER_INPUT`.
 *
 * **Null.** What a network leaves empty is null, never `""`. A field that only one network has is null on the
 * other. Whatever needs an upstream call of its own is nullable, so that one failure leaves the rest of the
 * answer standing; `errors` then says what happened, with a code out of `ErrorCode`.
 */
export type QueryNodesArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


/**
 * Everything that can be read. Lookups answer `null` for a thing that does not exist; an error means that the
 * question could not be answered.
 *
 * **Ids.** Fields and arguments named `id`, `…Id` or `ids` of type ID hold *global ids*:
 * `<network>:<kind>:<upstream id>`, network and kind in lower case, for example
 * `mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115`, `mixin:app:…`, `mixin:conversation:…`,
 * `sealtalk:user:5Vg2Xh9f`, `sealtalk:conversation:sdf9sd0df98`. Where an ID is the network's own instead
 * (`upstreamId`, `clientId`, `mixinUserId`, …) its description says so. Mixin's UUIDs may be sent in capitals
 * and come back in lower case; SealTalk's ids are case-sensitive. An id of the wrong form or kind is
 * `BAD_USER_INPUT`.
 *
 * **Null.** What a network leaves empty is null, never `""`. A field that only one network has is null on the
 * other. Whatever needs an upstream call of its own is nullable, so that one failure leaves the rest of the
 * answer standing; `errors` then says what happened, with a code out of `ErrorCode`.
 */
export type QueryUserArgs = {
  by: UserBy;
};


/**
 * Everything that can be read. Lookups answer `null` for a thing that does not exist; an error means that the
 * question could not be answered.
 *
 * **Ids.** Fields and arguments named `id`, `…Id` or `ids` of type ID hold *global ids*:
 * `<network>:<kind>:<upstream id>`, network and kind in lower case, for example
 * `mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115`, `mixin:app:…`, `mixin:conversation:…`,
 * `sealtalk:user:5Vg2Xh9f`, `sealtalk:conversation:sdf9sd0df98`. Where an ID is the network's own instead
 * (`upstreamId`, `clientId`, `mixinUserId`, …) its description says so. Mixin's UUIDs may be sent in capitals
 * and come back in lower case; SealTalk's ids are case-sensitive. An id of the wrong form or kind is
 * `BAD_USER_INPUT`.
 *
 * **Null.** What a network leaves empty is null, never `""`. A field that only one network has is null on the
 * other. Whatever needs an upstream call of its own is nullable, so that one failure leaves the rest of the
 * answer standing; `errors` then says what happened, with a code out of `ErrorCode`.
 */
export type QueryUsersArgs = {
  by: ReadonlyArray<UserBy>;
};

/** A place with a dialling code, for a list to choose from. SealTalk only. */
export type Region = {
  readonly __typename?: 'Region';
  /** Dialling code without +, e.g. `"86"`. Not unique in the list. */
  readonly code: Scalars['String']['output'];
  /** What the place is called, in the language asked for. */
  readonly name: Scalars['String']['output'];
};


/** A place with a dialling code, for a list to choose from. SealTalk only. */
export type RegionNameArgs = {
  locale?: InputMaybe<Locale>;
};

/** What a new account needs. */
export type RegisterInput = {
  /** Name that others see, 1 to 32 characters. */
  readonly nickname: Scalars['String']['input'];
  /** 6 to 20 characters without spaces. */
  readonly password: Scalars['String']['input'];
  /** `VerifyCodePayload.verificationToken` of the phone. */
  readonly verificationToken: Scalars['String']['input'];
};

/** The new account, signed in. The session travels as an HttpOnly cookie, never in the body. */
export type RegisterPayload = {
  readonly __typename?: 'RegisterPayload';
  /** The new user; null if reading it failed. */
  readonly user?: Maybe<User>;
  /** Global id of the new user. */
  readonly userId: Scalars['ID']['output'];
};

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

/** Who leaves which group. */
export type RemoveParticipantsInput = {
  /** Global id of the group, `mixin:conversation:<uuid>`. */
  readonly id: Scalars['ID']['input'];
  /** Global ids of the users, at most 256. */
  readonly userIds: ReadonlyArray<Scalars['ID']['input']>;
};

/** The new token for RongCloud. */
export type RenewImTokenPayload = {
  readonly __typename?: 'RenewImTokenPayload';
  /** Opens a RongCloud IM connection; all earlier ones are void. Keep it secret. */
  readonly imToken: Scalars['String']['output'];
};

/** What setting a forgotten password needs. */
export type ResetPasswordInput = {
  /** The new one: 6 to 20 characters without spaces. */
  readonly password: Scalars['String']['input'];
  /** `VerifyCodePayload.verificationToken` of the phone. */
  readonly verificationToken: Scalars['String']['input'];
};

/** Whether the password was reset. */
export type ResetPasswordPayload = {
  readonly __typename?: 'ResetPasswordPayload';
  /** True: SealTalk took the new password. */
  readonly changed: Scalars['Boolean']['output'];
};

/** Which group gets a new invitation link. */
export type RotateConversationCodeInput = {
  /** Global id of the group, `mixin:conversation:<uuid>`. */
  readonly id: Scalars['ID']['input'];
};

/**
 * The SealTalk account of this request. Each field costs one upstream call of its own; those that are not
 * selected cost none.
 */
export type SealTalkAccount = {
  readonly __typename?: 'SealTalkAccount';
  /** True if the account lets others poke it, SealTalk's short nudge. */
  readonly acceptsPokes?: Maybe<Scalars['Boolean']['output']>;
  /** Users the account has blocked, whole. SealTalk may show names in it that are up to an hour old. */
  readonly blacklist?: Maybe<ReadonlyArray<BlacklistEntry>>;
  /**
   * What changed since a version returned earlier; 0 for everything. Keep `version` from the answer and pass it
   * next time.
   */
  readonly changes?: Maybe<Changes>;
  /**
   * Every group the account is in, with member counts. SealTalk may show mute and approval settings in it that
   * are up to an hour old.
   */
  readonly conversations?: Maybe<ReadonlyArray<Conversation>>;
  /** Groups saved to the address book; paged upstream by offset and limit. */
  readonly favoriteConversations?: Maybe<ConversationConnection>;
  /** By what others may find the account, and what they may do without asking. */
  readonly privacy?: Maybe<PrivacySettings>;
  /** Token to upload files with. A new one for each request. */
  readonly storageToken?: Maybe<StorageToken>;
  /** The account as a user. SealTalk has no call for "me"; the gateway remembers the id from signing in. */
  readonly user?: Maybe<User>;
};


/**
 * The SealTalk account of this request. Each field costs one upstream call of its own; those that are not
 * selected cost none.
 */
export type SealTalkAccountChangesArgs = {
  since?: Scalars['Version']['input'];
};


/**
 * The SealTalk account of this request. Each field costs one upstream call of its own; those that are not
 * selected cost none.
 */
export type SealTalkAccountFavoriteConversationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** Where to send a code. */
export type SendVerificationCodeInput = {
  /** The phone that gets the text message. */
  readonly phone: PhoneInput;
  /** Provider to send with. */
  readonly service?: InputMaybe<VerificationService>;
};

/** Whether a code is on its way. */
export type SendVerificationCodePayload = {
  readonly __typename?: 'SendVerificationCodePayload';
  /** True: the provider took the message. */
  readonly sent: Scalars['Boolean']['output'];
};

/** Whether to be poked. */
export type SetAcceptsPokesInput = {
  /** True to let others poke the account. */
  readonly acceptsPokes: Scalars['Boolean']['input'];
};

/** The setting after the change. */
export type SetAcceptsPokesPayload = {
  readonly __typename?: 'SetAcceptsPokesPayload';
  /** True if others may poke the account now. */
  readonly acceptsPokes: Scalars['Boolean']['output'];
};

/** Which members get which role. */
export type SetParticipantRolesInput = {
  /** Global id of the group, `mixin:conversation:<uuid>`. */
  readonly id: Scalars['ID']['input'];
  /** `ADMIN` or `MEMBER`, the same for all. `OWNER` is `BAD_USER_INPUT`. */
  readonly role: ParticipantRole;
  /** Global ids of the members, at most 256. */
  readonly userIds: ReadonlyArray<Scalars['ID']['input']>;
};

/** What uploads of files, pictures and avatars need. SealTalk only. */
export type StorageToken = {
  readonly __typename?: 'StorageToken';
  /** Host from which uploaded files can be read. */
  readonly domain: Scalars['String']['output'];
  /** Name of the storage service that takes the upload, `qiniu` in known answers. */
  readonly target: Scalars['String']['output'];
  /** Upload token of that service, valid for an hour. Keep it secret. */
  readonly token: Scalars['String']['output'];
};

/** Whom to unblock. */
export type UnblockUserInput = {
  /** Global id of the user, `sealtalk:user:<id>`. */
  readonly userId: Scalars['ID']['input'];
};

/** Who was unblocked. */
export type UnblockUserPayload = {
  readonly __typename?: 'UnblockUserPayload';
  /** The user who is no longer blocked; null if reading it failed. */
  readonly user?: Maybe<User>;
  /** Global id of the user, as sent. */
  readonly userId: Scalars['ID']['output'];
};

/** What to change of a group; what is left out stays as it is. */
export type UpdateConversationInput = {
  /** New notice to all members, at most 1024 characters. */
  readonly announcement?: InputMaybe<Scalars['String']['input']>;
  /** Global id of the group, `mixin:conversation:<uuid>`. */
  readonly id: Scalars['ID']['input'];
  /** New name, at most 512 characters. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
};

/** Privacy settings to change; what is left out stays. Nothing at all is `BAD_USER_INPUT`. */
export type UpdatePrivacyInput = {
  /** Whether others may put the account into groups without asking. */
  readonly canBeAddedToGroups?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether friend requests wait for consent. */
  readonly friendRequestsNeedApproval?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether others may find the account by its phone number. */
  readonly searchableByPhone?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether others may find the account by its SealTalk number. */
  readonly searchableByStAccount?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Privacy after the change. */
export type UpdatePrivacyPayload = {
  readonly __typename?: 'UpdatePrivacyPayload';
  /** All settings, read again after the change; null if that failed. */
  readonly privacy?: Maybe<PrivacySettings>;
};

/** Parts of the profile to change; what is left out stays. */
export type UpdateProfileInput = {
  /** New gender. */
  readonly gender?: InputMaybe<Gender>;
  /** New name, 1 to 32 characters. SealTalk keeps `<` and `>` as `&lt;` and `&gt;`. */
  readonly nickname?: InputMaybe<Scalars['String']['input']>;
  /** New picture: an http(s) address of 12 to 256 characters, for example of a file uploaded with `storageToken`. */
  readonly portraitUri?: InputMaybe<Scalars['URL']['input']>;
  /**
   * New SealTalk number: 6 to 20 characters, a letter first, then letters, digits, `_` and `-`. Taken (by
   * anyone, also by the account itself, whatever the case) is `CONFLICT`.
   */
  readonly stAccount?: InputMaybe<Scalars['String']['input']>;
};

/**
 * The upstream takes each part by a call of its own. What it refuses is told in `failed`, what it took in
 * `applied`; a failure before anything was applied (no session, network down) is an error.
 */
export type UpdateProfilePayload = {
  readonly __typename?: 'UpdateProfilePayload';
  /** Parts that were changed. */
  readonly applied: ReadonlyArray<ProfilePart>;
  /** Parts that were not, each with its reason; empty if all went well. */
  readonly failed: ReadonlyArray<ProfileFailure>;
  /** The account after the change; null if reading it failed. */
  readonly user?: Maybe<User>;
};

/**
 * A person or a bot on one network. `id`, `upstreamId` and `network` of a user that another answer refers to
 * cost no upstream call; other fields are fetched in batches.
 */
export type User = Node & {
  readonly __typename?: 'User';
  /**
   * Mixin only. The app this user is the face of, when the user is a bot: the way to tell bots. It has the same
   * upstream id as the user and arrives with it. Null for people, and on SealTalk.
   */
  readonly app?: Maybe<App>;
  /** Picture of the user; null where none is set. */
  readonly avatarUrl?: Maybe<Scalars['URL']['output']>;
  /** Mixin only. What the user says about itself; null if nothing, and on SealTalk. */
  readonly biography?: Maybe<Scalars['String']['output']>;
  /**
   * Mixin only. The one-to-one conversation between the Mixin viewer and this user, if it has been created;
   * reading does not create it. One upstream call per user. Null on SealTalk.
   */
  readonly conversation?: Maybe<Conversation>;
  /** Mixin only. When the account was made. Null on SealTalk. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * SealTalk only. Male also for everybody who never chose. Costs a call per user on top of name and avatar.
   * Null on Mixin.
   */
  readonly gender?: Maybe<Gender>;
  /** Global id: `mixin:user:<uuid>` or `sealtalk:user:<id>`. */
  readonly id: Scalars['ID']['output'];
  /**
   * Mixin only. The number people search for, e.g. `"30265"`; 7000 and 7000000001 to 7999999999 are bots, `"0"`
   * stands for no Messenger account. Null on SealTalk.
   */
  readonly identityNumber?: Maybe<Scalars['String']['output']>;
  /** Mixin only. True for accounts that Mixin warns of. Null on SealTalk. */
  readonly isScam?: Maybe<Scalars['Boolean']['output']>;
  /** Mixin only. True for accounts that Mixin has verified. Null on SealTalk. */
  readonly isVerified?: Maybe<Scalars['Boolean']['output']>;
  /**
   * Mixin only. Until when the viewer has muted this user. A time in the past means not muted; null means never
   * muted. Null on SealTalk.
   */
  readonly muteUntil?: Maybe<Scalars['DateTime']['output']>;
  /**
   * full_name on Mixin, nickname on SealTalk. On Mixin the viewer may see an alias of its own making. On
   * SealTalk `<` and `>` come as `&lt;` and `&gt;`. Null if empty.
   */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The network on which this user is registered. */
  readonly network: Network;
  /**
   * Phone number, as the network spells it.
   *
   * *Mixin*: null unless the viewer may see it (an OAuth token needs `PHONE:READ`). For a bot that reads itself
   * Mixin gives the bot's user id here. *SealTalk*: of anyone, for a signed-in viewer; costs a call per user.
   */
  readonly phone?: Maybe<Scalars['String']['output']>;
  /**
   * Mixin only. How the viewer stands to this user. Null on SealTalk, where Mixin leaves it empty, and for
   * values that the gateway does not know yet.
   */
  readonly relationship?: Maybe<Relationship>;
  /**
   * SealTalk only. The SealTalk number: a name of 6 to 20 characters by which a user can be found. Costs a call
   * per user on top of name and avatar. Null where none is set, and on Mixin.
   */
  readonly stAccount?: Maybe<Scalars['String']['output']>;
  /** The network's own id of the user: a UUID on Mixin, short letters and digits on SealTalk. */
  readonly upstreamId: Scalars['ID']['output'];
};

/** Exactly one way to name a user. */
export type UserBy =
  /** Global id of the user, such as `mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115`. */
  { readonly id: Scalars['ID']['input']; readonly mixinIdentityNumber?: never; readonly mixinPhone?: never; readonly mixinUserId?: never; readonly sealtalkPhone?: never; readonly sealtalkStAccount?: never; readonly sealtalkUserId?: never; }
  |  /**
   * Mixin identity_number, e.g. `"30265"`: 4 to 12 digits, the first not 0. Rate limited upstream unless the
   * gateway has met the number before; then it costs no more than an id.
   */
  { readonly id?: never; readonly mixinIdentityNumber: Scalars['String']['input']; readonly mixinPhone?: never; readonly mixinUserId?: never; readonly sealtalkPhone?: never; readonly sealtalkStAccount?: never; readonly sealtalkUserId?: never; }
  |  /**
   * Phone number registered with Mixin. Rate limited upstream: once refused, no search may succeed for twelve
   * hours.
   */
  { readonly id?: never; readonly mixinIdentityNumber?: never; readonly mixinPhone: PhoneInput; readonly mixinUserId?: never; readonly sealtalkPhone?: never; readonly sealtalkStAccount?: never; readonly sealtalkUserId?: never; }
  |  /** Mixin's own user_id (a UUID). Not rate limited upstream; batched. */
  { readonly id?: never; readonly mixinIdentityNumber?: never; readonly mixinPhone?: never; readonly mixinUserId: Scalars['ID']['input']; readonly sealtalkPhone?: never; readonly sealtalkStAccount?: never; readonly sealtalkUserId?: never; }
  |  /** Phone number registered with SealTalk. Found only if its owner allows it, where the server can tell. */
  { readonly id?: never; readonly mixinIdentityNumber?: never; readonly mixinPhone?: never; readonly mixinUserId?: never; readonly sealtalkPhone: PhoneInput; readonly sealtalkStAccount?: never; readonly sealtalkUserId?: never; }
  |  /** SealTalk number (stAccount), 6 to 20 characters. Found only if its owner allows it. */
  { readonly id?: never; readonly mixinIdentityNumber?: never; readonly mixinPhone?: never; readonly mixinUserId?: never; readonly sealtalkPhone?: never; readonly sealtalkStAccount: Scalars['String']['input']; readonly sealtalkUserId?: never; }
  |  /** SealTalk's own user id: 1 to 32 letters and digits, case-sensitive. */
  { readonly id?: never; readonly mixinIdentityNumber?: never; readonly mixinPhone?: never; readonly mixinUserId?: never; readonly sealtalkPhone?: never; readonly sealtalkStAccount?: never; readonly sealtalkUserId: Scalars['ID']['input']; };

/** Which of SealTalk's text message providers to use. Send and verify with the same. */
export type VerificationService =
  /** The server's first provider. Region 86 only. */
  | 'DEFAULT'
  /** Yunpian, for all regions of `Query.regions`. Codes have six digits. */
  | 'YUNPIAN';

/** A code to check. */
export type VerifyCodeInput = {
  /** The digits in it, as a string. Good for two minutes. */
  readonly code: Scalars['String']['input'];
  /** The phone that got the text message. */
  readonly phone: PhoneInput;
  /** Provider it was sent with. */
  readonly service?: InputMaybe<VerificationService>;
};

/** Proof that the caller holds the phone. */
export type VerifyCodePayload = {
  readonly __typename?: 'VerifyCodePayload';
  /**
   * For `register` or `resetPassword`. It belongs to the phone number, is not used up and does not expire: treat
   * it like a password.
   */
  readonly verificationToken: Scalars['String']['output'];
};

/** The accounts of this request side by side. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  /**
   * The Mixin account: one upstream call. Null without a credential, and where Mixin is not configured. A
   * credential that Mixin refuses is `UNAUTHENTICATED`; an OAuth token needs `PROFILE:READ`.
   */
  readonly mixin?: Maybe<MixinAccount>;
  /**
   * The SealTalk account. Null without a session, and where SealTalk is not configured. A session that is no
   * longer good is `UNAUTHENTICATED`.
   */
  readonly sealtalk?: Maybe<SealTalkAccount>;
};



export type ResolverTypeWrapper<T> = Promise<T | null> | T | Error;


export type ResolverWithResolve<TResult, TParent, TContext, TArgs> = {
  resolve: ResolverFn<TResult, TParent, TContext, TArgs>;
};
export type Resolver<TResult, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = ResolverFn<TResult, TParent, TContext, TArgs> | ResolverWithResolve<TResult, TParent, TContext, TArgs>;

export type ResolverFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => Promise<TResult> | TResult;

export type SubscriptionSubscribeFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => AsyncIterable<TResult> | Promise<AsyncIterable<TResult>>;

export type SubscriptionResolveFn<TResult, TParent, TContext, TArgs> = (
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;

export interface SubscriptionSubscriberObject<TResult, TKey extends string, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<{ [key in TKey]: TResult }, TParent, TContext, TArgs>;
  resolve?: SubscriptionResolveFn<TResult, { [key in TKey]: TResult }, TContext, TArgs>;
}

export interface SubscriptionResolverObject<TResult, TParent, TContext, TArgs> {
  subscribe: SubscriptionSubscribeFn<any, TParent, TContext, TArgs>;
  resolve: SubscriptionResolveFn<TResult, any, TContext, TArgs>;
}

export type SubscriptionObject<TResult, TKey extends string, TParent, TContext, TArgs> =
  | SubscriptionSubscriberObject<TResult, TKey, TParent, TContext, TArgs>
  | SubscriptionResolverObject<TResult, TParent, TContext, TArgs>;

export type SubscriptionResolver<TResult, TKey extends string, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> =
  | ((...args: any[]) => SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>)
  | SubscriptionObject<TResult, TKey, TParent, TContext, TArgs>;

export type TypeResolveFn<TTypes, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (
  parent: TParent,
  context: TContext,
  info: GraphQLResolveInfo
) => Maybe<TTypes> | Promise<Maybe<TTypes>>;

export type IsTypeOfResolverFn<T = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>> = (obj: T, context: TContext, info: GraphQLResolveInfo) => boolean | Promise<boolean>;

export type NextResolverFn<T> = () => Promise<T>;

export type DirectiveResolverFn<TResult = Record<PropertyKey, never>, TParent = Record<PropertyKey, never>, TContext = Record<PropertyKey, never>, TArgs = Record<PropertyKey, never>> = (
  next: NextResolverFn<TResult>,
  parent: TParent,
  args: TArgs,
  context: TContext,
  info: GraphQLResolveInfo
) => TResult | Promise<TResult>;




/** Mapping of interface types */
export type ResolversInterfaceTypes<_RefType extends Record<string, unknown>> = {
  Node:
    | ( AppModel )
    | ( ConversationModel )
    | ( UserModel )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AddParticipantsInput: AddParticipantsInput;
  App: ResolverTypeWrapper<AppModel>;
  Authorization: ResolverTypeWrapper<AuthorizationModel>;
  AuthorizeAppInput: AuthorizeAppInput;
  AuthorizeAppPayload: ResolverTypeWrapper<Omit<AuthorizeAppPayload, 'authorization'> & { authorization: ResolversTypes['Authorization'] }>;
  AuthorizeTokenInput: AuthorizeTokenInput;
  AuthorizeTokenPayload: ResolverTypeWrapper<AuthorizeTokenPayload>;
  BlacklistChange: ResolverTypeWrapper<Omit<BlacklistChange, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  BlacklistEntry: ResolverTypeWrapper<Omit<BlacklistEntry, 'user'> & { user: ResolversTypes['User'] }>;
  BlockUserInput: BlockUserInput;
  BlockUserPayload: ResolverTypeWrapper<Omit<BlockUserPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  Boolean: ResolverTypeWrapper<Scalars['Boolean']['output']>;
  Captcha: ResolverTypeWrapper<Captcha>;
  ChangePasswordInput: ChangePasswordInput;
  ChangePasswordPayload: ResolverTypeWrapper<ChangePasswordPayload>;
  Changes: ResolverTypeWrapper<Omit<Changes, 'blacklist' | 'conversations' | 'friends' | 'participants' | 'profile'> & { blacklist: ReadonlyArray<ResolversTypes['BlacklistChange']>, conversations: ReadonlyArray<ResolversTypes['ConversationChange']>, friends: ReadonlyArray<ResolversTypes['FriendChange']>, participants: ReadonlyArray<ResolversTypes['ParticipantChange']>, profile?: Maybe<ResolversTypes['ProfileChange']> }>;
  Circle: ResolverTypeWrapper<CircleModel>;
  Conversation: ResolverTypeWrapper<ConversationModel>;
  ConversationCategory: ConversationCategory;
  ConversationChange: ResolverTypeWrapper<Omit<ConversationChange, 'conversation'> & { conversation?: Maybe<ResolversTypes['Conversation']> }>;
  ConversationConnection: ResolverTypeWrapper<ConversationPage>;
  ConversationEdge: ResolverTypeWrapper<ConversationPageEdge>;
  ConversationPayload: ResolverTypeWrapper<Omit<ConversationPayload, 'conversation'> & { conversation?: Maybe<ResolversTypes['Conversation']> }>;
  CreateContactConversationInput: CreateContactConversationInput;
  CreateGroupConversationInput: CreateGroupConversationInput;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  ErrorCode: ErrorCode;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  FriendChange: ResolverTypeWrapper<Omit<FriendChange, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  FriendStatus: FriendStatus;
  Gender: Gender;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  LimitedLookup: LimitedLookup;
  Locale: Locale;
  LoginInput: LoginInput;
  LoginPayload: ResolverTypeWrapper<Omit<LoginPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  LogoutPayload: ResolverTypeWrapper<LogoutPayload>;
  LookupBudget: ResolverTypeWrapper<LookupBudgetModel>;
  ManageParticipantsInput: ManageParticipantsInput;
  MessageSource: MessageSource;
  MixinAccount: ResolverTypeWrapper<MixinAccountModel>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Network: Network;
  Node: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Node']>;
  PageInfo: ResolverTypeWrapper<PageInfo>;
  Participant: ResolverTypeWrapper<ParticipantModel>;
  ParticipantAction: ParticipantAction;
  ParticipantChange: ResolverTypeWrapper<Omit<ParticipantChange, 'conversation' | 'user'> & { conversation?: Maybe<ResolversTypes['Conversation']>, user?: Maybe<ResolversTypes['User']> }>;
  ParticipantConnection: ResolverTypeWrapper<ParticipantPage>;
  ParticipantEdge: ResolverTypeWrapper<ParticipantPageEdge>;
  ParticipantInput: ParticipantInput;
  ParticipantRole: ParticipantRole;
  ParticipantSession: ResolverTypeWrapper<ParticipantSession>;
  PhoneInput: PhoneInput;
  PrivacySettings: ResolverTypeWrapper<PrivacySettings>;
  ProfileChange: ResolverTypeWrapper<Omit<ProfileChange, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  ProfileFailure: ResolverTypeWrapper<ProfileFailure>;
  ProfilePart: ProfilePart;
  Query: ResolverTypeWrapper<Record<PropertyKey, never>>;
  Region: ResolverTypeWrapper<RegionModel>;
  RegisterInput: RegisterInput;
  RegisterPayload: ResolverTypeWrapper<Omit<RegisterPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  Relationship: Relationship;
  RemoveParticipantsInput: RemoveParticipantsInput;
  RenewImTokenPayload: ResolverTypeWrapper<RenewImTokenPayload>;
  ResetPasswordInput: ResetPasswordInput;
  ResetPasswordPayload: ResolverTypeWrapper<ResetPasswordPayload>;
  RotateConversationCodeInput: RotateConversationCodeInput;
  SealTalkAccount: ResolverTypeWrapper<SealTalkAccountModel>;
  SendVerificationCodeInput: SendVerificationCodeInput;
  SendVerificationCodePayload: ResolverTypeWrapper<SendVerificationCodePayload>;
  SetAcceptsPokesInput: SetAcceptsPokesInput;
  SetAcceptsPokesPayload: ResolverTypeWrapper<SetAcceptsPokesPayload>;
  SetParticipantRolesInput: SetParticipantRolesInput;
  StorageToken: ResolverTypeWrapper<StorageToken>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  UnblockUserInput: UnblockUserInput;
  UnblockUserPayload: ResolverTypeWrapper<Omit<UnblockUserPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  UpdateConversationInput: UpdateConversationInput;
  UpdatePrivacyInput: UpdatePrivacyInput;
  UpdatePrivacyPayload: ResolverTypeWrapper<UpdatePrivacyPayload>;
  UpdateProfileInput: UpdateProfileInput;
  UpdateProfilePayload: ResolverTypeWrapper<Omit<UpdateProfilePayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  User: ResolverTypeWrapper<UserModel>;
  UserBy: UserBy;
  VerificationService: VerificationService;
  VerifyCodeInput: VerifyCodeInput;
  VerifyCodePayload: ResolverTypeWrapper<VerifyCodePayload>;
  Version: ResolverTypeWrapper<Scalars['Version']['output']>;
  Viewer: ResolverTypeWrapper<Record<string, never>>;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AddParticipantsInput: AddParticipantsInput;
  App: AppModel;
  Authorization: AuthorizationModel;
  AuthorizeAppInput: AuthorizeAppInput;
  AuthorizeAppPayload: Omit<AuthorizeAppPayload, 'authorization'> & { authorization: ResolversParentTypes['Authorization'] };
  AuthorizeTokenInput: AuthorizeTokenInput;
  AuthorizeTokenPayload: AuthorizeTokenPayload;
  BlacklistChange: Omit<BlacklistChange, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  BlacklistEntry: Omit<BlacklistEntry, 'user'> & { user: ResolversParentTypes['User'] };
  BlockUserInput: BlockUserInput;
  BlockUserPayload: Omit<BlockUserPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  Boolean: Scalars['Boolean']['output'];
  Captcha: Captcha;
  ChangePasswordInput: ChangePasswordInput;
  ChangePasswordPayload: ChangePasswordPayload;
  Changes: Omit<Changes, 'blacklist' | 'conversations' | 'friends' | 'participants' | 'profile'> & { blacklist: ReadonlyArray<ResolversParentTypes['BlacklistChange']>, conversations: ReadonlyArray<ResolversParentTypes['ConversationChange']>, friends: ReadonlyArray<ResolversParentTypes['FriendChange']>, participants: ReadonlyArray<ResolversParentTypes['ParticipantChange']>, profile?: Maybe<ResolversParentTypes['ProfileChange']> };
  Circle: CircleModel;
  Conversation: ConversationModel;
  ConversationChange: Omit<ConversationChange, 'conversation'> & { conversation?: Maybe<ResolversParentTypes['Conversation']> };
  ConversationConnection: ConversationPage;
  ConversationEdge: ConversationPageEdge;
  ConversationPayload: Omit<ConversationPayload, 'conversation'> & { conversation?: Maybe<ResolversParentTypes['Conversation']> };
  CreateContactConversationInput: CreateContactConversationInput;
  CreateGroupConversationInput: CreateGroupConversationInput;
  DateTime: Scalars['DateTime']['output'];
  Float: Scalars['Float']['output'];
  FriendChange: Omit<FriendChange, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  ID: Scalars['ID']['output'];
  Int: Scalars['Int']['output'];
  LoginInput: LoginInput;
  LoginPayload: Omit<LoginPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  LogoutPayload: LogoutPayload;
  LookupBudget: LookupBudgetModel;
  ManageParticipantsInput: ManageParticipantsInput;
  MixinAccount: MixinAccountModel;
  Mutation: Record<PropertyKey, never>;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  PageInfo: PageInfo;
  Participant: ParticipantModel;
  ParticipantChange: Omit<ParticipantChange, 'conversation' | 'user'> & { conversation?: Maybe<ResolversParentTypes['Conversation']>, user?: Maybe<ResolversParentTypes['User']> };
  ParticipantConnection: ParticipantPage;
  ParticipantEdge: ParticipantPageEdge;
  ParticipantInput: ParticipantInput;
  ParticipantSession: ParticipantSession;
  PhoneInput: PhoneInput;
  PrivacySettings: PrivacySettings;
  ProfileChange: Omit<ProfileChange, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  ProfileFailure: ProfileFailure;
  Query: Record<PropertyKey, never>;
  Region: RegionModel;
  RegisterInput: RegisterInput;
  RegisterPayload: Omit<RegisterPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  RemoveParticipantsInput: RemoveParticipantsInput;
  RenewImTokenPayload: RenewImTokenPayload;
  ResetPasswordInput: ResetPasswordInput;
  ResetPasswordPayload: ResetPasswordPayload;
  RotateConversationCodeInput: RotateConversationCodeInput;
  SealTalkAccount: SealTalkAccountModel;
  SendVerificationCodeInput: SendVerificationCodeInput;
  SendVerificationCodePayload: SendVerificationCodePayload;
  SetAcceptsPokesInput: SetAcceptsPokesInput;
  SetAcceptsPokesPayload: SetAcceptsPokesPayload;
  SetParticipantRolesInput: SetParticipantRolesInput;
  StorageToken: StorageToken;
  String: Scalars['String']['output'];
  URL: Scalars['URL']['output'];
  UnblockUserInput: UnblockUserInput;
  UnblockUserPayload: Omit<UnblockUserPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  UpdateConversationInput: UpdateConversationInput;
  UpdatePrivacyInput: UpdatePrivacyInput;
  UpdatePrivacyPayload: UpdatePrivacyPayload;
  UpdateProfileInput: UpdateProfileInput;
  UpdateProfilePayload: Omit<UpdateProfilePayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  User: UserModel;
  UserBy: UserBy;
  VerifyCodeInput: VerifyCodeInput;
  VerifyCodePayload: VerifyCodePayload;
  Version: Scalars['Version']['output'];
  Viewer: Record<string, never>;
};

export type ChecksSecretDirectiveArgs = { };

export type ChecksSecretDirectiveResolver<Result, Parent, ContextType = GatewayContext, Args = ChecksSecretDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type DeferDirectiveArgs = {
  if?: Scalars['Boolean']['input'];
  label?: Maybe<Scalars['String']['input']>;
};

export type DeferDirectiveResolver<Result, Parent, ContextType = GatewayContext, Args = DeferDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type StreamDirectiveArgs = {
  if?: Scalars['Boolean']['input'];
  initialCount?: Scalars['Int']['input'];
  label?: Maybe<Scalars['String']['input']>;
};

export type StreamDirectiveResolver<Result, Parent, ContextType = GatewayContext, Args = StreamDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AppResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['App'] = ResolversParentTypes['App']> = {
  appNumber?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  capabilities?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  category?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  creator?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  description?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  homeUri?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  iconUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isVerified?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  network?: Resolver<ResolversTypes['Network'], ParentType, ContextType>;
  redirectUri?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  resourcePatterns?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  upstreamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type AuthorizationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Authorization'] = ResolversParentTypes['Authorization']> = {
  accessedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  app?: Resolver<Maybe<ResolversTypes['App']>, ParentType, ContextType>;
  authorizationCode?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  authorizationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  codeId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type AuthorizeAppPayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['AuthorizeAppPayload'] = ResolversParentTypes['AuthorizeAppPayload']> = {
  authorization?: Resolver<ResolversTypes['Authorization'], ParentType, ContextType>;
};

export type AuthorizeTokenPayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['AuthorizeTokenPayload'] = ResolversParentTypes['AuthorizeTokenPayload']> = {
  accessToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scope?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  scopes?: Resolver<ReadonlyArray<ResolversTypes['String']>, ParentType, ContextType>;
};

export type BlacklistChangeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['BlacklistChange'] = ResolversParentTypes['BlacklistChange']> = {
  avatarUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  isBlocked?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userUpstreamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Version'], ParentType, ContextType>;
};

export type BlacklistEntryResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['BlacklistEntry'] = ResolversParentTypes['BlacklistEntry']> = {
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type BlockUserPayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['BlockUserPayload'] = ResolversParentTypes['BlockUserPayload']> = {
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type CaptchaResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Captcha'] = ResolversParentTypes['Captcha']> = {
  url?: Resolver<ResolversTypes['URL'], ParentType, ContextType>;
  verifyId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ChangePasswordPayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ChangePasswordPayload'] = ResolversParentTypes['ChangePasswordPayload']> = {
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ChangesResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Changes'] = ResolversParentTypes['Changes']> = {
  blacklist?: Resolver<ReadonlyArray<ResolversTypes['BlacklistChange']>, ParentType, ContextType>;
  conversations?: Resolver<ReadonlyArray<ResolversTypes['ConversationChange']>, ParentType, ContextType>;
  friends?: Resolver<ReadonlyArray<ResolversTypes['FriendChange']>, ParentType, ContextType>;
  participants?: Resolver<ReadonlyArray<ResolversTypes['ParticipantChange']>, ParentType, ContextType>;
  profile?: Resolver<Maybe<ResolversTypes['ProfileChange']>, ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Version'], ParentType, ContextType>;
};

export type CircleResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Circle'] = ResolversParentTypes['Circle']> = {
  circleId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ConversationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Conversation'] = ResolversParentTypes['Conversation']> = {
  announcement?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  bulletin?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  category?: Resolver<Maybe<ResolversTypes['ConversationCategory']>, ParentType, ContextType>;
  circles?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Circle']>>, ParentType, ContextType>;
  codeId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  codeUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  creator?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  expireIn?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  iconUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  isEveryoneMuted?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  isMemberProtected?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  joinNeedsApproval?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  maxMemberCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  memberCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  muteUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  network?: Resolver<ResolversTypes['Network'], ParentType, ContextType>;
  participants?: Resolver<Maybe<ResolversTypes['ParticipantConnection']>, ParentType, ContextType, RequireFields<ConversationParticipantsArgs, 'first'>>;
  updatedAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  upstreamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  viewerRole?: Resolver<Maybe<ResolversTypes['ParticipantRole']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type ConversationChangeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ConversationChange'] = ResolversParentTypes['ConversationChange']> = {
  conversation?: Resolver<Maybe<ResolversTypes['Conversation']>, ParentType, ContextType>;
  conversationUpstreamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  iconUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  isDeleted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['ParticipantRole']>, ParentType, ContextType>;
  version?: Resolver<Maybe<ResolversTypes['Version']>, ParentType, ContextType>;
};

export type ConversationConnectionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ConversationConnection'] = ResolversParentTypes['ConversationConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ConversationEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Conversation']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ConversationEdgeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ConversationEdge'] = ResolversParentTypes['ConversationEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Conversation'], ParentType, ContextType>;
};

export type ConversationPayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ConversationPayload'] = ResolversParentTypes['ConversationPayload']> = {
  conversation?: Resolver<Maybe<ResolversTypes['Conversation']>, ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type FriendChangeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['FriendChange'] = ResolversParentTypes['FriendChange']> = {
  avatarUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['FriendStatus']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userUpstreamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Version'], ParentType, ContextType>;
};

export type LoginPayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['LoginPayload'] = ResolversParentTypes['LoginPayload']> = {
  imToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type LogoutPayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['LogoutPayload'] = ResolversParentTypes['LogoutPayload']> = {
  loggedOut?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type LookupBudgetResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['LookupBudget'] = ResolversParentTypes['LookupBudget']> = {
  lookup?: Resolver<ResolversTypes['LimitedLookup'], ParentType, ContextType>;
  network?: Resolver<ResolversTypes['Network'], ParentType, ContextType>;
  remaining?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
  retryAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
};

export type MixinAccountResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['MixinAccount'] = ResolversParentTypes['MixinAccount']> = {
  acceptConversationSource?: Resolver<Maybe<ResolversTypes['MessageSource']>, ParentType, ContextType>;
  acceptSearchSource?: Resolver<Maybe<ResolversTypes['MessageSource']>, ParentType, ContextType>;
  codeId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  codeUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  deviceStatus?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  fiatCurrency?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  hasEmergencyContact?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPin?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  pinToken?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  pinTokenBase64?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  receiveMessageSource?: Resolver<Maybe<ResolversTypes['MessageSource']>, ParentType, ContextType>;
  sessionId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  transferConfirmationThreshold?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  transferNotificationThreshold?: Resolver<ResolversTypes['Float'], ParentType, ContextType>;
  user?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  addParticipants?: Resolver<Maybe<ResolversTypes['ConversationPayload']>, ParentType, ContextType, RequireFields<MutationAddParticipantsArgs, 'input'>>;
  authorizeApp?: Resolver<Maybe<ResolversTypes['AuthorizeAppPayload']>, ParentType, ContextType, RequireFields<MutationAuthorizeAppArgs, 'input'>>;
  authorizeToken?: Resolver<Maybe<ResolversTypes['AuthorizeTokenPayload']>, ParentType, ContextType, RequireFields<MutationAuthorizeTokenArgs, 'input'>>;
  blockUser?: Resolver<Maybe<ResolversTypes['BlockUserPayload']>, ParentType, ContextType, RequireFields<MutationBlockUserArgs, 'input'>>;
  changePassword?: Resolver<Maybe<ResolversTypes['ChangePasswordPayload']>, ParentType, ContextType, RequireFields<MutationChangePasswordArgs, 'input'>>;
  createContactConversation?: Resolver<Maybe<ResolversTypes['ConversationPayload']>, ParentType, ContextType, RequireFields<MutationCreateContactConversationArgs, 'input'>>;
  createGroupConversation?: Resolver<Maybe<ResolversTypes['ConversationPayload']>, ParentType, ContextType, RequireFields<MutationCreateGroupConversationArgs, 'input'>>;
  login?: Resolver<Maybe<ResolversTypes['LoginPayload']>, ParentType, ContextType, RequireFields<MutationLoginArgs, 'input'>>;
  logout?: Resolver<Maybe<ResolversTypes['LogoutPayload']>, ParentType, ContextType>;
  manageParticipants?: Resolver<Maybe<ResolversTypes['ConversationPayload']>, ParentType, ContextType, RequireFields<MutationManageParticipantsArgs, 'input'>>;
  register?: Resolver<Maybe<ResolversTypes['RegisterPayload']>, ParentType, ContextType, RequireFields<MutationRegisterArgs, 'input'>>;
  removeParticipants?: Resolver<Maybe<ResolversTypes['ConversationPayload']>, ParentType, ContextType, RequireFields<MutationRemoveParticipantsArgs, 'input'>>;
  renewImToken?: Resolver<Maybe<ResolversTypes['RenewImTokenPayload']>, ParentType, ContextType>;
  resetPassword?: Resolver<Maybe<ResolversTypes['ResetPasswordPayload']>, ParentType, ContextType, RequireFields<MutationResetPasswordArgs, 'input'>>;
  rotateConversationCode?: Resolver<Maybe<ResolversTypes['ConversationPayload']>, ParentType, ContextType, RequireFields<MutationRotateConversationCodeArgs, 'input'>>;
  sendVerificationCode?: Resolver<Maybe<ResolversTypes['SendVerificationCodePayload']>, ParentType, ContextType, RequireFields<MutationSendVerificationCodeArgs, 'input'>>;
  setAcceptsPokes?: Resolver<Maybe<ResolversTypes['SetAcceptsPokesPayload']>, ParentType, ContextType, RequireFields<MutationSetAcceptsPokesArgs, 'input'>>;
  setParticipantRoles?: Resolver<Maybe<ResolversTypes['ConversationPayload']>, ParentType, ContextType, RequireFields<MutationSetParticipantRolesArgs, 'input'>>;
  unblockUser?: Resolver<Maybe<ResolversTypes['UnblockUserPayload']>, ParentType, ContextType, RequireFields<MutationUnblockUserArgs, 'input'>>;
  updateConversation?: Resolver<Maybe<ResolversTypes['ConversationPayload']>, ParentType, ContextType, RequireFields<MutationUpdateConversationArgs, 'input'>>;
  updatePrivacy?: Resolver<Maybe<ResolversTypes['UpdatePrivacyPayload']>, ParentType, ContextType, RequireFields<MutationUpdatePrivacyArgs, 'input'>>;
  updateProfile?: Resolver<Maybe<ResolversTypes['UpdateProfilePayload']>, ParentType, ContextType, RequireFields<MutationUpdateProfileArgs, 'input'>>;
  verifyCode?: Resolver<Maybe<ResolversTypes['VerifyCodePayload']>, ParentType, ContextType, RequireFields<MutationVerifyCodeArgs, 'input'>>;
};

export type NodeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType?: TypeResolveFn<'App' | 'Conversation' | 'User', ParentType, ContextType>;
};

export type PageInfoResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['PageInfo'] = ResolversParentTypes['PageInfo']> = {
  endCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  hasNextPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  hasPreviousPage?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  startCursor?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
};

export type ParticipantResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Participant'] = ResolversParentTypes['Participant']> = {
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['ParticipantRole']>, ParentType, ContextType>;
  sessions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['ParticipantSession']>>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type ParticipantChangeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ParticipantChange'] = ResolversParentTypes['ParticipantChange']> = {
  avatarUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  conversation?: Resolver<Maybe<ResolversTypes['Conversation']>, ParentType, ContextType>;
  conversationUpstreamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isDeleted?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  role?: Resolver<Maybe<ResolversTypes['ParticipantRole']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userUpstreamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Version'], ParentType, ContextType>;
};

export type ParticipantConnectionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ParticipantConnection'] = ResolversParentTypes['ParticipantConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['ParticipantEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['Participant']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type ParticipantEdgeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ParticipantEdge'] = ResolversParentTypes['ParticipantEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['Participant'], ParentType, ContextType>;
};

export type ParticipantSessionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ParticipantSession'] = ResolversParentTypes['ParticipantSession']> = {
  publicKey?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  sessionId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type PrivacySettingsResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['PrivacySettings'] = ResolversParentTypes['PrivacySettings']> = {
  canBeAddedToGroups?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  friendRequestsNeedApproval?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  searchableByPhone?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  searchableByStAccount?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type ProfileChangeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ProfileChange'] = ResolversParentTypes['ProfileChange']> = {
  avatarUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userUpstreamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Version'], ParentType, ContextType>;
};

export type ProfileFailureResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ProfileFailure'] = ResolversParentTypes['ProfileFailure']> = {
  code?: Resolver<ResolversTypes['ErrorCode'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  part?: Resolver<ResolversTypes['ProfilePart'], ParentType, ContextType>;
};

export type QueryResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Query'] = ResolversParentTypes['Query']> = {
  app?: Resolver<Maybe<ResolversTypes['App']>, ParentType, ContextType, RequireFields<QueryAppArgs, 'id'>>;
  budgets?: Resolver<ReadonlyArray<ResolversTypes['LookupBudget']>, ParentType, ContextType>;
  captcha?: Resolver<Maybe<ResolversTypes['Captcha']>, ParentType, ContextType>;
  conversation?: Resolver<Maybe<ResolversTypes['Conversation']>, ParentType, ContextType, RequireFields<QueryConversationArgs, 'id'>>;
  isPhoneAvailable?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType, RequireFields<QueryIsPhoneAvailableArgs, 'phone'>>;
  node?: Resolver<Maybe<ResolversTypes['Node']>, ParentType, ContextType, RequireFields<QueryNodeArgs, 'id'>>;
  nodes?: Resolver<ReadonlyArray<Maybe<ResolversTypes['Node']>>, ParentType, ContextType, RequireFields<QueryNodesArgs, 'ids'>>;
  regions?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Region']>>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType, RequireFields<QueryUserArgs, 'by'>>;
  users?: Resolver<ReadonlyArray<Maybe<ResolversTypes['User']>>, ParentType, ContextType, RequireFields<QueryUsersArgs, 'by'>>;
  viewer?: Resolver<ResolversTypes['Viewer'], ParentType, ContextType>;
};

export type RegionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Region'] = ResolversParentTypes['Region']> = {
  code?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  name?: Resolver<ResolversTypes['String'], ParentType, ContextType, RequireFields<RegionNameArgs, 'locale'>>;
};

export type RegisterPayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['RegisterPayload'] = ResolversParentTypes['RegisterPayload']> = {
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type RenewImTokenPayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['RenewImTokenPayload'] = ResolversParentTypes['RenewImTokenPayload']> = {
  imToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export type ResetPasswordPayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ResetPasswordPayload'] = ResolversParentTypes['ResetPasswordPayload']> = {
  changed?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type SealTalkAccountResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SealTalkAccount'] = ResolversParentTypes['SealTalkAccount']> = {
  acceptsPokes?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  blacklist?: Resolver<Maybe<ReadonlyArray<ResolversTypes['BlacklistEntry']>>, ParentType, ContextType>;
  changes?: Resolver<Maybe<ResolversTypes['Changes']>, ParentType, ContextType, RequireFields<SealTalkAccountChangesArgs, 'since'>>;
  conversations?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Conversation']>>, ParentType, ContextType>;
  favoriteConversations?: Resolver<Maybe<ResolversTypes['ConversationConnection']>, ParentType, ContextType, RequireFields<SealTalkAccountFavoriteConversationsArgs, 'first'>>;
  privacy?: Resolver<Maybe<ResolversTypes['PrivacySettings']>, ParentType, ContextType>;
  storageToken?: Resolver<Maybe<ResolversTypes['StorageToken']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type SendVerificationCodePayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SendVerificationCodePayload'] = ResolversParentTypes['SendVerificationCodePayload']> = {
  sent?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type SetAcceptsPokesPayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SetAcceptsPokesPayload'] = ResolversParentTypes['SetAcceptsPokesPayload']> = {
  acceptsPokes?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export type StorageTokenResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['StorageToken'] = ResolversParentTypes['StorageToken']> = {
  domain?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  target?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  token?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface UrlScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['URL'], any> {
  name: 'URL';
}

export type UnblockUserPayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['UnblockUserPayload'] = ResolversParentTypes['UnblockUserPayload']> = {
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type UpdatePrivacyPayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['UpdatePrivacyPayload'] = ResolversParentTypes['UpdatePrivacyPayload']> = {
  privacy?: Resolver<Maybe<ResolversTypes['PrivacySettings']>, ParentType, ContextType>;
};

export type UpdateProfilePayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['UpdateProfilePayload'] = ResolversParentTypes['UpdateProfilePayload']> = {
  applied?: Resolver<ReadonlyArray<ResolversTypes['ProfilePart']>, ParentType, ContextType>;
  failed?: Resolver<ReadonlyArray<ResolversTypes['ProfileFailure']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type UserResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['User'] = ResolversParentTypes['User']> = {
  app?: Resolver<Maybe<ResolversTypes['App']>, ParentType, ContextType>;
  avatarUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  biography?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  conversation?: Resolver<Maybe<ResolversTypes['Conversation']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  gender?: Resolver<Maybe<ResolversTypes['Gender']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  identityNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isScam?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  isVerified?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  muteUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  network?: Resolver<ResolversTypes['Network'], ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  relationship?: Resolver<Maybe<ResolversTypes['Relationship']>, ParentType, ContextType>;
  stAccount?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  upstreamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type VerifyCodePayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['VerifyCodePayload'] = ResolversParentTypes['VerifyCodePayload']> = {
  verificationToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
};

export interface VersionScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['Version'], any> {
  name: 'Version';
}

export type ViewerResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Viewer'] = ResolversParentTypes['Viewer']> = {
  mixin?: Resolver<Maybe<ResolversTypes['MixinAccount']>, ParentType, ContextType>;
  sealtalk?: Resolver<Maybe<ResolversTypes['SealTalkAccount']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = GatewayContext> = {
  App?: AppResolvers<ContextType>;
  Authorization?: AuthorizationResolvers<ContextType>;
  AuthorizeAppPayload?: AuthorizeAppPayloadResolvers<ContextType>;
  AuthorizeTokenPayload?: AuthorizeTokenPayloadResolvers<ContextType>;
  BlacklistChange?: BlacklistChangeResolvers<ContextType>;
  BlacklistEntry?: BlacklistEntryResolvers<ContextType>;
  BlockUserPayload?: BlockUserPayloadResolvers<ContextType>;
  Captcha?: CaptchaResolvers<ContextType>;
  ChangePasswordPayload?: ChangePasswordPayloadResolvers<ContextType>;
  Changes?: ChangesResolvers<ContextType>;
  Circle?: CircleResolvers<ContextType>;
  Conversation?: ConversationResolvers<ContextType>;
  ConversationChange?: ConversationChangeResolvers<ContextType>;
  ConversationConnection?: ConversationConnectionResolvers<ContextType>;
  ConversationEdge?: ConversationEdgeResolvers<ContextType>;
  ConversationPayload?: ConversationPayloadResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  FriendChange?: FriendChangeResolvers<ContextType>;
  LoginPayload?: LoginPayloadResolvers<ContextType>;
  LogoutPayload?: LogoutPayloadResolvers<ContextType>;
  LookupBudget?: LookupBudgetResolvers<ContextType>;
  MixinAccount?: MixinAccountResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Participant?: ParticipantResolvers<ContextType>;
  ParticipantChange?: ParticipantChangeResolvers<ContextType>;
  ParticipantConnection?: ParticipantConnectionResolvers<ContextType>;
  ParticipantEdge?: ParticipantEdgeResolvers<ContextType>;
  ParticipantSession?: ParticipantSessionResolvers<ContextType>;
  PrivacySettings?: PrivacySettingsResolvers<ContextType>;
  ProfileChange?: ProfileChangeResolvers<ContextType>;
  ProfileFailure?: ProfileFailureResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Region?: RegionResolvers<ContextType>;
  RegisterPayload?: RegisterPayloadResolvers<ContextType>;
  RenewImTokenPayload?: RenewImTokenPayloadResolvers<ContextType>;
  ResetPasswordPayload?: ResetPasswordPayloadResolvers<ContextType>;
  SealTalkAccount?: SealTalkAccountResolvers<ContextType>;
  SendVerificationCodePayload?: SendVerificationCodePayloadResolvers<ContextType>;
  SetAcceptsPokesPayload?: SetAcceptsPokesPayloadResolvers<ContextType>;
  StorageToken?: StorageTokenResolvers<ContextType>;
  URL?: GraphQLScalarType;
  UnblockUserPayload?: UnblockUserPayloadResolvers<ContextType>;
  UpdatePrivacyPayload?: UpdatePrivacyPayloadResolvers<ContextType>;
  UpdateProfilePayload?: UpdateProfilePayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  VerifyCodePayload?: VerifyCodePayloadResolvers<ContextType>;
  Version?: GraphQLScalarType;
  Viewer?: ViewerResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = GatewayContext> = {
  checksSecret?: ChecksSecretDirectiveResolver<any, any, ContextType>;
  defer?: DeferDirectiveResolver<any, any, ContextType>;
  stream?: StreamDirectiveResolver<any, any, ContextType>;
};
