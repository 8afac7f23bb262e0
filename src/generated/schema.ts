import type { GraphQLResolveInfo, GraphQLScalarType, GraphQLScalarTypeConfig } from 'graphql';
import type { UserModel, AppModel, ConversationModel, ChangedConversation, ConversationPreviewModel, WaitingParticipantModel, ParticipantModel, CircleModel, ContactModel, PhoneContactModel, LookupBudgetModel, NetworkModel } from '../datasources/types.ts';
import type { GroupNoticeModel, SealTalkAccountModel, RegionModel } from '../datasources/sealtalk/index.ts';
import type { ParticipantPage, ParticipantPageEdge, ConversationPageEdge, ConversationPage, UserPage, UserPageEdge } from '../resolvers/connection.ts';
import type { AuthorizationModel, MixinAccountModel } from '../datasources/mixin/index.ts';
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
   * RFC 3339 date-time in UTC with the precision of the network (up to nine decimals), for example
   * `2018-11-22T14:06:29.126458303Z`. Keep it as a string if you need the full precision: a JavaScript `Date`
   * keeps milliseconds only. If the network has another value in its place, the field is null.
   */
  DateTime: { input: string; output: string; }
  /** Absolute http or https URL. If the network has another value in its place, the field is null. */
  URL: { input: string; output: string; }
  /**
   * Data version of SealTalk: milliseconds since 1970-01-01 UTC, as a JSON number. It is too large for `Int` but
   * safe in JavaScript.
   */
  Version: { input: number; output: number; }
};

/** The user whose request to accept. */
export type AcceptContactRequestInput = {
  /** Global id of the user, `sealtalk:user:<id>`. */
  readonly userId: Scalars['ID']['input'];
};

/**
 * An account of this request, on any network: what a list of contacts needs. Use `... on MixinAccount` and
 * `... on SealTalkAccount` for the fields that only one network has.
 */
export type Account = {
  /**
   * The users whom the account has blocked. All are loaded by one upstream call. On Mixin, an OAuth token needs
   * `CONTACTS:READ`.
   */
  readonly blockedUsers?: Maybe<UserConnection>;
  /**
   * The contacts of the account: those it has added on Mixin, its friends on SealTalk, in the network's order. All are
   * loaded by one upstream call, which SealTalk answers from a list that may be an hour old in the names of others.
   * On Mixin, an OAuth token needs `CONTACTS:READ`.
   */
  readonly contacts?: Maybe<UserConnection>;
  /** The account as a user. */
  readonly user?: Maybe<User>;
};


/**
 * An account of this request, on any network: what a list of contacts needs. Use `... on MixinAccount` and
 * `... on SealTalkAccount` for the fields that only one network has.
 */
export type AccountBlockedUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * An account of this request, on any network: what a list of contacts needs. Use `... on MixinAccount` and
 * `... on SealTalkAccount` for the fields that only one network has.
 */
export type AccountContactsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
};

/** The user to add as a contact. */
export type AddContactInput = {
  /** Mixin only. Name to give the contact, at most 128 characters. On SealTalk, use `setContactAlias` once it is a contact. */
  readonly alias?: InputMaybe<Scalars['String']['input']>;
  /** SealTalk only. Text of the request, 1 to 64 characters; a greeting if omitted. Mixin has no requests. */
  readonly message?: InputMaybe<Scalars['String']['input']>;
  /** Global id of the user. */
  readonly userId: Scalars['ID']['input'];
};

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

/** The user, and what adding did. */
export type AddContactPayload = {
  readonly __typename?: 'AddContactPayload';
  /** What happened. */
  readonly outcome: AddContactOutcome;
  /** The user, as seen after the change. Null if the gateway could not read the user. */
  readonly user?: Maybe<User>;
};

/** The group and its new members. */
export type AddParticipantsInput = {
  /** Global id of the group: `mixin:conversation:<uuid>` or `sealtalk:conversation:<id>`. */
  readonly id: Scalars['ID']['input'];
  /** Global ids of the users to add, at most 1024. They become ordinary members. */
  readonly userIds: ReadonlyArray<Scalars['ID']['input']>;
};

/** The circle and the conversations to put in. */
export type AddToCircleInput = {
  /** Global ids of the conversations, `mixin:conversation:<uuid>`: 1 to 1,024, each once. */
  readonly conversationIds: ReadonlyArray<Scalars['ID']['input']>;
  /** Global id of the circle, `mixin:circle:<uuid>`. */
  readonly id: Scalars['ID']['input'];
};

/** A group notice, by its group and receiver, and the answer. */
export type AnswerGroupNoticeInput = {
  /** True: the receiver becomes a member, unless somebody else has to agree too. False: refuse. */
  readonly agree: Scalars['Boolean']['input'];
  /** Global id of the group, `sealtalk:conversation:<id>`. */
  readonly conversationId: Scalars['ID']['input'];
  /** Global id of the user who was added, `sealtalk:user:<id>`; perhaps the account itself. */
  readonly receiverId: Scalars['ID']['input'];
};

/** The notice after the answer. */
export type AnswerGroupNoticePayload = {
  readonly __typename?: 'AnswerGroupNoticePayload';
  /** The notice with its new state. Costs no further upstream call. */
  readonly notice?: Maybe<GroupNotice>;
};

/**
 * Mixin only. An app: the program behind a bot. The user account of the bot is in `user` and has the same
 * upstream id.
 */
export type App = Node & {
  readonly __typename?: 'App';
  /** Identity number of the bot, as a string, for example `"7000102061"`. */
  readonly appNumber: Scalars['String']['output'];
  /**
   * When the gateway fetched these fields from Mixin, by the gateway's clock: at the same time as the bot's user, with
   * which they come. `creator` and `user` have their own. Null only for an app that Mixin did not return, such as a
   * stub in tests.
   */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /**
   * Capabilities of the app. Known values: `CONTACT` (users can chat with it), `GROUP` (it can join groups),
   * `IMMERSIVE` (it opens in full screen) and `ENCRYPTED` (it can read encrypted messages). Mixin may add
   * values. Empty if it has none.
   */
  readonly capabilities: ReadonlyArray<Scalars['String']['output']>;
  /**
   * Category of the app. Known values: `WALLET`, `TRADING`, `BUSINESS`, `SOCIAL`, `SHOPPING`, `EDUCATION`,
   * `NEWS`, `TOOLS`, `GAMES`, `BOOKS`, `MUSIC`, `PHOTO`, `VIDEO` and `OTHER`. Mixin may add values. Null if
   * empty.
   */
  readonly category?: Maybe<Scalars['String']['output']>;
  /**
   * The user who created the app. Fetched in batches; `id` alone costs no upstream call. Null if the account no
   * longer exists.
   */
  readonly creator?: Maybe<User>;
  /** Description that the developer of the app has written. Null if empty. */
  readonly description?: Maybe<Scalars['String']['output']>;
  /** Address that opens when a user starts the app. May use plain http, never a script. Null if it has none. */
  readonly homeUri?: Maybe<Scalars['String']['output']>;
  /** Picture of the app. Null if it has none. */
  readonly iconUrl?: Maybe<Scalars['URL']['output']>;
  /** Global id: `mixin:app:<uuid>`. */
  readonly id: Scalars['ID']['output'];
  /** True if Mixin has verified the app. Null if Mixin does not say, for example in a bot's own profile. */
  readonly isVerified?: Maybe<Scalars['Boolean']['output']>;
  /** Display name. Null if empty. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Always `MIXIN`. */
  readonly network: Network;
  /** Address to which OAuth redirects users. May use plain http, never a script. Null if it has none. */
  readonly redirectUri?: Maybe<Scalars['String']['output']>;
  /** Patterns of the addresses that Mixin opens with this app. Empty if it has none. */
  readonly resourcePatterns: ReadonlyArray<Scalars['String']['output']>;
  /** Time of the last change. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** Mixin's own id of the app (`app_id`, a UUID). It equals the bot's user id and its OAuth client id. */
  readonly upstreamId: Scalars['ID']['output'];
  /** User account of the bot. It has the same upstream id. `id` alone costs no upstream call. */
  readonly user?: Maybe<User>;
};

/** Mixin only. The consent of the bot that an app may act for it. */
export type Authorization = {
  readonly __typename?: 'Authorization';
  /** Time at which the app last used the authorization. Null if never. */
  readonly accessedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The app that receives the authorization. */
  readonly app?: Maybe<App>;
  /** Code that the app passes to `authorizeToken`: 64 hex digits. Works once. Keep it secret. */
  readonly authorizationCode: Scalars['String']['output'];
  /** Mixin's own id of the authorization (a UUID). */
  readonly authorizationId: Scalars['ID']['output'];
  /** Mixin's own id (a UUID) of the code under which the authorization request is shown. */
  readonly codeId: Scalars['ID']['output'];
  /** Time of the authorization request. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Granted scopes. See `AuthorizeAppInput.scopes`. */
  readonly scopes: ReadonlyArray<Scalars['String']['output']>;
  /**
   * The user who granted the authorization. Fields that depend on the viewer cost one further, batched upstream
   * call.
   */
  readonly user?: Maybe<User>;
};

/** The app, the scopes to grant and the PIN of the bot. */
export type AuthorizeAppInput = {
  /** Mixin's own id (a UUID) of the app that receives the authorization. */
  readonly clientId: Scalars['ID']['input'];
  /**
   * PIN of the bot: six digits, or its spend key (64 hex digits) if the bot has migrated to TIP. May be omitted
   * if the gateway has one configured.
   */
  readonly pin?: InputMaybe<Scalars['String']['input']>;
  /**
   * Scopes to grant. Must contain `PROFILE:READ`. Known scopes: `PROFILE:READ`, `PHONE:READ`, `CONTACTS:READ`,
   * `ASSETS:READ`, `SNAPSHOTS:READ`, `MESSAGES:REPRESENT`, `CIRCLES:READ`, `CIRCLES:WRITE`, `COLLECTIBLES:READ`,
   * `STICKER:READ`, `APPS:READ`, `APPS:WRITE`.
   */
  readonly scopes: ReadonlyArray<Scalars['String']['input']>;
};

/** The authorization that was granted. */
export type AuthorizeAppPayload = {
  readonly __typename?: 'AuthorizeAppPayload';
  /** The authorization. Its code is valid input for `authorizeToken`. */
  readonly authorization: Authorization;
};

/** The authorization code and the app to which it was given. */
export type AuthorizeTokenInput = {
  /** Mixin's own id (a UUID) of the app to which the code was given. If omitted, the gateway's own app. */
  readonly clientId?: InputMaybe<Scalars['ID']['input']>;
  /** Client secret of the app: 64 hex digits. May be omitted if the gateway has one configured. */
  readonly clientSecret?: InputMaybe<Scalars['String']['input']>;
  /** Value of `code` in the OAuth redirect. Works once. */
  readonly code: Scalars['String']['input'];
};

/** An access token of the user who consented. */
export type AuthorizeTokenPayload = {
  readonly __typename?: 'AuthorizeTokenPayload';
  /** Opaque bearer token, valid for up to one year. The user can revoke it at any time. Keep it secret. */
  readonly accessToken: Scalars['String']['output'];
  /** Granted scopes as Mixin sends them: one string, separated by spaces. */
  readonly scope: Scalars['String']['output'];
  /** Granted scopes as a list. May be fewer than were requested. */
  readonly scopes: ReadonlyArray<Scalars['String']['output']>;
};

/** A user who was blocked or unblocked. */
export type BlacklistChange = {
  readonly __typename?: 'BlacklistChange';
  /** Picture of the user. Null if there is none or the server does not send it. */
  readonly avatarUrl?: Maybe<Scalars['URL']['output']>;
  /** True if the user is blocked now, false if the user is no longer blocked. */
  readonly isBlocked: Scalars['Boolean']['output'];
  /** Nickname of the user. Null if the server does not send it. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The user. Null if other endpoints do not accept the id. */
  readonly user?: Maybe<User>;
  /** SealTalk's own id of the user, as `/user/sync` returns it. */
  readonly userUpstreamId: Scalars['ID']['output'];
  /** Time of this change, as a data version. */
  readonly version: Scalars['Version']['output'];
};

/** A blocked user of a SealTalk account. */
export type BlacklistEntry = {
  readonly __typename?: 'BlacklistEntry';
  /** Time of the last change to the entry or, on some servers, to the user. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The blocked user. Costs no further upstream call for the fields that the list contains. */
  readonly user: User;
};

/** The user whom the account blocks. */
export type BlockUserInput = {
  /** Global id of the user. */
  readonly userId: Scalars['ID']['input'];
};

/** The user who was blocked. */
export type BlockUserPayload = {
  readonly __typename?: 'BlockUserPayload';
  /** The blocked user. Null if the gateway could not read the user. */
  readonly user?: Maybe<User>;
  /** Global id of the user, as in the input. */
  readonly userId: Scalars['ID']['output'];
};

/** SealTalk only. A picture that shows a code. */
export type Captcha = {
  readonly __typename?: 'Captcha';
  /** Address of the picture. */
  readonly url: Scalars['URL']['output'];
  /** SealTalk's own id of the picture, to send with the code that the user enters. */
  readonly verifyId: Scalars['ID']['output'];
};

/** The old and the new password. */
export type ChangePasswordInput = {
  /** New password, 6 to 20 characters without spaces. */
  readonly newPassword: Scalars['String']['input'];
  /** Current password. */
  readonly oldPassword: Scalars['String']['input'];
};

/** Result of the password change. */
export type ChangePasswordPayload = {
  readonly __typename?: 'ChangePasswordPayload';
  /** Always true: SealTalk accepted the new password. */
  readonly changed: Scalars['Boolean']['output'];
};

/**
 * Changes to an account since an earlier version, from SealTalk's `/user/sync`. Some servers return ids here as
 * plain integers that no other endpoint accepts. Then `user` and `conversation` are null; use the fields that
 * end in `UpstreamId` and the names and pictures instead.
 *
 * Changes of gender, SealTalk number, privacy settings and pokes never appear here. Groups that the account has
 * left or that were dismissed do not appear either on servers that only stop listing them.
 *
 * If the server fails for an account that is in no group, this is read from its lists: the own profile and all
 * blocked users appear each time, and users who were unblocked do not appear.
 */
export type Changes = {
  readonly __typename?: 'Changes';
  /** Users who were blocked or unblocked. Empty if there are none. */
  readonly blacklist: ReadonlyArray<BlacklistChange>;
  /** The account's own group memberships that began or changed. Empty if there are none. */
  readonly conversations: ReadonlyArray<ConversationChange>;
  /** Friendships that began, ended or changed. Empty if there are none. */
  readonly friends: ReadonlyArray<FriendChange>;
  /** Other members of those groups who joined or changed. Empty if there are none. */
  readonly participants: ReadonlyArray<ParticipantChange>;
  /** Change of the account's own profile. Null if it did not change. */
  readonly profile?: Maybe<ProfileChange>;
  /** Pass this as `since` next time. Unchanged if nothing has changed. */
  readonly version: Scalars['Version']['output'];
};

/**
 * Mixin only. A folder in which the viewer groups conversations. Only the viewer can see it. An account has at most
 * 64 circles, and a conversation is in at most 5 of them.
 */
export type Circle = Node & {
  readonly __typename?: 'Circle';
  /** Mixin's own id of the circle (a UUID). */
  readonly circleId: Scalars['ID']['output'];
  /**
   * The conversations in the circle, in Mixin's order. The list takes one upstream call, or two if it has more than 500
   * conversations; the gateway reads 1,000 at most. Each conversation of a page takes a call of its own, unless only
   * ids are selected: Mixin's list has nothing else. A conversation that the viewer may not see any more, or that does
   * not exist yet, has its ids and null in its other fields, `asOf` among them. An OAuth token needs `CIRCLES:READ`.
   */
  readonly conversations?: Maybe<ConversationConnection>;
  /**
   * In `Conversation.circles`: the time at which the viewer added the conversation to the circle. Elsewhere: the time
   * at which the circle was created.
   */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Global id, `mixin:circle:<uuid>`. */
  readonly id: Scalars['ID']['output'];
  /**
   * Name that the viewer has given the circle. One upstream call loads the names of all circles. Null if that
   * call failed or is not permitted.
   */
  readonly name?: Maybe<Scalars['String']['output']>;
};


/**
 * Mixin only. A folder in which the viewer groups conversations. Only the viewer can see it. An account has at most
 * 64 circles, and a conversation is in at most 5 of them.
 */
export type CircleConversationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** The circle after the change. */
export type CirclePayload = {
  readonly __typename?: 'CirclePayload';
  /**
   * The circle. After `addToCircle` and `removeFromCircle`, one further upstream call loads its `name` and `createdAt`,
   * if they are selected. Null if that call failed, or if the circle is gone.
   */
  readonly circle?: Maybe<Circle>;
};

/** What a user is to the account of the request. */
export type Contact = {
  readonly __typename?: 'Contact';
  /**
   * SealTalk only. Name that the account has given this contact. Null if there is none, and on Mixin, which sends an
   * alias as `User.name`.
   */
  readonly alias?: Maybe<Scalars['String']['output']>;
  /** SealTalk only. What the user wrote with a contact request. Null if nothing was written, and on Mixin. */
  readonly message?: Maybe<Scalars['String']['output']>;
  /** SealTalk only. Time of the last change of the state. Null on Mixin. */
  readonly since?: Maybe<Scalars['DateTime']['output']>;
  /** Whether the user is a contact, or has been asked to be one. */
  readonly state: ContactState;
};

/** The user after the change. */
export type ContactPayload = {
  readonly __typename?: 'ContactPayload';
  /** The user. Null if the gateway could not read the user. */
  readonly user?: Maybe<User>;
};

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

/** A one-to-one conversation or a group on Mixin, or a group on SealTalk. */
export type Conversation = Node & {
  readonly __typename?: 'Conversation';
  /**
   * Notice to all members of a group, up to 1024 characters. Null if there is none. Mixin sends it with the conversation; on
   * SealTalk it costs one upstream call per group.
   */
  readonly announcement?: Maybe<Scalars['String']['output']>;
  /**
   * When the gateway fetched the conversation from the network, by the gateway's clock. A copy from the cache keeps the
   * time of its fetch, so this tells how old it is, also where `extensions.stale` does not name it. It does not cover
   * what is fetched apart from the conversation: users, which have their own; on Mixin the names of circles; on SealTalk
   * `participants`, `viewerRole`, `announcement`, `isFavorite`, `viewerDisplayName` and, where a list left it out,
   * `isMemberProtected`. Costs no call of its own,
   * but like any field other than the ids it makes the gateway load the conversation. Null only for a conversation
   * that no network returned, such as a stub in tests.
   */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /**
   * SealTalk only. The same as `announcement`. Costs one upstream call per group. Null if there is none, and on Mixin.
   * @deprecated Use `announcement`, which both networks have. Goes away in 0.3.
   */
  readonly bulletin?: Maybe<Scalars['String']['output']>;
  /** One-to-one conversation or group. Always `GROUP` on SealTalk. Null if the gateway does not know the value. */
  readonly category?: Maybe<ConversationCategory>;
  /**
   * Mixin only. The viewer's circles that contain the conversation. An OAuth token needs `CIRCLES:READ` for the
   * names of the circles. Null if the gateway can read none of them, and on SealTalk.
   */
  readonly circles?: Maybe<ReadonlyArray<Circle>>;
  /**
   * Mixin only. Code of the group's invitation, Mixin's own id. Anyone who knows it can join the group. Null for
   * a `CONTACT`, and on SealTalk.
   */
  readonly codeId?: Maybe<Scalars['ID']['output']>;
  /**
   * Mixin only. Invitation link of the group, `https://mixin.one/codes/<codeId>`. Anyone who knows it can join
   * the group. Null for a `CONTACT`, and on SealTalk.
   */
  readonly codeUrl?: Maybe<Scalars['URL']['output']>;
  /** Time at which the conversation was created. On SealTalk, null except for favorite groups. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * The user who created the conversation. For a `CONTACT` this is whichever of the two opened it first. Fetched
   * in batches; `id` alone costs no upstream call.
   */
  readonly creator?: Maybe<User>;
  /**
   * Mixin only. Seconds after which messages disappear, at most 7257600 (12 weeks). 0 means never. Null if Mixin
   * sends a number that is no `Int`, and on SealTalk.
   */
  readonly expireIn?: Maybe<Scalars['Int']['output']>;
  /** Picture of the group. Null if it has none, and for a `CONTACT`. */
  readonly iconUrl?: Maybe<Scalars['URL']['output']>;
  /** Global id: `mixin:conversation:<uuid>` or `sealtalk:conversation:<id>`. */
  readonly id: Scalars['ID']['output'];
  /** SealTalk only. True if only the owner and admins may send messages. Null on Mixin. */
  readonly isEveryoneMuted?: Maybe<Scalars['Boolean']['output']>;
  /**
   * SealTalk only. True if the account has saved the group to its address book. One upstream call for all groups of a
   * request; none for the groups of `favoriteConversations`. Null on Mixin.
   */
  readonly isFavorite?: Maybe<Scalars['Boolean']['output']>;
  /**
   * SealTalk only. True if the member protection of the group is on. May cost one upstream call per group. Null
   * if the server does not say, and on Mixin.
   */
  readonly isMemberProtected?: Maybe<Scalars['Boolean']['output']>;
  /**
   * SealTalk only. True if the owner or an admin must approve new members. Null if the server does not say, and
   * on Mixin.
   */
  readonly joinNeedsApproval?: Maybe<Scalars['Boolean']['output']>;
  /** SealTalk only. Maximum number of members. Null if the server does not state it, and on Mixin. */
  readonly maxMemberCount?: Maybe<Scalars['Int']['output']>;
  /** Number of participants, without loading them. Null if the network does not state it. */
  readonly memberCount?: Maybe<Scalars['Int']['output']>;
  /**
   * Mixin only. Time until which the viewer has muted the conversation. A time in the past means not muted; new
   * groups have such a time. Null if never muted, and on SealTalk.
   */
  readonly muteUntil?: Maybe<Scalars['DateTime']['output']>;
  /** Name of the group. Null for a `CONTACT`: show the name of the other participant instead. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The network to which the conversation belongs. */
  readonly network: Network;
  /**
   * Participants, in pages. Mixin returns them with the conversation, in its own order (in all known responses
   * by user id, so the owner may not be first). SealTalk returns them in one further upstream call, together
   * with their users, and fails with `FORBIDDEN` if the viewer is not a member. If you select only `totalCount`,
   * the gateway does not load the participants where the network states their number.
   */
  readonly participants?: Maybe<ParticipantConnection>;
  /** SealTalk only. Time of the last change to the group. Null except for favorite groups, and on Mixin. */
  readonly updatedAt?: Maybe<Scalars['DateTime']['output']>;
  /** The network's own id: `conversation_id` on Mixin, the id of the group on SealTalk. */
  readonly upstreamId: Scalars['ID']['output'];
  /**
   * What the viewer may do with the conversation: show nothing else. The mutations refuse by the same rules, with
   * `FORBIDDEN`, or with `UNSUPPORTED` for what the network does not have. It depends on the viewer's role and credential, on
   * the settings of the gateway and on the state of the conversation. All false for a viewer who is not in it.
   *
   * On Mixin, it costs no upstream call; only the gateway's bot may do anything, so all is false with an OAuth token, and for
   * a viewer who may only read as the bot. On SealTalk, the role comes from the account's list of groups, one upstream call
   * for all groups of a request; a server whose list has no roles needs the members of each group.
   *
   * Never null and never an error, so that it does not take the conversation with it: **what cannot be found out is
   * false**. If that matters to you, select `viewerRole` beside it, whose error says why.
   */
  readonly viewerCan: ConversationRights;
  /**
   * SealTalk only. The account's own name in the group. Costs one upstream call per group, the same as `participants`. Null
   * if the account has set none or is not in the group, and on Mixin.
   */
  readonly viewerDisplayName?: Maybe<Scalars['String']['output']>;
  /**
   * Role of the viewer in the conversation. Null if the viewer does not take part or the role cannot be
   * determined.
   */
  readonly viewerRole?: Maybe<ParticipantRole>;
};


/** A one-to-one conversation or a group on Mixin, or a group on SealTalk. */
export type ConversationParticipantsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  before?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  last?: InputMaybe<Scalars['Int']['input']>;
  role?: InputMaybe<ParticipantRole>;
  search?: InputMaybe<Scalars['String']['input']>;
};

/** Kind of a conversation. A value that the gateway does not know is returned as null. */
export type ConversationCategory =
  /** One-to-one conversation between two users. Mixin only. */
  | 'CONTACT'
  /** Group. Mixin decides how many members it holds (`CONFLICT` beyond that), SealTalk says so in `maxMemberCount`. */
  | 'GROUP';

/** A group membership of the account that changed. */
export type ConversationChange = {
  readonly __typename?: 'ConversationChange';
  /** The group. Null if other endpoints do not accept the id. */
  readonly conversation?: Maybe<Conversation>;
  /** SealTalk's own id of the group, as `/user/sync` returns it. */
  readonly conversationUpstreamId: Scalars['ID']['output'];
  /** Name that the account uses in the group. Null if there is none. */
  readonly displayName?: Maybe<Scalars['String']['output']>;
  /** Picture of the group. Null if there is none or the server does not send it. */
  readonly iconUrl?: Maybe<Scalars['URL']['output']>;
  /**
   * True if the membership ended. Some servers never send true. There, a group that is missing from
   * `SealTalkAccount.conversations` is one that the account has left.
   */
  readonly isDeleted: Scalars['Boolean']['output'];
  /** Name of the group. Null if the server does not send it. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Role of the account in the group. Null if the gateway does not know the value. */
  readonly role?: Maybe<ParticipantRole>;
  /** Time of the last change to the group, as a data version. Null if the server does not send it. */
  readonly version?: Maybe<Scalars['Version']['output']>;
};

/** A page of conversations. */
export type ConversationConnection = {
  readonly __typename?: 'ConversationConnection';
  /** The conversations of this page, each with its cursor. */
  readonly edges: ReadonlyArray<ConversationEdge>;
  /** The conversations of this page. */
  readonly nodes: ReadonlyArray<Conversation>;
  /** Position of this page in the list. */
  readonly pageInfo: PageInfo;
  /** Number of conversations on all pages. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One conversation of a page, with its cursor. */
export type ConversationEdge = {
  readonly __typename?: 'ConversationEdge';
  /** Opaque position in the list. Pass it as `after` to continue behind this conversation. */
  readonly cursor: Scalars['String']['output'];
  /** The conversation at this position. */
  readonly node: Conversation;
};

/** A conversation after a change. */
export type ConversationPayload = {
  readonly __typename?: 'ConversationPayload';
  /**
   * The conversation after the change. Mixin returns the whole conversation, including its participants, so it costs no
   * further upstream call. SealTalk returns nothing: what is selected is read again, as in `Query.conversation`.
   */
  readonly conversation?: Maybe<Conversation>;
  /**
   * SealTalk only. Users who were added and are no members yet, because they, or the owner or an admin of the group, first
   * have to agree. Empty for other changes, and on Mixin.
   */
  readonly waiting: ReadonlyArray<WaitingParticipant>;
};

/** Mixin only. A group as its invitation shows it. */
export type ConversationPreview = {
  readonly __typename?: 'ConversationPreview';
  /** Picture of the group. Null if it has none. */
  readonly iconUrl?: Maybe<Scalars['URL']['output']>;
  /** Global id of the group, `mixin:conversation:<uuid>`. `Query.conversation` needs a membership. */
  readonly id: Scalars['ID']['output'];
  /** Number of members. Null if Mixin does not say. */
  readonly memberCount?: Maybe<Scalars['Int']['output']>;
  /** Name of the group. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /**
   * True if the viewer is in the group. Null if Mixin does not list the members. May cost one upstream call, for the id of
   * the viewer.
   */
  readonly viewerIsMember?: Maybe<Scalars['Boolean']['output']>;
};

/**
 * What the viewer may do with a conversation. A right tells what is permitted now, not that it succeeds: a group may be
 * full, a user unknown, and somebody may change the viewer's role in the meantime.
 */
export type ConversationRights = {
  readonly __typename?: 'ConversationRights';
  /** Add members: `addParticipants`. On Mixin owner and admins, on SealTalk every member; an approval may be needed. */
  readonly addParticipants: Scalars['Boolean']['output'];
  /** SealTalk only. End the group for everyone: `dismissConversation`. Owner. */
  readonly dismiss: Scalars['Boolean']['output'];
  /** SealTalk only. Save the group, or remove it from the saved ones: `setConversationFavorite`. Every member. */
  readonly favorite: Scalars['Boolean']['output'];
  /** Leave a group: `leaveConversation`. Every member; one-to-one conversations cannot be left. */
  readonly leave: Scalars['Boolean']['output'];
  /** Send a text: `sendMessage`. Everyone in the conversation; while `isEveryoneMuted` is true, only its owner and admins. */
  readonly message: Scalars['Boolean']['output'];
  /** Mixin only. Mute the conversation for oneself: `muteConversation`. Everyone in it. */
  readonly mute: Scalars['Boolean']['output'];
  /** SealTalk only. Let only the owner and admins send messages: `muteEveryone`. Owner and admins. */
  readonly muteEveryone: Scalars['Boolean']['output'];
  /** Remove members: `removeParticipants`. Owner and admins. */
  readonly removeParticipants: Scalars['Boolean']['output'];
  /** Change the name: `updateConversation`. Owner; admins on Mixin, and on SealTalk's later server. */
  readonly rename: Scalars['Boolean']['output'];
  /** Mixin only. Replace the invitation link: `rotateConversationCode`. Owner and admins. */
  readonly rotateCode: Scalars['Boolean']['output'];
  /** Change the notice to all members: `updateConversation`. Owner and admins. */
  readonly setAnnouncement: Scalars['Boolean']['output'];
  /**
   * Mixin only. Let messages disappear after a time: `setDisappearingMessages`. Owner and admins of a group, and both sides
   * of a one-to-one conversation.
   */
  readonly setDisappearingMessages: Scalars['Boolean']['output'];
  /** SealTalk only. Change one's own name in the group: `setDisplayName`. Every member. */
  readonly setDisplayName: Scalars['Boolean']['output'];
  /** SealTalk only. Change whether new members need an approval: `setJoinApproval`. Owner and admins. */
  readonly setJoinApproval: Scalars['Boolean']['output'];
  /** SealTalk only. Change whether members are protected: `setMemberProtection`. Owner and admins. */
  readonly setMemberProtection: Scalars['Boolean']['output'];
  /** Make members admins, and admins members: `setParticipantRoles`. Owner. */
  readonly setRoles: Scalars['Boolean']['output'];
  /** SealTalk only. Make another member the owner: `transferConversation`. Owner. */
  readonly transfer: Scalars['Boolean']['output'];
};

/** The name of the new circle. */
export type CreateCircleInput = {
  /** 1 to 512 characters, not only spaces. Two circles may have the same name. */
  readonly name: Scalars['String']['input'];
};

/** The user with whom to open a one-to-one conversation. */
export type CreateContactConversationInput = {
  /** Global id of the other user, `mixin:user:<uuid>`. */
  readonly userId: Scalars['ID']['input'];
};

/** Properties of a new group. */
export type CreateGroupConversationInput = {
  /** Notice to all members, at most 1024 characters. */
  readonly announcement?: InputMaybe<Scalars['String']['input']>;
  /** Name of the group: at most 512 characters on Mixin, 2 to 32 on SealTalk. */
  readonly name: Scalars['String']['input'];
  /**
   * The network of the new group. The ids of the participants already say so, and win over `MIXIN`: `SEALTALK` together
   * with users of Mixin fails with `BAD_USER_INPUT`.
   */
  readonly network?: InputMaybe<Network>;
  /**
   * The other members: at most 1024 on Mixin, 499 on SealTalk. Do not list the bot, or the account, which becomes the
   * owner. All must belong to one network.
   */
  readonly participants: ReadonlyArray<ParticipantInput>;
  /**
   * Mixin only. Mixin's own id for the new group: a new UUID that you generate. Sending the same one again returns the
   * same conversation. If omitted, the gateway generates one. SealTalk chooses the ids of groups itself.
   */
  readonly upstreamId?: InputMaybe<Scalars['ID']['input']>;
};

/** The circle that is to go; the conversations in it stay. */
export type DeleteCircleInput = {
  /** Global id of the circle, `mixin:circle:<uuid>`. */
  readonly id: Scalars['ID']['input'];
};

/** The circle that is gone. */
export type DeleteCirclePayload = {
  readonly __typename?: 'DeleteCirclePayload';
  /** Global id of the circle, in the form that the gateway returns: take it out of your cache. */
  readonly circleId: Scalars['ID']['output'];
};

/** The group to end. */
export type DismissConversationInput = {
  /** Global id of the group, `sealtalk:conversation:<id>`. */
  readonly id: Scalars['ID']['input'];
};

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

/** A friendship of the account that changed. */
export type FriendChange = {
  readonly __typename?: 'FriendChange';
  /** Picture of the other user. Null if there is none or the server does not send it. */
  readonly avatarUrl?: Maybe<Scalars['URL']['output']>;
  /** Name that the account has given this friend. Null if there is none. */
  readonly displayName?: Maybe<Scalars['String']['output']>;
  /** Nickname of the other user. Null if the server does not send it. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** State of the friendship, as seen from the account. Null if the gateway does not know the value. */
  readonly status?: Maybe<FriendStatus>;
  /** The other user. Null if other endpoints do not accept the id. */
  readonly user?: Maybe<User>;
  /** SealTalk's own id of the other user, as `/user/sync` returns it. */
  readonly userUpstreamId: Scalars['ID']['output'];
  /** Time of this change, as a data version. */
  readonly version: Scalars['Version']['output'];
};

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

/** SealTalk only. Somebody was added to a group, and somebody has to agree first. */
export type GroupNotice = {
  readonly __typename?: 'GroupNotice';
  /** The group. Null if it no longer exists, or if the server sends an id that other calls do not accept. */
  readonly conversation?: Maybe<Conversation>;
  /** Time at which the receiver was added. Null if the server does not say. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** Id of the notice, `sealtalk:notice:<id>`. `Query.node` does not know it. */
  readonly id: Scalars['ID']['output'];
  /** Who has to agree. */
  readonly kind: GroupNoticeKind;
  /** The user who was added. Null as for `conversation`. */
  readonly receiver?: Maybe<User>;
  /** The user who added the receiver. Null as for `conversation`. */
  readonly requester?: Maybe<User>;
  /** What has become of it. */
  readonly state: GroupNoticeState;
};

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

/** The user whose request to ignore. */
export type IgnoreContactRequestInput = {
  /** Global id of the user, `sealtalk:user:<id>`. */
  readonly userId: Scalars['ID']['input'];
};

/** A group to join, in exactly one way. */
export type JoinConversationInput =
  /** Mixin only. Code of the group's invitation: the end of its link. */
  { readonly code: Scalars['ID']['input']; readonly id?: never; }
  |  /** SealTalk only. Global id of the group, `sealtalk:conversation:<id>`. */
  { readonly code?: never; readonly id: Scalars['ID']['input']; };

/** The group to leave. */
export type LeaveConversationInput = {
  /** Global id of the group: `mixin:conversation:<uuid>` or `sealtalk:conversation:<id>`. */
  readonly id: Scalars['ID']['input'];
};

/** The group that was left or ended. */
export type LeaveConversationPayload = {
  readonly __typename?: 'LeaveConversationPayload';
  /** Global id of the group, in its canonical form. Remove it from your lists. */
  readonly conversationId: Scalars['ID']['output'];
};

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

/** Phone number and password. */
export type LoginInput = {
  /** Password, 6 to 20 characters without spaces. */
  readonly password: Scalars['String']['input'];
  /** Phone number of the account. */
  readonly phone: PhoneInput;
};

/** The user who signed in. The session is in an HttpOnly cookie, never in the response body. */
export type LoginPayload = {
  readonly __typename?: 'LoginPayload';
  /** Token for RongCloud IM connections. The same at each login until `renewImToken`. Keep it secret. */
  readonly imToken: Scalars['String']['output'];
  /** The user who signed in. Null if the gateway could not read it. */
  readonly user?: Maybe<User>;
  /** Global id of the user. */
  readonly userId: Scalars['ID']['output'];
};

/** Result of signing out on all devices. */
export type LogoutEverywherePayload = {
  readonly __typename?: 'LogoutEverywherePayload';
  /** Always true: the gateway no longer accepts any session of the account that began before. */
  readonly loggedOut: Scalars['Boolean']['output'];
};

/** Result of signing out. */
export type LogoutPayload = {
  readonly __typename?: 'LogoutPayload';
  /** Always true: the gateway no longer accepts the session. */
  readonly loggedOut: Scalars['Boolean']['output'];
};

/** The remaining budget of one rate-limited lookup, for the credential of this request. */
export type LookupBudget = {
  readonly __typename?: 'LookupBudget';
  /** The kind of lookup. */
  readonly lookup: LimitedLookup;
  /** The network that limits the lookup. */
  readonly network: Network;
  /** Number of lookups that are possible now. With 0, the next one fails with `RATE_LIMITED`. */
  readonly remaining: Scalars['Int']['output'];
  /** Time at which the next lookup becomes possible. Null while `remaining` is above 0. */
  readonly retryAt?: Maybe<Scalars['DateTime']['output']>;
};

/** The group, the action and the users. */
export type ManageParticipantsInput = {
  /** The action to apply to all listed users. */
  readonly action: ParticipantAction;
  /** Global id of the group: `mixin:conversation:<uuid>` or `sealtalk:conversation:<id>`. */
  readonly id: Scalars['ID']['input'];
  /** The users, at most 1024, each with a role if the action uses one. */
  readonly participants: ReadonlyArray<ParticipantInput>;
};

/** From whom a Mixin account accepts something. A value that the gateway does not know is returned as null. */
export type MessageSource =
  /** Only the contacts of the account. */
  | 'CONTACTS'
  /** All users of the network. */
  | 'EVERYBODY'
  /** No one. */
  | 'NOBODY';

/**
 * Mixin only. The account of this request, with fields that only its owner may see: the account of the OAuth
 * token, or the gateway's bot. One upstream call loads all fields.
 */
export type MixinAccount = Account & {
  readonly __typename?: 'MixinAccount';
  /** Who may add the account to groups. Null if the gateway does not know the value. */
  readonly acceptConversationSource?: Maybe<MessageSource>;
  /** Who may find the account by search. Null if the gateway does not know the value. */
  readonly acceptSearchSource?: Maybe<MessageSource>;
  /** The users whom the account has blocked. One upstream call loads all. An OAuth token needs `CONTACTS:READ`. */
  readonly blockedUsers?: Maybe<UserConnection>;
  /**
   * The account's circles, at most 64. One upstream call loads all of them. An OAuth token needs `CIRCLES:READ`;
   * without it the field fails with `FORBIDDEN`.
   */
  readonly circles?: Maybe<ReadonlyArray<Circle>>;
  /** Code with which others can add the account, Mixin's own id. Null if empty. */
  readonly codeId?: Maybe<Scalars['ID']['output']>;
  /** Link with that code, `https://mixin.one/codes/<codeId>`, to show as a QR code. Null if empty. */
  readonly codeUrl?: Maybe<Scalars['URL']['output']>;
  /** The contacts of the account, people and bots. One upstream call loads all. An OAuth token needs `CONTACTS:READ`. */
  readonly contacts?: Maybe<UserConnection>;
  /** State of the account's device. `ACTIVE` in all known responses that have one. Null if empty. */
  readonly deviceStatus?: Maybe<Scalars['String']['output']>;
  /** Currency in which amounts are displayed: an ISO 4217 code, for example `USD`. */
  readonly fiatCurrency: Scalars['String']['output'];
  /** True if the account has named an emergency contact, who can help to recover it. */
  readonly hasEmergencyContact: Scalars['Boolean']['output'];
  /** True if the account has a PIN. */
  readonly hasPin: Scalars['Boolean']['output'];
  /**
   * Key that encrypts PINs for this session, in the form that Mixin sends. Null for bots with Ed25519 keys, and
   * if the caller did not send its own credential (OAuth token or API key).
   */
  readonly pinToken?: Maybe<Scalars['String']['output']>;
  /**
   * The same key in base64. Null for bots with Ed25519 keys, and if the caller did not send its own credential
   * (OAuth token or API key).
   */
  readonly pinTokenBase64?: Maybe<Scalars['String']['output']>;
  /** Whose messages the account accepts. Null if the gateway does not know the value. */
  readonly receiveMessageSource?: Maybe<MessageSource>;
  /** Mixin's own id of the session (a UUID) that the credential belongs to. Null if empty. */
  readonly sessionId?: Maybe<Scalars['ID']['output']>;
  /** Amount in `fiatCurrency` from which the account must confirm a transfer. 0 if Mixin sends none. */
  readonly transferConfirmationThreshold: Scalars['Float']['output'];
  /** Amount in `fiatCurrency` from which the account is notified of a transfer. 0 if Mixin sends none. */
  readonly transferNotificationThreshold: Scalars['Float']['output'];
  /** The account as a user. For a bot, Mixin returns the user id as `phone`. */
  readonly user: User;
};


/**
 * Mixin only. The account of this request, with fields that only its owner may see: the account of the OAuth
 * token, or the gateway's bot. One upstream call loads all fields.
 */
export type MixinAccountBlockedUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/**
 * Mixin only. The account of this request, with fields that only its owner may see: the account of the OAuth
 * token, or the gateway's bot. One upstream call loads all fields.
 */
export type MixinAccountContactsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
};

/** The own account after the change, as Mixin returned it. */
export type MixinAccountPayload = {
  readonly __typename?: 'MixinAccountPayload';
  /** The whole account. Costs no further upstream call. */
  readonly account?: Maybe<MixinAccount>;
};

/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type Mutation = {
  readonly __typename?: 'Mutation';
  /**
   * SealTalk only. Accepts the request of a user, and lifts blocks between the two. Succeeds for a user who is a contact
   * already.
   *
   * Further codes: `NOT_FOUND` (the user has not asked; nothing was sent), `OUTCOME_UNKNOWN` (you may repeat it).
   */
  readonly acceptContactRequest?: Maybe<ContactPayload>;
  /**
   * Adds a user to the contacts. *Mixin* adds at once and asks nobody. *SealTalk* sends a contact request, or adds at
   * once if the user wants it so or had asked before. `outcome` says which. Blocks between the two are lifted on SealTalk
   * if it adds at once.
   *
   * Further codes: `NOT_FOUND` (no such user), `OUTCOME_UNKNOWN` (read `User.contact` before you repeat it).
   */
  readonly addContact?: Maybe<AddContactPayload>;
  /**
   * Adds members to a group. On Mixin, users who are already members do not change, and the bot must be the owner or an
   * admin of the group; OAuth tokens fail with `FORBIDDEN`. On SealTalk, users who first have to agree, or whom the owner or
   * an admin first has to approve, are in `waiting` and no members yet.
   *
   * Further codes: `NOT_FOUND` (the group or a user does not exist), `CONFLICT` (more members than the network allows; on
   * SealTalk also if a user is a member already), `OUTCOME_UNKNOWN` (read the participants before you repeat it).
   */
  readonly addParticipants?: Maybe<ConversationPayload>;
  /**
   * Mixin only. Puts conversations into a circle. Those that are in it already stay. One upstream call. An OAuth token
   * needs `CIRCLES:WRITE`.
   *
   * Further codes: `NOT_FOUND` (the viewer has no such circle, or a conversation does not exist), `CONFLICT` (a
   * conversation is in 5 circles already; then Mixin may have added others of the list), `OUTCOME_UNKNOWN` (you may
   * repeat it).
   */
  readonly addToCircle?: Maybe<CirclePayload>;
  /**
   * SealTalk only. Answers a group notice that is `WAITING`: the receiver one that asks them, the owner or an admin one that
   * asks a manager. Anybody else fails with `FORBIDDEN`, and nothing is sent; some servers ask nobody.
   *
   * Further codes: `NOT_FOUND` (no such notice among those of the account), `CONFLICT` (it was answered already, or has
   * expired), `OUTCOME_UNKNOWN` (read the notices before you repeat it).
   */
  readonly answerGroupNotice?: Maybe<AnswerGroupNoticePayload>;
  /**
   * Mixin only. Lets the gateway's bot consent to the OAuth request of another app. The gateway requests an
   * authorization by WebSocket and approves it with the bot's PIN. Requires permission to act as the gateway's
   * bot in full; OAuth tokens fail with `FORBIDDEN`. Never repeat this mutation automatically.
   *
   * Further codes: `NOT_FOUND` (no such app), `VERIFICATION_FAILED` (the PIN is wrong or the request has
   * expired). Because Mixin locks a bot after five wrong PINs, the gateway sends at most three wrong ones and
   * then one per day; `retryAfterMs` says when the next one is possible.
   */
  readonly authorizeApp?: Maybe<AuthorizeAppPayload>;
  /**
   * Mixin only. Exchanges the authorization code of an OAuth redirect for an access token. Send the token as
   * `Authorization: Bearer <token>` in later requests. Needs no credential. A code works once, so never repeat
   * this mutation with the same code.
   *
   * Further codes: `VERIFICATION_FAILED` (the code is wrong, expired or already used; start a new
   * authorization), `RATE_LIMITED` (too many attempts from this address; wait for `retryAfterMs`).
   */
  readonly authorizeToken?: Maybe<AuthorizeTokenPayload>;
  /**
   * Blocks a user, who need not be a contact. If the user is a friend on SealTalk, SealTalk deletes the name that the
   * account gave this friend. Safe to repeat.
   *
   * Further codes: `NOT_FOUND` (no such user), `OUTCOME_UNKNOWN` (you may repeat it).
   */
  readonly blockUser?: Maybe<BlockUserPayload>;
  /**
   * SealTalk only. Changes the password of the signed-in account and ends all its other sessions. This session
   * goes on, and its cookie is set anew.
   *
   * Further codes: `VERIFICATION_FAILED` (the old password is wrong), `RATE_LIMITED` (too many attempts for this
   * account or from this address; wait for `retryAfterMs`), `OUTCOME_UNKNOWN` (try to log in with the new
   * password before you repeat it).
   */
  readonly changePassword?: Maybe<ChangePasswordPayload>;
  /**
   * Mixin only. Creates an empty circle. One upstream call. An OAuth token needs `CIRCLES:WRITE`.
   *
   * Further codes: `CONFLICT` (the account has 64 circles), `OUTCOME_UNKNOWN` (read `MixinAccount.circles` before you
   * repeat it: Mixin allows several circles of one name).
   */
  readonly createCircle?: Maybe<CirclePayload>;
  /**
   * Mixin only. Opens the one-to-one conversation with a user, or returns the existing one unchanged. Safe to
   * repeat. Requires permission to act as the gateway's bot; OAuth tokens fail with `FORBIDDEN`.
   *
   * Further codes: `NOT_FOUND`. If the user does not exist, the code is `NOT_FOUND` or `BAD_USER_INPUT`,
   * depending on the response of Mixin.
   */
  readonly createContactConversation?: Maybe<ConversationPayload>;
  /**
   * Creates a group. On Mixin, the gateway's bot becomes its owner, and a repeat is safe if you set `upstreamId`; OAuth
   * tokens fail with `FORBIDDEN`. On SealTalk, the account becomes its owner, and users who want to be asked first are in
   * `waiting`; an announcement costs one more upstream call.
   *
   * Further codes: `NOT_FOUND` (a participant does not exist), `CONFLICT` (too many members, or too many groups),
   * `OUTCOME_UNKNOWN` (repeat the mutation only if you set `upstreamId`; on SealTalk, read the groups of the account first).
   */
  readonly createGroupConversation?: Maybe<ConversationPayload>;
  /**
   * Mixin only. Deletes a circle. Its conversations stay. One upstream call. An OAuth token needs `CIRCLES:WRITE`.
   *
   * Further codes: `NOT_FOUND` (the viewer has no such circle), `OUTCOME_UNKNOWN` (read `MixinAccount.circles`; you may
   * repeat it).
   */
  readonly deleteCircle?: Maybe<DeleteCirclePayload>;
  /**
   * SealTalk only. Ends a group for all its members. The account must be the owner. This cannot be undone.
   *
   * Further codes: `NOT_FOUND` (no such group), `OUTCOME_UNKNOWN` (read the conversation before you repeat it).
   */
  readonly dismissConversation?: Maybe<LeaveConversationPayload>;
  /**
   * SealTalk only. Ignores the request of a user, who does not learn of it. Succeeds for a request that is ignored
   * already.
   *
   * Further codes: `NOT_FOUND` (the user has not asked; nothing was sent), `OUTCOME_UNKNOWN` (you may repeat it).
   */
  readonly ignoreContactRequest?: Maybe<ContactPayload>;
  /**
   * Joins a group: on Mixin by the code of its invitation, on SealTalk by its id. If a group of SealTalk needs the
   * approval of its owner, the mutation fails with `FORBIDDEN` and nothing is sent: ask a member to add you. On Mixin, OAuth
   * tokens fail with `FORBIDDEN`.
   *
   * Further codes: `NOT_FOUND` (no such group, or the code has expired), `CONFLICT` (the group is full; on SealTalk also if the
   * account is a member already), `OUTCOME_UNKNOWN` (read the conversation before you repeat it).
   */
  readonly joinConversation?: Maybe<ConversationPayload>;
  /**
   * Leaves a group. On SealTalk, a group whose owner leaves passes to another member, and one whose last member leaves
   * ends; what Mixin does when the owner leaves is not documented. One-to-one conversations cannot be left. On Mixin, OAuth
   * tokens fail with `FORBIDDEN`.
   *
   * Further codes: `NOT_FOUND` (no such group), `OUTCOME_UNKNOWN` (read the conversation before you repeat it).
   */
  readonly leaveConversation?: Maybe<LeaveConversationPayload>;
  /**
   * SealTalk only. Signs in and sets the session cookie (HttpOnly). Clients without cookies
   * send its value in the header `X-SealTalk-Session`.
   *
   * Further codes: `VERIFICATION_FAILED` (unknown phone number or wrong password), `RATE_LIMITED` (too many
   * attempts for this phone number or from this address; wait for `retryAfterMs`).
   */
  readonly login?: Maybe<LoginPayload>;
  /**
   * SealTalk only. Signs out: clears the cookie, and the gateway rejects the session from then on. Open
   * RongCloud connections stay open.
   */
  readonly logout?: Maybe<LogoutPayload>;
  /**
   * SealTalk only. Signs out on all devices: the gateway rejects all sessions of the account from then on, this one
   * included, and clears the cookie. Open RongCloud connections stay open.
   */
  readonly logoutEverywhere?: Maybe<LogoutEverywherePayload>;
  /**
   * Adds members, removes members or sets their roles in one call, with a role per user, as Mixin's own endpoint does.
   * `addParticipants`, `removeParticipants` and `setParticipantRoles` do the same and are easier to read. SealTalk adds
   * members without a role, and sets one role per call: anything else fails with `BAD_USER_INPUT`. On Mixin, OAuth tokens
   * fail with `FORBIDDEN`.
   *
   * Further codes: `NOT_FOUND` (the group or a user does not exist), `CONFLICT` (more members than the network allows),
   * `OUTCOME_UNKNOWN` (read the participants before you repeat it).
   */
  readonly manageParticipants?: Maybe<ConversationPayload>;
  /**
   * Mixin only. Mutes a conversation for the viewer: there are no notifications until then. A one-to-one conversation must
   * exist (`createContactConversation`). OAuth tokens fail with `FORBIDDEN`.
   *
   * Further codes: `NOT_FOUND` (no such conversation), `OUTCOME_UNKNOWN` (you may repeat it).
   */
  readonly muteConversation?: Maybe<ConversationPayload>;
  /**
   * SealTalk only. Whether only the owner and admins of a group may send messages. The account must be one of them; some
   * servers ask nobody, so the gateway checks it.
   *
   * Further codes: `NOT_FOUND` (no such group), `OUTCOME_UNKNOWN` (you may repeat it).
   */
  readonly muteEveryone?: Maybe<ConversationPayload>;
  /**
   * SealTalk only. Creates an account for a phone number that `verifyCode` has verified, and signs in. Sets the
   * session cookie. Needs no session.
   *
   * Further codes: `VERIFICATION_FAILED` (unknown token; call `verifyCode` again), `CONFLICT` (the phone number
   * already has an account; use `login`), `RATE_LIMITED` (too many attempts from this address, or too many
   * registrations at once; wait for `retryAfterMs`), `OUTCOME_UNKNOWN` (try to log in before you repeat it).
   */
  readonly register?: Maybe<RegisterPayload>;
  /**
   * Removes a contact. *SealTalk* also **blocks** the user, so that `isBlocked` is true afterwards: use `unblockUser` to
   * hear from the user again.
   *
   * Further codes: `NOT_FOUND` (no such user, or not a contact), `OUTCOME_UNKNOWN` (you may repeat it).
   */
  readonly removeContact?: Maybe<ContactPayload>;
  /**
   * Mixin only. Takes conversations out of a circle. Those that are not in it are passed over. One upstream call. An
   * OAuth token needs `CIRCLES:WRITE`.
   *
   * Further codes: `NOT_FOUND` (the viewer has no such circle), `OUTCOME_UNKNOWN` (you may repeat it).
   */
  readonly removeFromCircle?: Maybe<CirclePayload>;
  /**
   * Removes members from a group. The bot, or the account, must be the owner or an admin of the group. Nobody can remove the
   * owner; to leave a group yourself, use `leaveConversation`. On Mixin, OAuth tokens fail with `FORBIDDEN`.
   *
   * Further codes: `NOT_FOUND` (the group or a user does not exist), `OUTCOME_UNKNOWN` (read the participants
   * before you repeat it).
   */
  readonly removeParticipants?: Maybe<ConversationPayload>;
  /**
   * Mixin only. Renames a circle. One upstream call. An OAuth token needs `CIRCLES:WRITE`.
   *
   * Further codes: `NOT_FOUND` (the viewer has no such circle), `OUTCOME_UNKNOWN` (you may repeat it).
   */
  readonly renameCircle?: Maybe<CirclePayload>;
  /**
   * SealTalk only. Returns a new token for RongCloud IM connections. The previous token becomes invalid.
   *
   * Further codes: `OUTCOME_UNKNOWN` (the previous token may be invalid; you may repeat it).
   */
  readonly renewImToken?: Maybe<RenewImTokenPayload>;
  /**
   * SealTalk only. Sets a new password for a phone number that `verifyCode` has verified. Needs no session.
   * Ends all sessions of the account if `verifyCode` of this gateway returned the token within the last 30 days.
   * SealTalk reports success even if the phone number has no account.
   *
   * Further codes: `VERIFICATION_FAILED` (unknown token; call `verifyCode` again), `RATE_LIMITED` (too many
   * attempts from this address; wait for `retryAfterMs`), `OUTCOME_UNKNOWN` (try to log in before you repeat
   * it).
   */
  readonly resetPassword?: Maybe<ResetPasswordPayload>;
  /**
   * Mixin only. Replaces the invitation link of a group. The old link stops working. Each call creates another
   * link. The bot must be the owner or an admin of the group; OAuth tokens fail with `FORBIDDEN`.
   *
   * Further codes: `NOT_FOUND` (no such group), `OUTCOME_UNKNOWN` (read `codeUrl` before you repeat it).
   */
  readonly rotateConversationCode?: Maybe<ConversationPayload>;
  /**
   * Sends a text to a conversation: on Mixin as the gateway's bot, on SealTalk as the account. Texts only, emoji included.
   * Neither network lets anybody read messages, or list what was sent, over its REST API: messages arrive through the
   * clients of the networks. `Conversation.viewerCan { message }` tells beforehand who may send. On Mixin, OAuth tokens fail
   * with `FORBIDDEN`.
   *
   * It is sent once and never repeated. The gateway neither keeps nor logs the text. How many texts a caller may send is
   * limited by the cost of a document (`LIMIT_COST`) and by its requests per second. On Mixin it costs one upstream call; on
   * SealTalk two, since the role is read first, and a third for a plain member, to see whether everyone is muted.
   *
   * Further codes: `NOT_FOUND` (no such conversation), `RATE_LIMITED`, `OUTCOME_UNKNOWN` (the text may have been sent: on Mixin
   * you may repeat it with the same `messageId`; on SealTalk a repeat may send it twice).
   */
  readonly sendMessage?: Maybe<SendMessagePayload>;
  /**
   * SealTalk only. Sends a verification code by text message, for `register` or `resetPassword`. Needs no
   * session. The operator pays for each message.
   *
   * Further codes: `RATE_LIMITED` (one message per phone number and minute, 20 per client address and hour
   * with both services together, and a limited number for all clients; wait for `retryAfterMs`), `OUTCOME_UNKNOWN` (the message may arrive; wait a minute before you repeat
   * it).
   */
  readonly sendVerificationCode?: Maybe<SendVerificationCodePayload>;
  /**
   * SealTalk only. Sets whether other users may poke the account. Safe to repeat.
   *
   * Further codes: `OUTCOME_UNKNOWN` (you may repeat it).
   */
  readonly setAcceptsPokes?: Maybe<SetAcceptsPokesPayload>;
  /**
   * Gives a contact a name that only the account sees, or takes it away.
   *
   * Further codes: `NOT_FOUND` (no such user, or not a contact), `OUTCOME_UNKNOWN` (you may repeat it).
   */
  readonly setContactAlias?: Maybe<ContactPayload>;
  /**
   * SealTalk only. Saves a group to the address book of the account, or removes it. Safe to repeat.
   *
   * Further codes: `NOT_FOUND` (no such group), `OUTCOME_UNKNOWN` (you may repeat it).
   */
  readonly setConversationFavorite?: Maybe<ConversationPayload>;
  /**
   * Mixin only. Lets the messages of a conversation disappear some time after they are read. In a group, the bot must be
   * the owner or an admin; OAuth tokens fail with `FORBIDDEN`.
   *
   * Further codes: `NOT_FOUND` (no such conversation), `OUTCOME_UNKNOWN` (you may repeat it).
   */
  readonly setDisappearingMessages?: Maybe<ConversationPayload>;
  /**
   * SealTalk only. Sets the account's own name in a group, which `Participant.displayName` shows.
   *
   * Further codes: `NOT_FOUND` (no such group, or the account is not in it), `OUTCOME_UNKNOWN` (you may repeat it).
   */
  readonly setDisplayName?: Maybe<ConversationPayload>;
  /**
   * SealTalk only. Whether the owner or an admin must approve new members. The account must be one of them.
   *
   * Further codes: `NOT_FOUND` (no such group), `OUTCOME_UNKNOWN` (you may repeat it).
   */
  readonly setJoinApproval?: Maybe<ConversationPayload>;
  /**
   * SealTalk only. Whether members of a group are protected: they cannot add each other as friends. The account must be the
   * owner or an admin; some servers ask nobody, so the gateway checks it.
   *
   * Further codes: `NOT_FOUND` (no such group), `OUTCOME_UNKNOWN` (you may repeat it).
   */
  readonly setMemberProtection?: Maybe<ConversationPayload>;
  /**
   * Makes members of a group admins, or makes admins ordinary members. The bot, or the account, must be the owner of
   * the group. On Mixin, OAuth tokens fail with `FORBIDDEN`.
   *
   * Further codes: `NOT_FOUND` (the group or a user does not exist), `OUTCOME_UNKNOWN` (read the participants
   * before you repeat it).
   */
  readonly setParticipantRoles?: Maybe<ConversationPayload>;
  /**
   * SealTalk only. Makes another member the owner of a group. The account must be the owner, and becomes an ordinary member.
   *
   * Further codes: `NOT_FOUND` (no such group), `OUTCOME_UNKNOWN` (read `viewerRole` before you repeat it).
   */
  readonly transferConversation?: Maybe<ConversationPayload>;
  /**
   * Unblocks a user. A friend who was blocked becomes a friend again on SealTalk. Succeeds even if the user was not
   * blocked. Further code on Mixin: `NOT_FOUND` (no such user).
   *
   * Further codes: `OUTCOME_UNKNOWN` (you may repeat it).
   */
  readonly unblockUser?: Maybe<UnblockUserPayload>;
  /**
   * Changes the name or the announcement of a group. Omitted fields keep their value. On Mixin, each call shows a
   * notice to the members, even if nothing changed, and the bot must be the owner or an admin of the group; OAuth tokens
   * fail with `FORBIDDEN`. On SealTalk, each of the two fields costs one upstream call, the name first, and an announcement
   * is sent to all members as a message. Only the owner may change the name; on some servers admins may, too. If the
   * announcement fails after the name was changed, the message of the error says so.
   *
   * Further codes: `NOT_FOUND` (no such group), `OUTCOME_UNKNOWN` (read the conversation before you repeat it).
   */
  readonly updateConversation?: Maybe<ConversationPayload>;
  /**
   * Mixin only. Changes who may write to the account, add it to groups and find it. Omitted fields keep their value. One
   * upstream call. Requires permission to act as the gateway's bot; OAuth tokens fail with `FORBIDDEN`, and nothing is
   * sent.
   *
   * Further codes: `OUTCOME_UNKNOWN` (you may repeat it).
   */
  readonly updateMixinPreferences?: Maybe<MixinAccountPayload>;
  /**
   * Mixin only. Changes the own profile. Omitted fields keep their value. One upstream call. Requires permission to act
   * as the gateway's bot; OAuth tokens fail with `FORBIDDEN`, and nothing is sent.
   *
   * Further codes: `OUTCOME_UNKNOWN` (you may repeat it).
   */
  readonly updateMixinProfile?: Maybe<MixinAccountPayload>;
  /**
   * SealTalk only. Changes privacy settings of the account. Omitted fields keep their value.
   *
   * Further codes: `OUTCOME_UNKNOWN` (read `SealTalkAccount.privacy` before you repeat it).
   */
  readonly updatePrivacy?: Maybe<UpdatePrivacyPayload>;
  /**
   * SealTalk only. Changes the profile of the account. Omitted fields keep their value. Each given field costs
   * one upstream call, and one more confirms that the account exists. Some may succeed while others fail: check
   * `failed` in the payload as well as `errors`.
   *
   * If a value breaks a rule of its field, the mutation fails with `BAD_USER_INPUT` and nothing is sent. A value
   * that SealTalk refuses is in `failed`, with `BAD_USER_INPUT` or `CONFLICT`; it was not changed.
   */
  readonly updateProfile?: Maybe<UpdateProfilePayload>;
  /**
   * SealTalk only. Exchanges the code of a text message for a token that `register` and `resetPassword` accept.
   * Needs no session.
   *
   * Further codes: `VERIFICATION_FAILED` (the code is wrong or older than two minutes), `NOT_FOUND` (no code was
   * ever sent to this phone number; call `sendVerificationCode`), `RATE_LIMITED` (too many attempts for this
   * phone number or from this address; wait for `retryAfterMs`).
   */
  readonly verifyCode?: Maybe<VerifyCodePayload>;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationAcceptContactRequestArgs = {
  input: AcceptContactRequestInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationAddContactArgs = {
  input: AddContactInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationAddParticipantsArgs = {
  input: AddParticipantsInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationAddToCircleArgs = {
  input: AddToCircleInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationAnswerGroupNoticeArgs = {
  input: AnswerGroupNoticeInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationAuthorizeAppArgs = {
  input: AuthorizeAppInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationAuthorizeTokenArgs = {
  input: AuthorizeTokenInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationBlockUserArgs = {
  input: BlockUserInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationChangePasswordArgs = {
  input: ChangePasswordInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationCreateCircleArgs = {
  input: CreateCircleInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationCreateContactConversationArgs = {
  input: CreateContactConversationInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationCreateGroupConversationArgs = {
  input: CreateGroupConversationInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationDeleteCircleArgs = {
  input: DeleteCircleInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationDismissConversationArgs = {
  input: DismissConversationInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationIgnoreContactRequestArgs = {
  input: IgnoreContactRequestInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationJoinConversationArgs = {
  input: JoinConversationInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationLeaveConversationArgs = {
  input: LeaveConversationInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationLoginArgs = {
  input: LoginInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationManageParticipantsArgs = {
  input: ManageParticipantsInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationMuteConversationArgs = {
  input: MuteConversationInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationMuteEveryoneArgs = {
  input: MuteEveryoneInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationRegisterArgs = {
  input: RegisterInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationRemoveContactArgs = {
  input: RemoveContactInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationRemoveFromCircleArgs = {
  input: RemoveFromCircleInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationRemoveParticipantsArgs = {
  input: RemoveParticipantsInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationRenameCircleArgs = {
  input: RenameCircleInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationResetPasswordArgs = {
  input: ResetPasswordInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationRotateConversationCodeArgs = {
  input: RotateConversationCodeInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationSendMessageArgs = {
  input: SendMessageInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationSendVerificationCodeArgs = {
  input: SendVerificationCodeInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationSetAcceptsPokesArgs = {
  input: SetAcceptsPokesInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationSetContactAliasArgs = {
  input: SetContactAliasInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationSetConversationFavoriteArgs = {
  input: SetConversationFavoriteInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationSetDisappearingMessagesArgs = {
  input: SetDisappearingMessagesInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationSetDisplayNameArgs = {
  input: SetDisplayNameInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationSetJoinApprovalArgs = {
  input: SetJoinApprovalInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationSetMemberProtectionArgs = {
  input: SetMemberProtectionInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationSetParticipantRolesArgs = {
  input: SetParticipantRolesInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationTransferConversationArgs = {
  input: TransferConversationInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationUnblockUserArgs = {
  input: UnblockUserInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationUpdateConversationArgs = {
  input: UpdateConversationInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationUpdateMixinPreferencesArgs = {
  input: UpdateMixinPreferencesInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationUpdateMixinProfileArgs = {
  input: UpdateMixinProfileInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationUpdatePrivacyArgs = {
  input: UpdatePrivacyInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationUpdateProfileArgs = {
  input: UpdateProfileInput;
};


/**
 * All writes. If a mutation fails, its payload is null and `errors` contains the reason. Mutations before it in
 * the same document have taken effect.
 *
 * The gateway sends each write **once** and never repeats it. If the response of the network is lost, the code
 * is `OUTCOME_UNKNOWN`: read the current state before you send the mutation again.
 *
 * Every mutation may fail with `BAD_USER_INPUT`, `UNAUTHENTICATED`, `FORBIDDEN`, `UPSTREAM_UNAVAILABLE`,
 * `UPSTREAM_ERROR` or `UNSUPPORTED`. Each description lists further codes only. `ErrorCode` says what to do for
 * each code.
 *
 * An operation may contain at most one mutation that checks a password, code, PIN or token (`login`, `register`,
 * `verifyCode`, `resetPassword`, `changePassword`, `authorizeToken` or `authorizeApp`). An operation with more
 * fails with `QUERY_TOO_COMPLEX` before anything is sent.
 */
export type MutationVerifyCodeArgs = {
  input: VerifyCodeInput;
};

/** The conversation and for how long to mute it. */
export type MuteConversationInput = {
  /** Global id of the conversation, `mixin:conversation:<uuid>`. */
  readonly id: Scalars['ID']['input'];
  /** Seconds from now, 0 or more. 0 unmutes. 28800 are eight hours. */
  readonly seconds: Scalars['Int']['input'];
};

/** The group and whether everyone is muted. */
export type MuteEveryoneInput = {
  /** Global id of the group, `sealtalk:conversation:<id>`. */
  readonly id: Scalars['ID']['input'];
  /** True: only the owner and admins may send messages. */
  readonly muted: Scalars['Boolean']['input'];
};

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

/** A network and what it has. */
export type NetworkInfo = {
  readonly __typename?: 'NetworkInfo';
  /** What the network has, whoever the viewer is and whether or not it is configured. In the order of the enum. */
  readonly features: ReadonlyArray<NetworkFeature>;
  /** True if this gateway is configured for the network. If not, everything of it fails with `UNSUPPORTED`. */
  readonly isConfigured: Scalars['Boolean']['output'];
  /** The network to which the rest applies. */
  readonly network: Network;
};

/** An object with a global id that `Query.node` can look up. */
export type Node = {
  /** Global id: `<network>:<kind>:<upstream id>`. It never changes, so clients may store it. */
  readonly id: Scalars['ID']['output'];
};

/** The position of a page in the whole list of a connection. */
export type PageInfo = {
  readonly __typename?: 'PageInfo';
  /** Cursor of the last item. Pass it as `after` to get the next page. Null if the page is empty. */
  readonly endCursor?: Maybe<Scalars['String']['output']>;
  /** True if the list continues after this page. To get the next page, pass `endCursor` as `after`. */
  readonly hasNextPage: Scalars['Boolean']['output'];
  /**
   * True if this page is not the start of the list. Where the field has `before`, pass `startCursor` to get the previous
   * page. Other connections can only be paged forward.
   */
  readonly hasPreviousPage: Scalars['Boolean']['output'];
  /** Cursor of the first item. Where the field has `before`, pass it there to get the previous page. Null if the page is empty. */
  readonly startCursor?: Maybe<Scalars['String']['output']>;
};

/** Membership of a user in one conversation. */
export type Participant = {
  readonly __typename?: 'Participant';
  /** Time at which the user joined. If a user was removed and added again, the later time. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /** SealTalk only. Name of the user in this group. Null if the user has set none, and on Mixin. */
  readonly displayName?: Maybe<Scalars['String']['output']>;
  /** What the user may do in the conversation. Null if the gateway does not know the value. */
  readonly role?: Maybe<ParticipantRole>;
  /**
   * Mixin only. Devices on which the user is signed in. Empty if there are none. Null if the gateway can read
   * none of the conversation's sessions, and on SealTalk.
   */
  readonly sessions?: Maybe<ReadonlyArray<ParticipantSession>>;
  /**
   * The user. On Mixin, users are fetched in batches of 100. On SealTalk, they are part of the participant list.
   * Null if the account no longer exists.
   */
  readonly user?: Maybe<User>;
  /** Global id of the user. Costs no upstream call. */
  readonly userId: Scalars['ID']['output'];
};

/** What `manageParticipants` does with the users. */
export type ParticipantAction =
  /** Add them with the given role. Requires the owner or an admin; only the owner can add admins. */
  | 'ADD'
  /** Remove them from the group and ignore `role`. Requires the owner or an admin. */
  | 'REMOVE'
  /** Set their role, which each user must have here. Requires the owner. */
  | 'ROLE';

/** A member of one of the account's groups who joined or changed. */
export type ParticipantChange = {
  readonly __typename?: 'ParticipantChange';
  /** Picture of the member. Null if there is none or the server does not send it. */
  readonly avatarUrl?: Maybe<Scalars['URL']['output']>;
  /** The group. Null if other endpoints do not accept the id. */
  readonly conversation?: Maybe<Conversation>;
  /** SealTalk's own id of the group, as `/user/sync` returns it. */
  readonly conversationUpstreamId: Scalars['ID']['output'];
  /** Name that the member uses in the group. Null if there is none. */
  readonly displayName?: Maybe<Scalars['String']['output']>;
  /** True if the membership ended. Some servers never send true. */
  readonly isDeleted: Scalars['Boolean']['output'];
  /** Nickname of the member. Null if the server does not send it. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** Role of the member. Null if the gateway does not know the value. */
  readonly role?: Maybe<ParticipantRole>;
  /** The member as a user. Null if other endpoints do not accept the id. */
  readonly user?: Maybe<User>;
  /** SealTalk's own id of the member, as `/user/sync` returns it. */
  readonly userUpstreamId: Scalars['ID']['output'];
  /** Time of this change, as a data version. */
  readonly version: Scalars['Version']['output'];
};

/** A page of participants. */
export type ParticipantConnection = {
  readonly __typename?: 'ParticipantConnection';
  /** The participants of this page, each with its cursor. */
  readonly edges: ReadonlyArray<ParticipantEdge>;
  /** The participants of this page. */
  readonly nodes: ReadonlyArray<Participant>;
  /** Position of this page in the list. */
  readonly pageInfo: PageInfo;
  /** Number of participants on all pages. With the arguments `role` and `search`, only those that match count. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One participant of a page, with its cursor. */
export type ParticipantEdge = {
  readonly __typename?: 'ParticipantEdge';
  /** Opaque position in the list. Pass it as `after` to continue behind this participant, or as `before` to continue ahead of it. */
  readonly cursor: Scalars['String']['output'];
  /** The participant at this position. */
  readonly node: Participant;
};

/** A user and the role to give them. */
export type ParticipantInput = {
  /**
   * `ADMIN` or `MEMBER`; `MEMBER` if omitted, except with the action `ROLE`, which needs it. `OWNER` fails with
   * `BAD_USER_INPUT`, and so does `ADMIN` on SealTalk for a user who is added: use `setParticipantRoles` afterwards.
   */
  readonly role?: InputMaybe<ParticipantRole>;
  /** Global id of the user: `mixin:user:<uuid>` or `sealtalk:user:<id>`. */
  readonly userId: Scalars['ID']['input'];
};

/** What a participant may do in a conversation. */
export type ParticipantRole =
  /** `ADMIN` on Mixin, 2 (manager) on SealTalk. May change the group and its members. */
  | 'ADMIN'
  /** The empty role on Mixin, 1 on SealTalk: all other members, and both participants of a `CONTACT`. */
  | 'MEMBER'
  /** `OWNER` on Mixin, 0 (creator) on SealTalk. Each group has one owner. On SealTalk, `transferConversation` changes it. */
  | 'OWNER';

/** Mixin only. A device on which a participant is signed in, with the key that encrypts messages to it. */
export type ParticipantSession = {
  readonly __typename?: 'ParticipantSession';
  /** X25519 public key in base64url without padding. Empty if the device does not support encryption. */
  readonly publicKey: Scalars['String']['output'];
  /** Mixin's own id of the session (a UUID). */
  readonly sessionId: Scalars['ID']['output'];
};

/** A phone number, and who has it. */
export type PhoneContact = {
  readonly __typename?: 'PhoneContact';
  /** The number as it was asked for, without its region. */
  readonly phone: Scalars['String']['output'];
  /** The user who has it. Null if nobody has. */
  readonly user?: Maybe<User>;
};

/** A phone number in two parts, both strings: `{region: "86", number: "13812345678"}`. */
export type PhoneInput = {
  /**
   * Number without the dialing code, digits only. Dialing code and number have 5 to 15 digits together. SealTalk
   * takes at most 11 digits here; a longer number fails with `BAD_USER_INPUT` and nothing is sent.
   */
  readonly number: Scalars['String']['input'];
  /** International dialing code without +, for example `"86"`. `Query.regions` lists those of SealTalk. */
  readonly region: Scalars['String']['input'];
};

/**
 * How others may find a SealTalk account, and what they may do without its consent. All settings of a new
 * account are true.
 */
export type PrivacySettings = {
  readonly __typename?: 'PrivacySettings';
  /**
   * True if others may add the account to groups at once, false if SealTalk asks the account first
   * (`groupVerify` on SealTalk).
   */
  readonly canBeAddedToGroups: Scalars['Boolean']['output'];
  /**
   * True if the account must accept friend requests, false if SealTalk accepts them at once (`friVerify` on
   * SealTalk).
   */
  readonly friendRequestsNeedApproval: Scalars['Boolean']['output'];
  /** True if others may find the account by its phone number (`phoneVerify` on SealTalk). */
  readonly searchableByPhone: Scalars['Boolean']['output'];
  /** True if others may find the account by its SealTalk number (`stSearchVerify` on SealTalk). */
  readonly searchableByStAccount: Scalars['Boolean']['output'];
};

/** A change of the account's own name or picture. */
export type ProfileChange = {
  readonly __typename?: 'ProfileChange';
  /** The new picture. Null if there is none. */
  readonly avatarUrl?: Maybe<Scalars['URL']['output']>;
  /** The new nickname. */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The account as a user. Null if other endpoints do not accept the id. */
  readonly user?: Maybe<User>;
  /** SealTalk's own id of the account, as `/user/sync` returns it. */
  readonly userUpstreamId: Scalars['ID']['output'];
  /** Time of this change, as a data version. */
  readonly version: Scalars['Version']['output'];
};

/** Why a profile field was not changed. */
export type ProfileFailure = {
  readonly __typename?: 'ProfileFailure';
  /** Reason, for example `CONFLICT` if the SealTalk number is taken. */
  readonly code: ErrorCode;
  /** Explanation in English, for developers. */
  readonly message: Scalars['String']['output'];
  /** The field that was not changed. */
  readonly part: ProfilePart;
};

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

/**
 * All reads. A lookup returns `null` for a thing that does not exist. An error means that the gateway could not
 * find out.
 *
 * **Ids.** Fields and arguments of type `ID` that are named `id`, `ids` or `…Id` contain *global ids* of the
 * form `<network>:<kind>:<upstream id>`, for example `mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115`,
 * `mixin:app:…`, `mixin:conversation:…`, `mixin:circle:…`, `sealtalk:user:5Vg2Xh9f` or `sealtalk:conversation:sdf9sd0df98`.
 * Network and kind are lower case. Some contain the network's own id instead (`upstreamId`, `clientId`,
 * `mixinUserId`, …); their descriptions say so. Mixin's UUIDs are accepted in upper case and returned in lower
 * case. Ids of SealTalk are case-sensitive. An id with the wrong form or kind fails with `BAD_USER_INPUT`.
 *
 * **Null.** An empty value of a network is returned as `null`, never as `""`. A field that only one network has
 * is `null` on the other network. Every field that needs its own upstream call is nullable, so that one failure
 * does not remove the rest of the response. In that case `errors` contains an error with a code from
 * `ErrorCode`.
 */
export type Query = {
  readonly __typename?: 'Query';
  /**
   * A Mixin app (bot) by its global id. Null if it does not exist. The gateway looks it up as the bot's user, in
   * the same batches as users. SealTalk has no apps.
   */
  readonly app?: Maybe<App>;
  /**
   * The remaining budget of each rate-limited lookup for this caller, after all lookups of this operation. A page can use it to disable a search box
   * instead of showing an error. Costs no upstream call.
   */
  readonly budgets: ReadonlyArray<LookupBudget>;
  /**
   * SealTalk only. A picture with a code that the user must enter before SealTalk sends a text message. Null if
   * the call failed. Needs no session. Costs one upstream call and is never cached. Fails with `UNSUPPORTED` if
   * the server cannot create one.
   */
  readonly captcha?: Maybe<Captcha>;
  /**
   * A conversation by its global id. Null if it does not exist. On Mixin, fails with `FORBIDDEN` if the viewer
   * is not a member. Costs one upstream call, which on Mixin includes the participants.
   */
  readonly conversation?: Maybe<Conversation>;
  /**
   * Mixin only. What a group shows whoever has its invitation code. Needs no membership. Null if the code has expired, was
   * replaced, or is not that of a group. Costs one upstream call; `viewerIsMember` may cost one more.
   *
   * Further codes: `BAD_USER_INPUT` (not a code), `UNAUTHENTICATED`.
   */
  readonly conversationByCode?: Maybe<ConversationPreview>;
  /**
   * True if no SealTalk account uses the phone number, so that it can register. Null if the call failed. Needs
   * no session. Costs one upstream call. An invalid number of region 86 fails with `BAD_USER_INPUT`. Fails with
   * `RATE_LIMITED` after too many calls from one client address.
   */
  readonly isPhoneAvailable?: Maybe<Scalars['Boolean']['output']>;
  /**
   * What each network has at all, configured or not: show nothing for what a network lacks, since it fails with
   * `UNSUPPORTED`. Needs no credential and costs no upstream call. What the viewer may do is another question:
   * `Conversation.viewerCan` answers it.
   */
  readonly networks: ReadonlyArray<NetworkInfo>;
  /**
   * The user, app, conversation or circle with a global id. Null if it does not exist; a circle of somebody else does
   * not exist for the viewer. The gateway checks its existence upstream unless it has a recent response in its cache.
   */
  readonly node?: Maybe<Node>;
  /**
   * The users, apps, conversations and circles with the given global ids, in the same order. An item that does not
   * exist is null. Kinds and networks may be mixed. Users are fetched in batches, and circles all at once.
   */
  readonly nodes: ReadonlyArray<Maybe<Node>>;
  /**
   * SealTalk only. Places whose phone numbers SealTalk accepts, about 220. Null if the call failed. Needs no
   * session. Costs one upstream call. Several places may share a dialing code: "1" is Canada and the United
   * States.
   */
  readonly regions?: Maybe<ReadonlyArray<Region>>;
  /**
   * One user. Null if the user does not exist or, on SealTalk, does not want to be found in this way. Lookups by
   * identity number or phone number on Mixin may fail with `RATE_LIMITED`.
   */
  readonly user?: Maybe<User>;
  /**
   * Many users, in the order of `by`. An item is null if the user does not exist. If one lookup fails, its item
   * is null and `errors` has an error with its path; the other items are returned. The gateway fetches up to 100
   * users by Mixin id in one upstream call, and names and avatars of up to 200 SealTalk users in one upstream
   * call.
   */
  readonly users: ReadonlyArray<Maybe<User>>;
  /**
   * The accounts on whose behalf this request is made, one per network. On Mixin: the owner of the OAuth token
   * in `Authorization`, or the gateway's bot if the caller may act as it. On SealTalk: the account of the
   * session cookie or of the header `X-SealTalk-Session`.
   */
  readonly viewer: Viewer;
};


/**
 * All reads. A lookup returns `null` for a thing that does not exist. An error means that the gateway could not
 * find out.
 *
 * **Ids.** Fields and arguments of type `ID` that are named `id`, `ids` or `…Id` contain *global ids* of the
 * form `<network>:<kind>:<upstream id>`, for example `mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115`,
 * `mixin:app:…`, `mixin:conversation:…`, `mixin:circle:…`, `sealtalk:user:5Vg2Xh9f` or `sealtalk:conversation:sdf9sd0df98`.
 * Network and kind are lower case. Some contain the network's own id instead (`upstreamId`, `clientId`,
 * `mixinUserId`, …); their descriptions say so. Mixin's UUIDs are accepted in upper case and returned in lower
 * case. Ids of SealTalk are case-sensitive. An id with the wrong form or kind fails with `BAD_USER_INPUT`.
 *
 * **Null.** An empty value of a network is returned as `null`, never as `""`. A field that only one network has
 * is `null` on the other network. Every field that needs its own upstream call is nullable, so that one failure
 * does not remove the rest of the response. In that case `errors` contains an error with a code from
 * `ErrorCode`.
 */
export type QueryAppArgs = {
  id: Scalars['ID']['input'];
};


/**
 * All reads. A lookup returns `null` for a thing that does not exist. An error means that the gateway could not
 * find out.
 *
 * **Ids.** Fields and arguments of type `ID` that are named `id`, `ids` or `…Id` contain *global ids* of the
 * form `<network>:<kind>:<upstream id>`, for example `mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115`,
 * `mixin:app:…`, `mixin:conversation:…`, `mixin:circle:…`, `sealtalk:user:5Vg2Xh9f` or `sealtalk:conversation:sdf9sd0df98`.
 * Network and kind are lower case. Some contain the network's own id instead (`upstreamId`, `clientId`,
 * `mixinUserId`, …); their descriptions say so. Mixin's UUIDs are accepted in upper case and returned in lower
 * case. Ids of SealTalk are case-sensitive. An id with the wrong form or kind fails with `BAD_USER_INPUT`.
 *
 * **Null.** An empty value of a network is returned as `null`, never as `""`. A field that only one network has
 * is `null` on the other network. Every field that needs its own upstream call is nullable, so that one failure
 * does not remove the rest of the response. In that case `errors` contains an error with a code from
 * `ErrorCode`.
 */
export type QueryConversationArgs = {
  id: Scalars['ID']['input'];
};


/**
 * All reads. A lookup returns `null` for a thing that does not exist. An error means that the gateway could not
 * find out.
 *
 * **Ids.** Fields and arguments of type `ID` that are named `id`, `ids` or `…Id` contain *global ids* of the
 * form `<network>:<kind>:<upstream id>`, for example `mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115`,
 * `mixin:app:…`, `mixin:conversation:…`, `mixin:circle:…`, `sealtalk:user:5Vg2Xh9f` or `sealtalk:conversation:sdf9sd0df98`.
 * Network and kind are lower case. Some contain the network's own id instead (`upstreamId`, `clientId`,
 * `mixinUserId`, …); their descriptions say so. Mixin's UUIDs are accepted in upper case and returned in lower
 * case. Ids of SealTalk are case-sensitive. An id with the wrong form or kind fails with `BAD_USER_INPUT`.
 *
 * **Null.** An empty value of a network is returned as `null`, never as `""`. A field that only one network has
 * is `null` on the other network. Every field that needs its own upstream call is nullable, so that one failure
 * does not remove the rest of the response. In that case `errors` contains an error with a code from
 * `ErrorCode`.
 */
export type QueryConversationByCodeArgs = {
  code: Scalars['ID']['input'];
};


/**
 * All reads. A lookup returns `null` for a thing that does not exist. An error means that the gateway could not
 * find out.
 *
 * **Ids.** Fields and arguments of type `ID` that are named `id`, `ids` or `…Id` contain *global ids* of the
 * form `<network>:<kind>:<upstream id>`, for example `mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115`,
 * `mixin:app:…`, `mixin:conversation:…`, `mixin:circle:…`, `sealtalk:user:5Vg2Xh9f` or `sealtalk:conversation:sdf9sd0df98`.
 * Network and kind are lower case. Some contain the network's own id instead (`upstreamId`, `clientId`,
 * `mixinUserId`, …); their descriptions say so. Mixin's UUIDs are accepted in upper case and returned in lower
 * case. Ids of SealTalk are case-sensitive. An id with the wrong form or kind fails with `BAD_USER_INPUT`.
 *
 * **Null.** An empty value of a network is returned as `null`, never as `""`. A field that only one network has
 * is `null` on the other network. Every field that needs its own upstream call is nullable, so that one failure
 * does not remove the rest of the response. In that case `errors` contains an error with a code from
 * `ErrorCode`.
 */
export type QueryIsPhoneAvailableArgs = {
  phone: PhoneInput;
};


/**
 * All reads. A lookup returns `null` for a thing that does not exist. An error means that the gateway could not
 * find out.
 *
 * **Ids.** Fields and arguments of type `ID` that are named `id`, `ids` or `…Id` contain *global ids* of the
 * form `<network>:<kind>:<upstream id>`, for example `mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115`,
 * `mixin:app:…`, `mixin:conversation:…`, `mixin:circle:…`, `sealtalk:user:5Vg2Xh9f` or `sealtalk:conversation:sdf9sd0df98`.
 * Network and kind are lower case. Some contain the network's own id instead (`upstreamId`, `clientId`,
 * `mixinUserId`, …); their descriptions say so. Mixin's UUIDs are accepted in upper case and returned in lower
 * case. Ids of SealTalk are case-sensitive. An id with the wrong form or kind fails with `BAD_USER_INPUT`.
 *
 * **Null.** An empty value of a network is returned as `null`, never as `""`. A field that only one network has
 * is `null` on the other network. Every field that needs its own upstream call is nullable, so that one failure
 * does not remove the rest of the response. In that case `errors` contains an error with a code from
 * `ErrorCode`.
 */
export type QueryNodeArgs = {
  id: Scalars['ID']['input'];
};


/**
 * All reads. A lookup returns `null` for a thing that does not exist. An error means that the gateway could not
 * find out.
 *
 * **Ids.** Fields and arguments of type `ID` that are named `id`, `ids` or `…Id` contain *global ids* of the
 * form `<network>:<kind>:<upstream id>`, for example `mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115`,
 * `mixin:app:…`, `mixin:conversation:…`, `mixin:circle:…`, `sealtalk:user:5Vg2Xh9f` or `sealtalk:conversation:sdf9sd0df98`.
 * Network and kind are lower case. Some contain the network's own id instead (`upstreamId`, `clientId`,
 * `mixinUserId`, …); their descriptions say so. Mixin's UUIDs are accepted in upper case and returned in lower
 * case. Ids of SealTalk are case-sensitive. An id with the wrong form or kind fails with `BAD_USER_INPUT`.
 *
 * **Null.** An empty value of a network is returned as `null`, never as `""`. A field that only one network has
 * is `null` on the other network. Every field that needs its own upstream call is nullable, so that one failure
 * does not remove the rest of the response. In that case `errors` contains an error with a code from
 * `ErrorCode`.
 */
export type QueryNodesArgs = {
  ids: ReadonlyArray<Scalars['ID']['input']>;
};


/**
 * All reads. A lookup returns `null` for a thing that does not exist. An error means that the gateway could not
 * find out.
 *
 * **Ids.** Fields and arguments of type `ID` that are named `id`, `ids` or `…Id` contain *global ids* of the
 * form `<network>:<kind>:<upstream id>`, for example `mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115`,
 * `mixin:app:…`, `mixin:conversation:…`, `mixin:circle:…`, `sealtalk:user:5Vg2Xh9f` or `sealtalk:conversation:sdf9sd0df98`.
 * Network and kind are lower case. Some contain the network's own id instead (`upstreamId`, `clientId`,
 * `mixinUserId`, …); their descriptions say so. Mixin's UUIDs are accepted in upper case and returned in lower
 * case. Ids of SealTalk are case-sensitive. An id with the wrong form or kind fails with `BAD_USER_INPUT`.
 *
 * **Null.** An empty value of a network is returned as `null`, never as `""`. A field that only one network has
 * is `null` on the other network. Every field that needs its own upstream call is nullable, so that one failure
 * does not remove the rest of the response. In that case `errors` contains an error with a code from
 * `ErrorCode`.
 */
export type QueryUserArgs = {
  by: UserBy;
};


/**
 * All reads. A lookup returns `null` for a thing that does not exist. An error means that the gateway could not
 * find out.
 *
 * **Ids.** Fields and arguments of type `ID` that are named `id`, `ids` or `…Id` contain *global ids* of the
 * form `<network>:<kind>:<upstream id>`, for example `mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115`,
 * `mixin:app:…`, `mixin:conversation:…`, `mixin:circle:…`, `sealtalk:user:5Vg2Xh9f` or `sealtalk:conversation:sdf9sd0df98`.
 * Network and kind are lower case. Some contain the network's own id instead (`upstreamId`, `clientId`,
 * `mixinUserId`, …); their descriptions say so. Mixin's UUIDs are accepted in upper case and returned in lower
 * case. Ids of SealTalk are case-sensitive. An id with the wrong form or kind fails with `BAD_USER_INPUT`.
 *
 * **Null.** An empty value of a network is returned as `null`, never as `""`. A field that only one network has
 * is `null` on the other network. Every field that needs its own upstream call is nullable, so that one failure
 * does not remove the rest of the response. In that case `errors` contains an error with a code from
 * `ErrorCode`.
 */
export type QueryUsersArgs = {
  by: ReadonlyArray<UserBy>;
};

/** SealTalk only. A place with its dialing code, for example as an entry of a select box. */
export type Region = {
  readonly __typename?: 'Region';
  /** International dialing code without +, for example `"86"`. Not unique in the list. */
  readonly code: Scalars['String']['output'];
  /** Name of the place in the requested language. */
  readonly name: Scalars['String']['output'];
};


/** SealTalk only. A place with its dialing code, for example as an entry of a select box. */
export type RegionNameArgs = {
  locale?: InputMaybe<Locale>;
};

/** Properties of a new account. */
export type RegisterInput = {
  /** Nickname that others see, 1 to 32 characters. Characters above U+FFFF as in `UpdateProfileInput.nickname`. */
  readonly nickname: Scalars['String']['input'];
  /** Password, 6 to 20 characters without spaces. */
  readonly password: Scalars['String']['input'];
  /** `VerifyCodePayload.verificationToken` for the phone number. */
  readonly verificationToken: Scalars['String']['input'];
};

/** The new account, signed in. The session is in an HttpOnly cookie, never in the response body. */
export type RegisterPayload = {
  readonly __typename?: 'RegisterPayload';
  /** The new user. Null if the gateway could not read it. */
  readonly user?: Maybe<User>;
  /** Global id of the new user. */
  readonly userId: Scalars['ID']['output'];
};

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

/** The user who is to be no contact any more. */
export type RemoveContactInput = {
  /** Global id of the user. */
  readonly userId: Scalars['ID']['input'];
};

/** The circle and the conversations to take out. */
export type RemoveFromCircleInput = {
  /** Global ids of the conversations, `mixin:conversation:<uuid>`: 1 to 1,024, each once. */
  readonly conversationIds: ReadonlyArray<Scalars['ID']['input']>;
  /** Global id of the circle, `mixin:circle:<uuid>`. */
  readonly id: Scalars['ID']['input'];
};

/** The group and the members to remove. */
export type RemoveParticipantsInput = {
  /** Global id of the group: `mixin:conversation:<uuid>` or `sealtalk:conversation:<id>`. */
  readonly id: Scalars['ID']['input'];
  /** Global ids of the users to remove, at most 1024. */
  readonly userIds: ReadonlyArray<Scalars['ID']['input']>;
};

/** The circle and its new name. */
export type RenameCircleInput = {
  /** Global id of the circle, `mixin:circle:<uuid>`. */
  readonly id: Scalars['ID']['input'];
  /** 1 to 512 characters, not only spaces. */
  readonly name: Scalars['String']['input'];
};

/** The new token for RongCloud. */
export type RenewImTokenPayload = {
  readonly __typename?: 'RenewImTokenPayload';
  /** Token for RongCloud IM connections. All earlier tokens are invalid. Keep it secret. */
  readonly imToken: Scalars['String']['output'];
};

/** The new password and proof that the caller holds the phone. */
export type ResetPasswordInput = {
  /** New password, 6 to 20 characters without spaces. */
  readonly password: Scalars['String']['input'];
  /** `VerifyCodePayload.verificationToken` for the phone number. */
  readonly verificationToken: Scalars['String']['input'];
};

/** Result of the password reset. */
export type ResetPasswordPayload = {
  readonly __typename?: 'ResetPasswordPayload';
  /** Always true: SealTalk accepted the new password. */
  readonly changed: Scalars['Boolean']['output'];
};

/** The group whose invitation link to replace. */
export type RotateConversationCodeInput = {
  /** Global id of the group, `mixin:conversation:<uuid>`. */
  readonly id: Scalars['ID']['input'];
};

/** SealTalk only. The account of this request. Each selected field costs one upstream call. */
export type SealTalkAccount = Account & {
  readonly __typename?: 'SealTalkAccount';
  /** True if other users may poke the account, that is, send it a short nudge. */
  readonly acceptsPokes?: Maybe<Scalars['Boolean']['output']>;
  /** All users whom the account has blocked. SealTalk may return names that are up to one hour old. */
  readonly blacklist?: Maybe<ReadonlyArray<BlacklistEntry>>;
  /** The users whom the account has blocked, as `blacklist` has them. One upstream call loads all. */
  readonly blockedUsers?: Maybe<UserConnection>;
  /** What has changed since an earlier version. Keep `Changes.version` and pass it as `since` next time. */
  readonly changes?: Maybe<Changes>;
  /**
   * The users who have asked to become contacts and wait for a reply; `User.contact` has their message. Costs one upstream
   * call, which `contacts` shares.
   */
  readonly contactRequests?: Maybe<ReadonlyArray<User>>;
  /** The friends of the account. One upstream call loads all, with names and pictures that may be an hour old. */
  readonly contacts?: Maybe<UserConnection>;
  /**
   * All groups of the account, with their member counts. SealTalk may return mute and approval settings that are
   * up to one hour old.
   * @deprecated Use `groups`, which has pages.
   */
  readonly conversations?: Maybe<ReadonlyArray<Conversation>>;
  /** Groups that the account has saved to its address book, in pages. */
  readonly favoriteConversations?: Maybe<ConversationConnection>;
  /**
   * Which of these phone numbers have an account, in the order of `phones`: at most 50, found by one upstream call. The
   * server compares the digits of `number` alone. Nobody can opt out of being found in this way, so that each
   * different number counts as an attempt to guess. Beyond `LIMIT_PHONES_PER_ADDRESS`, by default 50 at once and 50 an hour, the
   * field fails with `RATE_LIMITED`, and nothing is sent.
   */
  readonly findContacts?: Maybe<ReadonlyArray<PhoneContact>>;
  /**
   * Invitations to groups that wait for the account, and entries of users that wait for an owner or admin, newest first. Old
   * ones stay in the list, with their state. Fetched each time.
   */
  readonly groupNotices?: Maybe<ReadonlyArray<GroupNotice>>;
  /**
   * The groups of the account, with their member counts, in pages. Each page costs one upstream call.
   * SealTalk may return mute and approval settings that are up to one hour old.
   */
  readonly groups?: Maybe<ConversationConnection>;
  /** How others may find the account, and what they may do without its consent. */
  readonly privacy?: Maybe<PrivacySettings>;
  /** Token for file uploads. Each request returns a new one. */
  readonly storageToken?: Maybe<StorageToken>;
  /** The account as a user. */
  readonly user?: Maybe<User>;
};


/** SealTalk only. The account of this request. Each selected field costs one upstream call. */
export type SealTalkAccountBlockedUsersArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** SealTalk only. The account of this request. Each selected field costs one upstream call. */
export type SealTalkAccountChangesArgs = {
  since?: Scalars['Version']['input'];
};


/** SealTalk only. The account of this request. Each selected field costs one upstream call. */
export type SealTalkAccountContactsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
  search?: InputMaybe<Scalars['String']['input']>;
};


/** SealTalk only. The account of this request. Each selected field costs one upstream call. */
export type SealTalkAccountFavoriteConversationsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};


/** SealTalk only. The account of this request. Each selected field costs one upstream call. */
export type SealTalkAccountFindContactsArgs = {
  phones: ReadonlyArray<PhoneInput>;
};


/** SealTalk only. The account of this request. Each selected field costs one upstream call. */
export type SealTalkAccountGroupsArgs = {
  after?: InputMaybe<Scalars['String']['input']>;
  first?: InputMaybe<Scalars['Int']['input']>;
};

/** The conversation and the text to send to it. */
export type SendMessageInput = {
  /** Global id of the conversation: `mixin:conversation:<uuid>` or `sealtalk:conversation:<id>`. */
  readonly conversationId: Scalars['ID']['input'];
  /**
   * Id of the message: a new UUID that you generate, in any case. On Mixin, sending the same one again sends nothing twice; SealTalk
   * does not know it. If omitted, the gateway generates one.
   */
  readonly messageId?: InputMaybe<Scalars['ID']['input']>;
  /**
   * The text: not blank, at most 64 KiB (65536 bytes of UTF-8). SealTalk takes a little less of a text that is full of quotation marks or
   * backslashes.
   */
  readonly text: Scalars['String']['input'];
};

/** The message that was sent. */
export type SendMessagePayload = {
  readonly __typename?: 'SendMessagePayload';
  /** Id of the message, in lower case: yours, or the generated one. On SealTalk it tells nothing to others. */
  readonly messageId: Scalars['ID']['output'];
};

/** The phone number to which to send a code. */
export type SendVerificationCodeInput = {
  /** Phone number that receives the text message. */
  readonly phone: PhoneInput;
  /** Provider that sends the text message. */
  readonly service?: InputMaybe<VerificationService>;
};

/** Result of sending a code. */
export type SendVerificationCodePayload = {
  readonly __typename?: 'SendVerificationCodePayload';
  /** Always true: the provider accepted the message. */
  readonly sent: Scalars['Boolean']['output'];
};

/** Whether other users may poke the account. */
export type SetAcceptsPokesInput = {
  /** True to allow pokes, false to reject them. */
  readonly acceptsPokes: Scalars['Boolean']['input'];
};

/** The setting after the change. */
export type SetAcceptsPokesPayload = {
  readonly __typename?: 'SetAcceptsPokesPayload';
  /** True if other users may poke the account now. */
  readonly acceptsPokes: Scalars['Boolean']['output'];
};

/** The contact and the name to give it. */
export type SetContactAliasInput = {
  /** The name, at most 32 characters on SealTalk and 128 on Mixin. `null` or the empty text takes it away. */
  readonly alias?: InputMaybe<Scalars['String']['input']>;
  /** Global id of the user. */
  readonly userId: Scalars['ID']['input'];
};

/** The group and whether it is a favorite. */
export type SetConversationFavoriteInput = {
  /** True: save the group to the address book. False: remove it. */
  readonly favorite: Scalars['Boolean']['input'];
  /** Global id of the group, `sealtalk:conversation:<id>`. */
  readonly id: Scalars['ID']['input'];
};

/** The conversation and after how long its messages disappear. */
export type SetDisappearingMessagesInput = {
  /** Global id of the conversation, `mixin:conversation:<uuid>`. */
  readonly id: Scalars['ID']['input'];
  /** Seconds after a message was read, from 0 to 7257600 (12 weeks). 0 means never. */
  readonly seconds: Scalars['Int']['input'];
};

/** The group and the account's name in it. */
export type SetDisplayNameInput = {
  /** Global id of the group, `sealtalk:conversation:<id>`. */
  readonly id: Scalars['ID']['input'];
  /** New name, at most 32 characters. `null` or the empty text removes it. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
};

/** The group and whether new members need an approval. */
export type SetJoinApprovalInput = {
  /** Global id of the group, `sealtalk:conversation:<id>`. */
  readonly id: Scalars['ID']['input'];
  /** True: the owner or an admin must approve new members. False: anyone can join. */
  readonly required: Scalars['Boolean']['input'];
};

/** The group and whether its members are protected. */
export type SetMemberProtectionInput = {
  /** Global id of the group, `sealtalk:conversation:<id>`. */
  readonly id: Scalars['ID']['input'];
  /** True: members are protected. */
  readonly protected: Scalars['Boolean']['input'];
};

/** The group, the members and their new role. */
export type SetParticipantRolesInput = {
  /** Global id of the group: `mixin:conversation:<uuid>` or `sealtalk:conversation:<id>`. */
  readonly id: Scalars['ID']['input'];
  /** New role of all these members: `ADMIN` or `MEMBER`. `OWNER` fails with `BAD_USER_INPUT`. */
  readonly role: ParticipantRole;
  /** Global ids of the members, at most 1024. */
  readonly userIds: ReadonlyArray<Scalars['ID']['input']>;
};

/** SealTalk only. Access to the service that stores files, pictures and avatars. */
export type StorageToken = {
  readonly __typename?: 'StorageToken';
  /** Host that serves the uploaded files. */
  readonly domain: Scalars['String']['output'];
  /** Name of the storage service. `qiniu` in all known responses. */
  readonly target: Scalars['String']['output'];
  /** Upload token for the storage service, valid for one hour. Keep it secret. */
  readonly token: Scalars['String']['output'];
};

/** The group and its new owner. */
export type TransferConversationInput = {
  /** Global id of the group, `sealtalk:conversation:<id>`. */
  readonly id: Scalars['ID']['input'];
  /** Global id of the new owner, `sealtalk:user:<id>`, who must be a member. */
  readonly userId: Scalars['ID']['input'];
};

/** The user whom the account unblocks. */
export type UnblockUserInput = {
  /** Global id of the user. */
  readonly userId: Scalars['ID']['input'];
};

/** The user who was unblocked. */
export type UnblockUserPayload = {
  readonly __typename?: 'UnblockUserPayload';
  /** The unblocked user. Null if the gateway could not read the user. */
  readonly user?: Maybe<User>;
  /** Global id of the user, as in the input. */
  readonly userId: Scalars['ID']['output'];
};

/** The group and its new values. Fields that are omitted or `null` keep their value. */
export type UpdateConversationInput = {
  /** New notice to all members, at most 1024 characters. `null` leaves the present one, and the empty text removes it. */
  readonly announcement?: InputMaybe<Scalars['String']['input']>;
  /** Global id of the group: `mixin:conversation:<uuid>` or `sealtalk:conversation:<id>`. */
  readonly id: Scalars['ID']['input'];
  /** New name: at most 512 characters on Mixin, 2 to 32 on SealTalk. `null` leaves the present one. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
};

/** The new preferences. Fields that are omitted or `null` keep their value; at least one must be given. */
export type UpdateMixinPreferencesInput = {
  /** Who may add the account to groups. */
  readonly acceptConversationSource?: InputMaybe<MessageSource>;
  /** Who may find the account by search. */
  readonly acceptSearchSource?: InputMaybe<MessageSource>;
  /** Whose messages the account accepts. */
  readonly receiveMessageSource?: InputMaybe<MessageSource>;
};

/** The new profile. Fields that are omitted or `null` keep their value; at least one must be given. */
export type UpdateMixinProfileInput = {
  /**
   * New picture: PNG, JPEG, GIF or WebP in base64, at most 180 KiB before that (245,760 characters). With padding, without
   * line breaks, and without `data:` in front. Send it in a variable: a document has a smaller limit than a request.
   */
  readonly avatarBase64?: InputMaybe<Scalars['String']['input']>;
  /** New text about the account, at most 1024 characters. The empty text removes it. */
  readonly biography?: InputMaybe<Scalars['String']['input']>;
  /** New name, 1 to 512 characters, not only spaces. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
};

/** Privacy settings to change. Omitted fields keep their value. An empty input fails with `BAD_USER_INPUT`. */
export type UpdatePrivacyInput = {
  /** Whether others may add the account to groups at once. */
  readonly canBeAddedToGroups?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether the account must accept friend requests. */
  readonly friendRequestsNeedApproval?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether others may find the account by its phone number. */
  readonly searchableByPhone?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether others may find the account by its SealTalk number. */
  readonly searchableByStAccount?: InputMaybe<Scalars['Boolean']['input']>;
};

/** Privacy settings after the change. */
export type UpdatePrivacyPayload = {
  readonly __typename?: 'UpdatePrivacyPayload';
  /** All settings, read after the change. Null if the gateway could not read them. */
  readonly privacy?: Maybe<PrivacySettings>;
};

/** Profile fields to change. Omitted fields keep their value. */
export type UpdateProfileInput = {
  /** New gender. */
  readonly gender?: InputMaybe<Gender>;
  /**
   * New nickname, 1 to 32 characters. SealTalk stores `<` and `>` as four characters each, and may cut off the end of
   * a name that is too long then. Characters above U+FFFF, such as emoji, fail with `BAD_USER_INPUT` unless the gateway
   * is configured for a server that stores them (`SEALTALK_UTF8MB4`).
   */
  readonly nickname?: InputMaybe<Scalars['String']['input']>;
  /**
   * New picture: an http or https URL of 12 to 256 characters, for example of a file that was uploaded with
   * `SealTalkAccount.storageToken`. Characters above U+FFFF as in `nickname`.
   */
  readonly portraitUri?: InputMaybe<Scalars['URL']['input']>;
  /**
   * New SealTalk number, 6 to 20 characters: a letter first, then letters, digits, `_` and `-`. The part fails
   * with `CONFLICT` if any account uses the number, ignoring case; this includes the account itself.
   */
  readonly stAccount?: InputMaybe<Scalars['String']['input']>;
};

/**
 * Result of a profile change. SealTalk takes one upstream call per field: `applied` lists the fields that it
 * accepted, `failed` those that it refused. A failure before anything was applied (no session, network down) is
 * an error instead.
 */
export type UpdateProfilePayload = {
  readonly __typename?: 'UpdateProfilePayload';
  /** Fields that were changed. */
  readonly applied: ReadonlyArray<ProfilePart>;
  /** Fields that were not changed, each with the reason. Empty if all were changed. */
  readonly failed: ReadonlyArray<ProfileFailure>;
  /** The account after the change. Null if the gateway could not read it. */
  readonly user?: Maybe<User>;
};

/**
 * A person or a bot on one network. If another object refers to a user, its `id`, `upstreamId` and `network`
 * cost no upstream call. Other fields are fetched in batches.
 */
export type User = Node & {
  readonly __typename?: 'User';
  /**
   * Mixin only. The app behind this user if the user is a bot. Use it to tell bots from people. The app has the
   * same upstream id as the user and costs no further upstream call. Null for people, and on SealTalk.
   */
  readonly app?: Maybe<App>;
  /**
   * When the gateway fetched these fields from the network, by the gateway's clock. A copy from the cache keeps the
   * time of its fetch, so this tells how old it is, also where `extensions.stale` does not name it. It does not cover
   * how the user was found, nor `conversation`, which has its own. Costs no call of its own, but like any field other
   * than the ids it makes the gateway load the user. Null only for a user that no network returned, such as a stub in
   * tests.
   */
  readonly asOf?: Maybe<Scalars['DateTime']['output']>;
  /** Profile picture. Null if the user has none. */
  readonly avatarUrl?: Maybe<Scalars['URL']['output']>;
  /** Mixin only. Text that the user has written about themselves. Null if empty, and on SealTalk. */
  readonly biography?: Maybe<Scalars['String']['output']>;
  /**
   * What the user is to the account of this request, apart from blocking (`isBlocked`). Null for oneself, and if the
   * network does not say. *Mixin*: costs no call beyond the user. *SealTalk*: one call for all users of a request, the
   * account's friendships.
   */
  readonly contact?: Maybe<Contact>;
  /**
   * Mixin only. The one-to-one conversation between the viewer and this user. Null if it has not been created;
   * reading this field does not create it. Costs one upstream call per user. Null on SealTalk.
   */
  readonly conversation?: Maybe<Conversation>;
  /** Mixin only. Time at which the account was created. Null on SealTalk. */
  readonly createdAt?: Maybe<Scalars['DateTime']['output']>;
  /**
   * SealTalk only. Gender of the user. Users who never chose one have `MALE`. Costs one upstream call per user,
   * except for participants. Null on Mixin.
   */
  readonly gender?: Maybe<Gender>;
  /** Global id: `mixin:user:<uuid>` or `sealtalk:user:<id>`. */
  readonly id: Scalars['ID']['output'];
  /**
   * Mixin only. Number by which people search for the user, for example `"30265"`. 7000 and 7000000001 to
   * 7999999999 are bots. `"0"` means that the user has no Messenger account. Null on SealTalk.
   */
  readonly identityNumber?: Maybe<Scalars['String']['output']>;
  /**
   * True if the account of this request has blocked the user. Null if the network does not say. *Mixin*: costs no call
   * beyond the user. *SealTalk*: one call for all users of a request, the account's blacklist.
   */
  readonly isBlocked?: Maybe<Scalars['Boolean']['output']>;
  /** Mixin only. True if Mixin warns of the account. Null on SealTalk. */
  readonly isScam?: Maybe<Scalars['Boolean']['output']>;
  /** Mixin only. True if Mixin has verified the account. Null on SealTalk. */
  readonly isVerified?: Maybe<Scalars['Boolean']['output']>;
  /**
   * Mixin only. Time until which the viewer has muted this user. A time in the past means not muted, null means
   * never muted. Null on SealTalk.
   */
  readonly muteUntil?: Maybe<Scalars['DateTime']['output']>;
  /**
   * Display name: `full_name` on Mixin, `nickname` on SealTalk. On Mixin, a viewer who has set an alias for the
   * user may get the alias. Null if empty.
   */
  readonly name?: Maybe<Scalars['String']['output']>;
  /** The network on which the user is registered. */
  readonly network: Network;
  /**
   * Phone number, in the format of the network.
   *
   * *Mixin*: null unless the viewer may see it (an OAuth token needs `PHONE:READ`). If a bot reads itself, Mixin
   * returns the bot's user id here. *SealTalk*: visible to every signed-in viewer. Costs one upstream call per
   * user, except for participants.
   */
  readonly phone?: Maybe<Scalars['String']['output']>;
  /**
   * Mixin only. Relationship of the viewer to this user. Null if Mixin sends none or sends a value that the
   * gateway does not know, and on SealTalk.
   */
  readonly relationship?: Maybe<Relationship>;
  /**
   * SealTalk only. SealTalk number of the user: a name of 6 to 20 characters by which others can find the user.
   * Costs one upstream call per user, except for participants. Null if the user has none, and on Mixin.
   */
  readonly stAccount?: Maybe<Scalars['String']['output']>;
  /** The network's own id of the user: a UUID on Mixin, a short string of letters and digits on SealTalk. */
  readonly upstreamId: Scalars['ID']['output'];
  /**
   * What the account of this request may do to this user now. All are false where the gateway could not find out.
   * *Mixin*: costs no call beyond the user. *SealTalk*: two calls for all users of a request.
   */
  readonly viewerCan: UserRights;
};

/** How to find a user. Set exactly one field. */
export type UserBy =
  /** Global id of the user, for example `mixin:user:e8e8cd79-cd40-4796-8c54-3a13cfe50115`. */
  { readonly id: Scalars['ID']['input']; readonly mixinIdentityNumber?: never; readonly mixinPhone?: never; readonly mixinUserId?: never; readonly sealtalkPhone?: never; readonly sealtalkStAccount?: never; readonly sealtalkUserId?: never; }
  |  /**
   * Identity number on Mixin (`identity_number`), for example `"30265"`: 4 to 12 digits, the first not 0. Mixin
   * limits the rate of these lookups. A number that the gateway already knows is looked up by id and does not
   * count.
   */
  { readonly id?: never; readonly mixinIdentityNumber: Scalars['String']['input']; readonly mixinPhone?: never; readonly mixinUserId?: never; readonly sealtalkPhone?: never; readonly sealtalkStAccount?: never; readonly sealtalkUserId?: never; }
  |  /**
   * Phone number on Mixin. Mixin limits the rate of these lookups. After Mixin has refused one, all of them may
   * fail for twelve hours.
   */
  { readonly id?: never; readonly mixinIdentityNumber?: never; readonly mixinPhone: PhoneInput; readonly mixinUserId?: never; readonly sealtalkPhone?: never; readonly sealtalkStAccount?: never; readonly sealtalkUserId?: never; }
  |  /** Mixin's own id of the user (`user_id`, a UUID). Not rate limited. */
  { readonly id?: never; readonly mixinIdentityNumber?: never; readonly mixinPhone?: never; readonly mixinUserId: Scalars['ID']['input']; readonly sealtalkPhone?: never; readonly sealtalkStAccount?: never; readonly sealtalkUserId?: never; }
  |  /**
   * Phone number on SealTalk. If the server supports this privacy setting, only users who allow it are found;
   * otherwise all users are.
   */
  { readonly id?: never; readonly mixinIdentityNumber?: never; readonly mixinPhone?: never; readonly mixinUserId?: never; readonly sealtalkPhone: PhoneInput; readonly sealtalkStAccount?: never; readonly sealtalkUserId?: never; }
  |  /** SealTalk number (`stAccount`), 6 to 20 characters. Only users who allow it are found. */
  { readonly id?: never; readonly mixinIdentityNumber?: never; readonly mixinPhone?: never; readonly mixinUserId?: never; readonly sealtalkPhone?: never; readonly sealtalkStAccount: Scalars['String']['input']; readonly sealtalkUserId?: never; }
  |  /** SealTalk's own id of the user: 1 to 32 letters and digits, case-sensitive. */
  { readonly id?: never; readonly mixinIdentityNumber?: never; readonly mixinPhone?: never; readonly mixinUserId?: never; readonly sealtalkPhone?: never; readonly sealtalkStAccount?: never; readonly sealtalkUserId: Scalars['ID']['input']; };

/** A page of users. */
export type UserConnection = {
  readonly __typename?: 'UserConnection';
  /** The users of this page, each with its cursor. */
  readonly edges: ReadonlyArray<UserEdge>;
  /** The users of this page. They cost no further upstream call. */
  readonly nodes: ReadonlyArray<User>;
  /** Position of this page in the list. */
  readonly pageInfo: PageInfo;
  /** Number of users on all pages. */
  readonly totalCount: Scalars['Int']['output'];
};

/** One user of a page, with its cursor. */
export type UserEdge = {
  readonly __typename?: 'UserEdge';
  /** Opaque position in the list. Pass it as `after` to continue behind this user. */
  readonly cursor: Scalars['String']['output'];
  /** The user at this position. */
  readonly node: User;
};

/** What the account of the request may do to a user. The mutations refuse what is false here by the same rules. */
export type UserRights = {
  readonly __typename?: 'UserRights';
  /** `addContact` changes something. False for oneself and for contacts. */
  readonly addContact: Scalars['Boolean']['output'];
  /** `blockUser` changes something. False for oneself and for users who are blocked. */
  readonly block: Scalars['Boolean']['output'];
  /**
   * A text can be sent to this user by `createContactConversation` and `sendMessage`. Only as the gateway's bot on
   * Mixin. Always false on SealTalk, whose conversations with one user have no ids: the gateway sends to groups
   * there.
   */
  readonly message: Scalars['Boolean']['output'];
  /** `removeContact` is possible: the user is a contact. */
  readonly removeContact: Scalars['Boolean']['output'];
  /** `setContactAlias` is possible: the user is a contact. */
  readonly setAlias: Scalars['Boolean']['output'];
  /** `unblockUser` changes something: the user is blocked. */
  readonly unblock: Scalars['Boolean']['output'];
};

/** Text message provider of SealTalk. Use the same one to send and to verify a code. */
export type VerificationService =
  /** The first provider of the server. Region 86 only. */
  | 'DEFAULT'
  /** Yunpian, for all regions in `Query.regions`. Codes have six digits. */
  | 'YUNPIAN';

/** The phone number and its code. */
export type VerifyCodeInput = {
  /** Digits of the code, as a string. Valid for two minutes. */
  readonly code: Scalars['String']['input'];
  /** Phone number that received the text message. */
  readonly phone: PhoneInput;
  /** Provider that sent the text message. */
  readonly service?: InputMaybe<VerificationService>;
};

/** Proof that the caller holds the phone. */
export type VerifyCodePayload = {
  readonly __typename?: 'VerifyCodePayload';
  /**
   * Token for `register` or `resetPassword`. It belongs to the phone number, can be used more than once and does
   * not expire: keep it as secret as a password.
   */
  readonly verificationToken: Scalars['String']['output'];
};

/** The accounts of this request, one per network. */
export type Viewer = {
  readonly __typename?: 'Viewer';
  /**
   * The Mixin account. Costs one upstream call. Null without a credential, and if Mixin is not configured. Fails
   * with `UNAUTHENTICATED` if Mixin refuses the credential. An OAuth token needs `PROFILE:READ`.
   */
  readonly mixin?: Maybe<MixinAccount>;
  /**
   * The SealTalk account. Null without a session, and if SealTalk is not configured. Fails with
   * `UNAUTHENTICATED` if the session is no longer valid.
   */
  readonly sealtalk?: Maybe<SealTalkAccount>;
};

/** SealTalk only. A user who was added to a group and is no member yet. */
export type WaitingParticipant = {
  readonly __typename?: 'WaitingParticipant';
  /** The user. Fetched in batches. Null if the account no longer exists. */
  readonly user?: Maybe<User>;
  /** Global id of the user. Costs no upstream call. */
  readonly userId: Scalars['ID']['output'];
  /** Who has to agree first. Null if the gateway does not know the value. */
  readonly waitsFor?: Maybe<WaitsFor>;
};

/** SealTalk only. Who has to agree before a user becomes a member of a group. */
export type WaitsFor =
  /** The owner or an admin of the group. */
  | 'ADMIN'
  /** The user, who wants to be asked before being put into groups. */
  | 'USER';



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
  Account:
    | ( MixinAccountModel )
    | ( SealTalkAccountModel )
  ;
  Node:
    | ( AppModel )
    | ( CircleModel )
    | ( ConversationModel )
    | ( UserModel )
  ;
};

/** Mapping between all available schema types and the resolvers types */
export type ResolversTypes = {
  AcceptContactRequestInput: AcceptContactRequestInput;
  Account: ResolverTypeWrapper<ResolversInterfaceTypes<ResolversTypes>['Account']>;
  AddContactInput: AddContactInput;
  AddContactOutcome: AddContactOutcome;
  AddContactPayload: ResolverTypeWrapper<Omit<AddContactPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  AddParticipantsInput: AddParticipantsInput;
  AddToCircleInput: AddToCircleInput;
  AnswerGroupNoticeInput: AnswerGroupNoticeInput;
  AnswerGroupNoticePayload: ResolverTypeWrapper<Omit<AnswerGroupNoticePayload, 'notice'> & { notice?: Maybe<ResolversTypes['GroupNotice']> }>;
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
  CirclePayload: ResolverTypeWrapper<Omit<CirclePayload, 'circle'> & { circle?: Maybe<ResolversTypes['Circle']> }>;
  Contact: ResolverTypeWrapper<ContactModel>;
  ContactPayload: ResolverTypeWrapper<Omit<ContactPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  ContactState: ContactState;
  Conversation: ResolverTypeWrapper<ConversationModel>;
  ConversationCategory: ConversationCategory;
  ConversationChange: ResolverTypeWrapper<Omit<ConversationChange, 'conversation'> & { conversation?: Maybe<ResolversTypes['Conversation']> }>;
  ConversationConnection: ResolverTypeWrapper<ConversationPage>;
  ConversationEdge: ResolverTypeWrapper<ConversationPageEdge>;
  ConversationPayload: ResolverTypeWrapper<ChangedConversation>;
  ConversationPreview: ResolverTypeWrapper<ConversationPreviewModel>;
  ConversationRights: ResolverTypeWrapper<ConversationRights>;
  CreateCircleInput: CreateCircleInput;
  CreateContactConversationInput: CreateContactConversationInput;
  CreateGroupConversationInput: CreateGroupConversationInput;
  DateTime: ResolverTypeWrapper<Scalars['DateTime']['output']>;
  DeleteCircleInput: DeleteCircleInput;
  DeleteCirclePayload: ResolverTypeWrapper<DeleteCirclePayload>;
  DismissConversationInput: DismissConversationInput;
  ErrorCode: ErrorCode;
  Float: ResolverTypeWrapper<Scalars['Float']['output']>;
  FriendChange: ResolverTypeWrapper<Omit<FriendChange, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  FriendStatus: FriendStatus;
  Gender: Gender;
  GroupNotice: ResolverTypeWrapper<GroupNoticeModel>;
  GroupNoticeKind: GroupNoticeKind;
  GroupNoticeState: GroupNoticeState;
  ID: ResolverTypeWrapper<Scalars['ID']['output']>;
  IgnoreContactRequestInput: IgnoreContactRequestInput;
  Int: ResolverTypeWrapper<Scalars['Int']['output']>;
  JoinConversationInput: JoinConversationInput;
  LeaveConversationInput: LeaveConversationInput;
  LeaveConversationPayload: ResolverTypeWrapper<LeaveConversationPayload>;
  LimitedLookup: LimitedLookup;
  Locale: Locale;
  LoginInput: LoginInput;
  LoginPayload: ResolverTypeWrapper<Omit<LoginPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  LogoutEverywherePayload: ResolverTypeWrapper<LogoutEverywherePayload>;
  LogoutPayload: ResolverTypeWrapper<LogoutPayload>;
  LookupBudget: ResolverTypeWrapper<LookupBudgetModel>;
  ManageParticipantsInput: ManageParticipantsInput;
  MessageSource: MessageSource;
  MixinAccount: ResolverTypeWrapper<MixinAccountModel>;
  MixinAccountPayload: ResolverTypeWrapper<Omit<MixinAccountPayload, 'account'> & { account?: Maybe<ResolversTypes['MixinAccount']> }>;
  Mutation: ResolverTypeWrapper<Record<PropertyKey, never>>;
  MuteConversationInput: MuteConversationInput;
  MuteEveryoneInput: MuteEveryoneInput;
  Network: Network;
  NetworkFeature: NetworkFeature;
  NetworkInfo: ResolverTypeWrapper<NetworkModel>;
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
  PhoneContact: ResolverTypeWrapper<PhoneContactModel>;
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
  RemoveContactInput: RemoveContactInput;
  RemoveFromCircleInput: RemoveFromCircleInput;
  RemoveParticipantsInput: RemoveParticipantsInput;
  RenameCircleInput: RenameCircleInput;
  RenewImTokenPayload: ResolverTypeWrapper<RenewImTokenPayload>;
  ResetPasswordInput: ResetPasswordInput;
  ResetPasswordPayload: ResolverTypeWrapper<ResetPasswordPayload>;
  RotateConversationCodeInput: RotateConversationCodeInput;
  SealTalkAccount: ResolverTypeWrapper<SealTalkAccountModel>;
  SendMessageInput: SendMessageInput;
  SendMessagePayload: ResolverTypeWrapper<SendMessagePayload>;
  SendVerificationCodeInput: SendVerificationCodeInput;
  SendVerificationCodePayload: ResolverTypeWrapper<SendVerificationCodePayload>;
  SetAcceptsPokesInput: SetAcceptsPokesInput;
  SetAcceptsPokesPayload: ResolverTypeWrapper<SetAcceptsPokesPayload>;
  SetContactAliasInput: SetContactAliasInput;
  SetConversationFavoriteInput: SetConversationFavoriteInput;
  SetDisappearingMessagesInput: SetDisappearingMessagesInput;
  SetDisplayNameInput: SetDisplayNameInput;
  SetJoinApprovalInput: SetJoinApprovalInput;
  SetMemberProtectionInput: SetMemberProtectionInput;
  SetParticipantRolesInput: SetParticipantRolesInput;
  StorageToken: ResolverTypeWrapper<StorageToken>;
  String: ResolverTypeWrapper<Scalars['String']['output']>;
  TransferConversationInput: TransferConversationInput;
  URL: ResolverTypeWrapper<Scalars['URL']['output']>;
  UnblockUserInput: UnblockUserInput;
  UnblockUserPayload: ResolverTypeWrapper<Omit<UnblockUserPayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  UpdateConversationInput: UpdateConversationInput;
  UpdateMixinPreferencesInput: UpdateMixinPreferencesInput;
  UpdateMixinProfileInput: UpdateMixinProfileInput;
  UpdatePrivacyInput: UpdatePrivacyInput;
  UpdatePrivacyPayload: ResolverTypeWrapper<UpdatePrivacyPayload>;
  UpdateProfileInput: UpdateProfileInput;
  UpdateProfilePayload: ResolverTypeWrapper<Omit<UpdateProfilePayload, 'user'> & { user?: Maybe<ResolversTypes['User']> }>;
  User: ResolverTypeWrapper<UserModel>;
  UserBy: UserBy;
  UserConnection: ResolverTypeWrapper<UserPage>;
  UserEdge: ResolverTypeWrapper<UserPageEdge>;
  UserRights: ResolverTypeWrapper<UserRights>;
  VerificationService: VerificationService;
  VerifyCodeInput: VerifyCodeInput;
  VerifyCodePayload: ResolverTypeWrapper<VerifyCodePayload>;
  Version: ResolverTypeWrapper<Scalars['Version']['output']>;
  Viewer: ResolverTypeWrapper<Record<string, never>>;
  WaitingParticipant: ResolverTypeWrapper<WaitingParticipantModel>;
  WaitsFor: WaitsFor;
};

/** Mapping between all available schema types and the resolvers parents */
export type ResolversParentTypes = {
  AcceptContactRequestInput: AcceptContactRequestInput;
  Account: ResolversInterfaceTypes<ResolversParentTypes>['Account'];
  AddContactInput: AddContactInput;
  AddContactPayload: Omit<AddContactPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  AddParticipantsInput: AddParticipantsInput;
  AddToCircleInput: AddToCircleInput;
  AnswerGroupNoticeInput: AnswerGroupNoticeInput;
  AnswerGroupNoticePayload: Omit<AnswerGroupNoticePayload, 'notice'> & { notice?: Maybe<ResolversParentTypes['GroupNotice']> };
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
  CirclePayload: Omit<CirclePayload, 'circle'> & { circle?: Maybe<ResolversParentTypes['Circle']> };
  Contact: ContactModel;
  ContactPayload: Omit<ContactPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  Conversation: ConversationModel;
  ConversationChange: Omit<ConversationChange, 'conversation'> & { conversation?: Maybe<ResolversParentTypes['Conversation']> };
  ConversationConnection: ConversationPage;
  ConversationEdge: ConversationPageEdge;
  ConversationPayload: ChangedConversation;
  ConversationPreview: ConversationPreviewModel;
  ConversationRights: ConversationRights;
  CreateCircleInput: CreateCircleInput;
  CreateContactConversationInput: CreateContactConversationInput;
  CreateGroupConversationInput: CreateGroupConversationInput;
  DateTime: Scalars['DateTime']['output'];
  DeleteCircleInput: DeleteCircleInput;
  DeleteCirclePayload: DeleteCirclePayload;
  DismissConversationInput: DismissConversationInput;
  Float: Scalars['Float']['output'];
  FriendChange: Omit<FriendChange, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  GroupNotice: GroupNoticeModel;
  ID: Scalars['ID']['output'];
  IgnoreContactRequestInput: IgnoreContactRequestInput;
  Int: Scalars['Int']['output'];
  JoinConversationInput: JoinConversationInput;
  LeaveConversationInput: LeaveConversationInput;
  LeaveConversationPayload: LeaveConversationPayload;
  LoginInput: LoginInput;
  LoginPayload: Omit<LoginPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  LogoutEverywherePayload: LogoutEverywherePayload;
  LogoutPayload: LogoutPayload;
  LookupBudget: LookupBudgetModel;
  ManageParticipantsInput: ManageParticipantsInput;
  MixinAccount: MixinAccountModel;
  MixinAccountPayload: Omit<MixinAccountPayload, 'account'> & { account?: Maybe<ResolversParentTypes['MixinAccount']> };
  Mutation: Record<PropertyKey, never>;
  MuteConversationInput: MuteConversationInput;
  MuteEveryoneInput: MuteEveryoneInput;
  NetworkInfo: NetworkModel;
  Node: ResolversInterfaceTypes<ResolversParentTypes>['Node'];
  PageInfo: PageInfo;
  Participant: ParticipantModel;
  ParticipantChange: Omit<ParticipantChange, 'conversation' | 'user'> & { conversation?: Maybe<ResolversParentTypes['Conversation']>, user?: Maybe<ResolversParentTypes['User']> };
  ParticipantConnection: ParticipantPage;
  ParticipantEdge: ParticipantPageEdge;
  ParticipantInput: ParticipantInput;
  ParticipantSession: ParticipantSession;
  PhoneContact: PhoneContactModel;
  PhoneInput: PhoneInput;
  PrivacySettings: PrivacySettings;
  ProfileChange: Omit<ProfileChange, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  ProfileFailure: ProfileFailure;
  Query: Record<PropertyKey, never>;
  Region: RegionModel;
  RegisterInput: RegisterInput;
  RegisterPayload: Omit<RegisterPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  RemoveContactInput: RemoveContactInput;
  RemoveFromCircleInput: RemoveFromCircleInput;
  RemoveParticipantsInput: RemoveParticipantsInput;
  RenameCircleInput: RenameCircleInput;
  RenewImTokenPayload: RenewImTokenPayload;
  ResetPasswordInput: ResetPasswordInput;
  ResetPasswordPayload: ResetPasswordPayload;
  RotateConversationCodeInput: RotateConversationCodeInput;
  SealTalkAccount: SealTalkAccountModel;
  SendMessageInput: SendMessageInput;
  SendMessagePayload: SendMessagePayload;
  SendVerificationCodeInput: SendVerificationCodeInput;
  SendVerificationCodePayload: SendVerificationCodePayload;
  SetAcceptsPokesInput: SetAcceptsPokesInput;
  SetAcceptsPokesPayload: SetAcceptsPokesPayload;
  SetContactAliasInput: SetContactAliasInput;
  SetConversationFavoriteInput: SetConversationFavoriteInput;
  SetDisappearingMessagesInput: SetDisappearingMessagesInput;
  SetDisplayNameInput: SetDisplayNameInput;
  SetJoinApprovalInput: SetJoinApprovalInput;
  SetMemberProtectionInput: SetMemberProtectionInput;
  SetParticipantRolesInput: SetParticipantRolesInput;
  StorageToken: StorageToken;
  String: Scalars['String']['output'];
  TransferConversationInput: TransferConversationInput;
  URL: Scalars['URL']['output'];
  UnblockUserInput: UnblockUserInput;
  UnblockUserPayload: Omit<UnblockUserPayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  UpdateConversationInput: UpdateConversationInput;
  UpdateMixinPreferencesInput: UpdateMixinPreferencesInput;
  UpdateMixinProfileInput: UpdateMixinProfileInput;
  UpdatePrivacyInput: UpdatePrivacyInput;
  UpdatePrivacyPayload: UpdatePrivacyPayload;
  UpdateProfileInput: UpdateProfileInput;
  UpdateProfilePayload: Omit<UpdateProfilePayload, 'user'> & { user?: Maybe<ResolversParentTypes['User']> };
  User: UserModel;
  UserBy: UserBy;
  UserConnection: UserPage;
  UserEdge: UserPageEdge;
  UserRights: UserRights;
  VerifyCodeInput: VerifyCodeInput;
  VerifyCodePayload: VerifyCodePayload;
  Version: Scalars['Version']['output'];
  Viewer: Record<string, never>;
  WaitingParticipant: WaitingParticipantModel;
};

export type ChecksSecretDirectiveArgs = { };

export type ChecksSecretDirectiveResolver<Result, Parent, ContextType = GatewayContext, Args = ChecksSecretDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type DeferDirectiveArgs = {
  if?: Scalars['Boolean']['input'];
  label?: Maybe<Scalars['String']['input']>;
};

export type DeferDirectiveResolver<Result, Parent, ContextType = GatewayContext, Args = DeferDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type SemanticNonNullDirectiveArgs = {
  levels?: ReadonlyArray<Scalars['Int']['input']>;
};

export type SemanticNonNullDirectiveResolver<Result, Parent, ContextType = GatewayContext, Args = SemanticNonNullDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type StreamDirectiveArgs = {
  if?: Scalars['Boolean']['input'];
  initialCount?: Scalars['Int']['input'];
  label?: Maybe<Scalars['String']['input']>;
};

export type StreamDirectiveResolver<Result, Parent, ContextType = GatewayContext, Args = StreamDirectiveArgs> = DirectiveResolverFn<Result, Parent, ContextType, Args>;

export type AccountResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Account'] = ResolversParentTypes['Account']> = {
  __resolveType?: TypeResolveFn<'MixinAccount' | 'SealTalkAccount', ParentType, ContextType>;
};

export type AddContactPayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['AddContactPayload'] = ResolversParentTypes['AddContactPayload']> = {
  outcome?: Resolver<ResolversTypes['AddContactOutcome'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type AnswerGroupNoticePayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['AnswerGroupNoticePayload'] = ResolversParentTypes['AnswerGroupNoticePayload']> = {
  notice?: Resolver<Maybe<ResolversTypes['GroupNotice']>, ParentType, ContextType>;
};

export type AppResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['App'] = ResolversParentTypes['App']> = {
  appNumber?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
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
  conversations?: Resolver<Maybe<ResolversTypes['ConversationConnection']>, ParentType, ContextType, RequireFields<CircleConversationsArgs, 'first'>>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type CirclePayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['CirclePayload'] = ResolversParentTypes['CirclePayload']> = {
  circle?: Resolver<Maybe<ResolversTypes['Circle']>, ParentType, ContextType>;
};

export type ContactResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Contact'] = ResolversParentTypes['Contact']> = {
  alias?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  message?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  since?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['ContactState'], ParentType, ContextType>;
};

export type ContactPayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ContactPayload'] = ResolversParentTypes['ContactPayload']> = {
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
};

export type ConversationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Conversation'] = ResolversParentTypes['Conversation']> = {
  announcement?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
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
  isFavorite?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
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
  viewerCan?: Resolver<ResolversTypes['ConversationRights'], ParentType, ContextType>;
  viewerDisplayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
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
  waiting?: Resolver<ReadonlyArray<ResolversTypes['WaitingParticipant']>, ParentType, ContextType>;
};

export type ConversationPreviewResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ConversationPreview'] = ResolversParentTypes['ConversationPreview']> = {
  iconUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  memberCount?: Resolver<Maybe<ResolversTypes['Int']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  viewerIsMember?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
};

export type ConversationRightsResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['ConversationRights'] = ResolversParentTypes['ConversationRights']> = {
  addParticipants?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  dismiss?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  favorite?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  leave?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  mute?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  muteEveryone?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  removeParticipants?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rename?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  rotateCode?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  setAnnouncement?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  setDisappearingMessages?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  setDisplayName?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  setJoinApproval?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  setMemberProtection?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  setRoles?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  transfer?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
};

export interface DateTimeScalarConfig extends GraphQLScalarTypeConfig<ResolversTypes['DateTime'], any> {
  name: 'DateTime';
}

export type DeleteCirclePayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['DeleteCirclePayload'] = ResolversParentTypes['DeleteCirclePayload']> = {
  circleId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type FriendChangeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['FriendChange'] = ResolversParentTypes['FriendChange']> = {
  avatarUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  displayName?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  status?: Resolver<Maybe<ResolversTypes['FriendStatus']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userUpstreamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  version?: Resolver<ResolversTypes['Version'], ParentType, ContextType>;
};

export type GroupNoticeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['GroupNotice'] = ResolversParentTypes['GroupNotice']> = {
  conversation?: Resolver<Maybe<ResolversTypes['Conversation']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  kind?: Resolver<ResolversTypes['GroupNoticeKind'], ParentType, ContextType>;
  receiver?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  requester?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  state?: Resolver<ResolversTypes['GroupNoticeState'], ParentType, ContextType>;
};

export type LeaveConversationPayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['LeaveConversationPayload'] = ResolversParentTypes['LeaveConversationPayload']> = {
  conversationId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type LoginPayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['LoginPayload'] = ResolversParentTypes['LoginPayload']> = {
  imToken?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
};

export type LogoutEverywherePayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['LogoutEverywherePayload'] = ResolversParentTypes['LogoutEverywherePayload']> = {
  loggedOut?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
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
  blockedUsers?: Resolver<Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, RequireFields<MixinAccountBlockedUsersArgs, 'first'>>;
  circles?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Circle']>>, ParentType, ContextType>;
  codeId?: Resolver<Maybe<ResolversTypes['ID']>, ParentType, ContextType>;
  codeUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  contacts?: Resolver<Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, RequireFields<MixinAccountContactsArgs, 'first'>>;
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
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type MixinAccountPayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['MixinAccountPayload'] = ResolversParentTypes['MixinAccountPayload']> = {
  account?: Resolver<Maybe<ResolversTypes['MixinAccount']>, ParentType, ContextType>;
};

export type MutationResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Mutation'] = ResolversParentTypes['Mutation']> = {
  acceptContactRequest?: Resolver<Maybe<ResolversTypes['ContactPayload']>, ParentType, ContextType, RequireFields<MutationAcceptContactRequestArgs, 'input'>>;
  addContact?: Resolver<Maybe<ResolversTypes['AddContactPayload']>, ParentType, ContextType, RequireFields<MutationAddContactArgs, 'input'>>;
  addParticipants?: Resolver<Maybe<ResolversTypes['ConversationPayload']>, ParentType, ContextType, RequireFields<MutationAddParticipantsArgs, 'input'>>;
  addToCircle?: Resolver<Maybe<ResolversTypes['CirclePayload']>, ParentType, ContextType, RequireFields<MutationAddToCircleArgs, 'input'>>;
  answerGroupNotice?: Resolver<Maybe<ResolversTypes['AnswerGroupNoticePayload']>, ParentType, ContextType, RequireFields<MutationAnswerGroupNoticeArgs, 'input'>>;
  authorizeApp?: Resolver<Maybe<ResolversTypes['AuthorizeAppPayload']>, ParentType, ContextType, RequireFields<MutationAuthorizeAppArgs, 'input'>>;
  authorizeToken?: Resolver<Maybe<ResolversTypes['AuthorizeTokenPayload']>, ParentType, ContextType, RequireFields<MutationAuthorizeTokenArgs, 'input'>>;
  blockUser?: Resolver<Maybe<ResolversTypes['BlockUserPayload']>, ParentType, ContextType, RequireFields<MutationBlockUserArgs, 'input'>>;
  changePassword?: Resolver<Maybe<ResolversTypes['ChangePasswordPayload']>, ParentType, ContextType, RequireFields<MutationChangePasswordArgs, 'input'>>;
  createCircle?: Resolver<Maybe<ResolversTypes['CirclePayload']>, ParentType, ContextType, RequireFields<MutationCreateCircleArgs, 'input'>>;
  createContactConversation?: Resolver<Maybe<ResolversTypes['ConversationPayload']>, ParentType, ContextType, RequireFields<MutationCreateContactConversationArgs, 'input'>>;
  createGroupConversation?: Resolver<Maybe<ResolversTypes['ConversationPayload']>, ParentType, ContextType, RequireFields<MutationCreateGroupConversationArgs, 'input'>>;
  deleteCircle?: Resolver<Maybe<ResolversTypes['DeleteCirclePayload']>, ParentType, ContextType, RequireFields<MutationDeleteCircleArgs, 'input'>>;
  dismissConversation?: Resolver<Maybe<ResolversTypes['LeaveConversationPayload']>, ParentType, ContextType, RequireFields<MutationDismissConversationArgs, 'input'>>;
  ignoreContactRequest?: Resolver<Maybe<ResolversTypes['ContactPayload']>, ParentType, ContextType, RequireFields<MutationIgnoreContactRequestArgs, 'input'>>;
  joinConversation?: Resolver<Maybe<ResolversTypes['ConversationPayload']>, ParentType, ContextType, RequireFields<MutationJoinConversationArgs, 'input'>>;
  leaveConversation?: Resolver<Maybe<ResolversTypes['LeaveConversationPayload']>, ParentType, ContextType, RequireFields<MutationLeaveConversationArgs, 'input'>>;
  login?: Resolver<Maybe<ResolversTypes['LoginPayload']>, ParentType, ContextType, RequireFields<MutationLoginArgs, 'input'>>;
  logout?: Resolver<Maybe<ResolversTypes['LogoutPayload']>, ParentType, ContextType>;
  logoutEverywhere?: Resolver<Maybe<ResolversTypes['LogoutEverywherePayload']>, ParentType, ContextType>;
  manageParticipants?: Resolver<Maybe<ResolversTypes['ConversationPayload']>, ParentType, ContextType, RequireFields<MutationManageParticipantsArgs, 'input'>>;
  muteConversation?: Resolver<Maybe<ResolversTypes['ConversationPayload']>, ParentType, ContextType, RequireFields<MutationMuteConversationArgs, 'input'>>;
  muteEveryone?: Resolver<Maybe<ResolversTypes['ConversationPayload']>, ParentType, ContextType, RequireFields<MutationMuteEveryoneArgs, 'input'>>;
  register?: Resolver<Maybe<ResolversTypes['RegisterPayload']>, ParentType, ContextType, RequireFields<MutationRegisterArgs, 'input'>>;
  removeContact?: Resolver<Maybe<ResolversTypes['ContactPayload']>, ParentType, ContextType, RequireFields<MutationRemoveContactArgs, 'input'>>;
  removeFromCircle?: Resolver<Maybe<ResolversTypes['CirclePayload']>, ParentType, ContextType, RequireFields<MutationRemoveFromCircleArgs, 'input'>>;
  removeParticipants?: Resolver<Maybe<ResolversTypes['ConversationPayload']>, ParentType, ContextType, RequireFields<MutationRemoveParticipantsArgs, 'input'>>;
  renameCircle?: Resolver<Maybe<ResolversTypes['CirclePayload']>, ParentType, ContextType, RequireFields<MutationRenameCircleArgs, 'input'>>;
  renewImToken?: Resolver<Maybe<ResolversTypes['RenewImTokenPayload']>, ParentType, ContextType>;
  resetPassword?: Resolver<Maybe<ResolversTypes['ResetPasswordPayload']>, ParentType, ContextType, RequireFields<MutationResetPasswordArgs, 'input'>>;
  rotateConversationCode?: Resolver<Maybe<ResolversTypes['ConversationPayload']>, ParentType, ContextType, RequireFields<MutationRotateConversationCodeArgs, 'input'>>;
  sendMessage?: Resolver<Maybe<ResolversTypes['SendMessagePayload']>, ParentType, ContextType, RequireFields<MutationSendMessageArgs, 'input'>>;
  sendVerificationCode?: Resolver<Maybe<ResolversTypes['SendVerificationCodePayload']>, ParentType, ContextType, RequireFields<MutationSendVerificationCodeArgs, 'input'>>;
  setAcceptsPokes?: Resolver<Maybe<ResolversTypes['SetAcceptsPokesPayload']>, ParentType, ContextType, RequireFields<MutationSetAcceptsPokesArgs, 'input'>>;
  setContactAlias?: Resolver<Maybe<ResolversTypes['ContactPayload']>, ParentType, ContextType, RequireFields<MutationSetContactAliasArgs, 'input'>>;
  setConversationFavorite?: Resolver<Maybe<ResolversTypes['ConversationPayload']>, ParentType, ContextType, RequireFields<MutationSetConversationFavoriteArgs, 'input'>>;
  setDisappearingMessages?: Resolver<Maybe<ResolversTypes['ConversationPayload']>, ParentType, ContextType, RequireFields<MutationSetDisappearingMessagesArgs, 'input'>>;
  setDisplayName?: Resolver<Maybe<ResolversTypes['ConversationPayload']>, ParentType, ContextType, RequireFields<MutationSetDisplayNameArgs, 'input'>>;
  setJoinApproval?: Resolver<Maybe<ResolversTypes['ConversationPayload']>, ParentType, ContextType, RequireFields<MutationSetJoinApprovalArgs, 'input'>>;
  setMemberProtection?: Resolver<Maybe<ResolversTypes['ConversationPayload']>, ParentType, ContextType, RequireFields<MutationSetMemberProtectionArgs, 'input'>>;
  setParticipantRoles?: Resolver<Maybe<ResolversTypes['ConversationPayload']>, ParentType, ContextType, RequireFields<MutationSetParticipantRolesArgs, 'input'>>;
  transferConversation?: Resolver<Maybe<ResolversTypes['ConversationPayload']>, ParentType, ContextType, RequireFields<MutationTransferConversationArgs, 'input'>>;
  unblockUser?: Resolver<Maybe<ResolversTypes['UnblockUserPayload']>, ParentType, ContextType, RequireFields<MutationUnblockUserArgs, 'input'>>;
  updateConversation?: Resolver<Maybe<ResolversTypes['ConversationPayload']>, ParentType, ContextType, RequireFields<MutationUpdateConversationArgs, 'input'>>;
  updateMixinPreferences?: Resolver<Maybe<ResolversTypes['MixinAccountPayload']>, ParentType, ContextType, RequireFields<MutationUpdateMixinPreferencesArgs, 'input'>>;
  updateMixinProfile?: Resolver<Maybe<ResolversTypes['MixinAccountPayload']>, ParentType, ContextType, RequireFields<MutationUpdateMixinProfileArgs, 'input'>>;
  updatePrivacy?: Resolver<Maybe<ResolversTypes['UpdatePrivacyPayload']>, ParentType, ContextType, RequireFields<MutationUpdatePrivacyArgs, 'input'>>;
  updateProfile?: Resolver<Maybe<ResolversTypes['UpdateProfilePayload']>, ParentType, ContextType, RequireFields<MutationUpdateProfileArgs, 'input'>>;
  verifyCode?: Resolver<Maybe<ResolversTypes['VerifyCodePayload']>, ParentType, ContextType, RequireFields<MutationVerifyCodeArgs, 'input'>>;
};

export type NetworkInfoResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['NetworkInfo'] = ResolversParentTypes['NetworkInfo']> = {
  features?: Resolver<ReadonlyArray<ResolversTypes['NetworkFeature']>, ParentType, ContextType>;
  isConfigured?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  network?: Resolver<ResolversTypes['Network'], ParentType, ContextType>;
};

export type NodeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['Node'] = ResolversParentTypes['Node']> = {
  __resolveType?: TypeResolveFn<'App' | 'Circle' | 'Conversation' | 'User', ParentType, ContextType>;
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

export type PhoneContactResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['PhoneContact'] = ResolversParentTypes['PhoneContact']> = {
  phone?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
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
  conversationByCode?: Resolver<Maybe<ResolversTypes['ConversationPreview']>, ParentType, ContextType, RequireFields<QueryConversationByCodeArgs, 'code'>>;
  isPhoneAvailable?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType, RequireFields<QueryIsPhoneAvailableArgs, 'phone'>>;
  networks?: Resolver<ReadonlyArray<ResolversTypes['NetworkInfo']>, ParentType, ContextType>;
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
  blockedUsers?: Resolver<Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, RequireFields<SealTalkAccountBlockedUsersArgs, 'first'>>;
  changes?: Resolver<Maybe<ResolversTypes['Changes']>, ParentType, ContextType, RequireFields<SealTalkAccountChangesArgs, 'since'>>;
  contactRequests?: Resolver<Maybe<ReadonlyArray<ResolversTypes['User']>>, ParentType, ContextType>;
  contacts?: Resolver<Maybe<ResolversTypes['UserConnection']>, ParentType, ContextType, RequireFields<SealTalkAccountContactsArgs, 'first'>>;
  conversations?: Resolver<Maybe<ReadonlyArray<ResolversTypes['Conversation']>>, ParentType, ContextType>;
  favoriteConversations?: Resolver<Maybe<ResolversTypes['ConversationConnection']>, ParentType, ContextType, RequireFields<SealTalkAccountFavoriteConversationsArgs, 'first'>>;
  findContacts?: Resolver<Maybe<ReadonlyArray<ResolversTypes['PhoneContact']>>, ParentType, ContextType, RequireFields<SealTalkAccountFindContactsArgs, 'phones'>>;
  groupNotices?: Resolver<Maybe<ReadonlyArray<ResolversTypes['GroupNotice']>>, ParentType, ContextType>;
  groups?: Resolver<Maybe<ResolversTypes['ConversationConnection']>, ParentType, ContextType, RequireFields<SealTalkAccountGroupsArgs, 'first'>>;
  privacy?: Resolver<Maybe<ResolversTypes['PrivacySettings']>, ParentType, ContextType>;
  storageToken?: Resolver<Maybe<ResolversTypes['StorageToken']>, ParentType, ContextType>;
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type SendMessagePayloadResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['SendMessagePayload'] = ResolversParentTypes['SendMessagePayload']> = {
  messageId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
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
  asOf?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  avatarUrl?: Resolver<Maybe<ResolversTypes['URL']>, ParentType, ContextType>;
  biography?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  contact?: Resolver<Maybe<ResolversTypes['Contact']>, ParentType, ContextType>;
  conversation?: Resolver<Maybe<ResolversTypes['Conversation']>, ParentType, ContextType>;
  createdAt?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  gender?: Resolver<Maybe<ResolversTypes['Gender']>, ParentType, ContextType>;
  id?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  identityNumber?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  isBlocked?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  isScam?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  isVerified?: Resolver<Maybe<ResolversTypes['Boolean']>, ParentType, ContextType>;
  muteUntil?: Resolver<Maybe<ResolversTypes['DateTime']>, ParentType, ContextType>;
  name?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  network?: Resolver<ResolversTypes['Network'], ParentType, ContextType>;
  phone?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  relationship?: Resolver<Maybe<ResolversTypes['Relationship']>, ParentType, ContextType>;
  stAccount?: Resolver<Maybe<ResolversTypes['String']>, ParentType, ContextType>;
  upstreamId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  viewerCan?: Resolver<ResolversTypes['UserRights'], ParentType, ContextType>;
  __isTypeOf?: IsTypeOfResolverFn<ParentType, ContextType>;
};

export type UserConnectionResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['UserConnection'] = ResolversParentTypes['UserConnection']> = {
  edges?: Resolver<ReadonlyArray<ResolversTypes['UserEdge']>, ParentType, ContextType>;
  nodes?: Resolver<ReadonlyArray<ResolversTypes['User']>, ParentType, ContextType>;
  pageInfo?: Resolver<ResolversTypes['PageInfo'], ParentType, ContextType>;
  totalCount?: Resolver<ResolversTypes['Int'], ParentType, ContextType>;
};

export type UserEdgeResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['UserEdge'] = ResolversParentTypes['UserEdge']> = {
  cursor?: Resolver<ResolversTypes['String'], ParentType, ContextType>;
  node?: Resolver<ResolversTypes['User'], ParentType, ContextType>;
};

export type UserRightsResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['UserRights'] = ResolversParentTypes['UserRights']> = {
  addContact?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  block?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  message?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  removeContact?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  setAlias?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
  unblock?: Resolver<ResolversTypes['Boolean'], ParentType, ContextType>;
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

export type WaitingParticipantResolvers<ContextType = GatewayContext, ParentType extends ResolversParentTypes['WaitingParticipant'] = ResolversParentTypes['WaitingParticipant']> = {
  user?: Resolver<Maybe<ResolversTypes['User']>, ParentType, ContextType>;
  userId?: Resolver<ResolversTypes['ID'], ParentType, ContextType>;
  waitsFor?: Resolver<Maybe<ResolversTypes['WaitsFor']>, ParentType, ContextType>;
};

export type Resolvers<ContextType = GatewayContext> = {
  Account?: AccountResolvers<ContextType>;
  AddContactPayload?: AddContactPayloadResolvers<ContextType>;
  AnswerGroupNoticePayload?: AnswerGroupNoticePayloadResolvers<ContextType>;
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
  CirclePayload?: CirclePayloadResolvers<ContextType>;
  Contact?: ContactResolvers<ContextType>;
  ContactPayload?: ContactPayloadResolvers<ContextType>;
  Conversation?: ConversationResolvers<ContextType>;
  ConversationChange?: ConversationChangeResolvers<ContextType>;
  ConversationConnection?: ConversationConnectionResolvers<ContextType>;
  ConversationEdge?: ConversationEdgeResolvers<ContextType>;
  ConversationPayload?: ConversationPayloadResolvers<ContextType>;
  ConversationPreview?: ConversationPreviewResolvers<ContextType>;
  ConversationRights?: ConversationRightsResolvers<ContextType>;
  DateTime?: GraphQLScalarType;
  DeleteCirclePayload?: DeleteCirclePayloadResolvers<ContextType>;
  FriendChange?: FriendChangeResolvers<ContextType>;
  GroupNotice?: GroupNoticeResolvers<ContextType>;
  LeaveConversationPayload?: LeaveConversationPayloadResolvers<ContextType>;
  LoginPayload?: LoginPayloadResolvers<ContextType>;
  LogoutEverywherePayload?: LogoutEverywherePayloadResolvers<ContextType>;
  LogoutPayload?: LogoutPayloadResolvers<ContextType>;
  LookupBudget?: LookupBudgetResolvers<ContextType>;
  MixinAccount?: MixinAccountResolvers<ContextType>;
  MixinAccountPayload?: MixinAccountPayloadResolvers<ContextType>;
  Mutation?: MutationResolvers<ContextType>;
  NetworkInfo?: NetworkInfoResolvers<ContextType>;
  Node?: NodeResolvers<ContextType>;
  PageInfo?: PageInfoResolvers<ContextType>;
  Participant?: ParticipantResolvers<ContextType>;
  ParticipantChange?: ParticipantChangeResolvers<ContextType>;
  ParticipantConnection?: ParticipantConnectionResolvers<ContextType>;
  ParticipantEdge?: ParticipantEdgeResolvers<ContextType>;
  ParticipantSession?: ParticipantSessionResolvers<ContextType>;
  PhoneContact?: PhoneContactResolvers<ContextType>;
  PrivacySettings?: PrivacySettingsResolvers<ContextType>;
  ProfileChange?: ProfileChangeResolvers<ContextType>;
  ProfileFailure?: ProfileFailureResolvers<ContextType>;
  Query?: QueryResolvers<ContextType>;
  Region?: RegionResolvers<ContextType>;
  RegisterPayload?: RegisterPayloadResolvers<ContextType>;
  RenewImTokenPayload?: RenewImTokenPayloadResolvers<ContextType>;
  ResetPasswordPayload?: ResetPasswordPayloadResolvers<ContextType>;
  SealTalkAccount?: SealTalkAccountResolvers<ContextType>;
  SendMessagePayload?: SendMessagePayloadResolvers<ContextType>;
  SendVerificationCodePayload?: SendVerificationCodePayloadResolvers<ContextType>;
  SetAcceptsPokesPayload?: SetAcceptsPokesPayloadResolvers<ContextType>;
  StorageToken?: StorageTokenResolvers<ContextType>;
  URL?: GraphQLScalarType;
  UnblockUserPayload?: UnblockUserPayloadResolvers<ContextType>;
  UpdatePrivacyPayload?: UpdatePrivacyPayloadResolvers<ContextType>;
  UpdateProfilePayload?: UpdateProfilePayloadResolvers<ContextType>;
  User?: UserResolvers<ContextType>;
  UserConnection?: UserConnectionResolvers<ContextType>;
  UserEdge?: UserEdgeResolvers<ContextType>;
  UserRights?: UserRightsResolvers<ContextType>;
  VerifyCodePayload?: VerifyCodePayloadResolvers<ContextType>;
  Version?: GraphQLScalarType;
  Viewer?: ViewerResolvers<ContextType>;
  WaitingParticipant?: WaitingParticipantResolvers<ContextType>;
};

export type DirectiveResolvers<ContextType = GatewayContext> = {
  checksSecret?: ChecksSecretDirectiveResolver<any, any, ContextType>;
  defer?: DeferDirectiveResolver<any, any, ContextType>;
  semanticNonNull?: SemanticNonNullDirectiveResolver<any, any, ContextType>;
  stream?: StreamDirectiveResolver<any, any, ContextType>;
};
