import type { GatewayRequest } from '../request/request.ts'
import type { NetworkFeature } from '../generated/enums.ts'
import type { NetworkName, NodeKind } from '../global-id.ts'
import type { MaybePromise } from '../maybe-promise.ts'
import type { Found } from './loading/gathering.ts'
import type { ProviderControl } from './provider-control.ts'
import type { ConversationAction, Features, Refusal, UserAction } from './rights.ts'

/** The models that resolvers see, in the schema's words for every network. What is absent is null or left out. */

/** A thing by its id alone, such as the creator of a conversation. */
export interface Reference {
  readonly __typename: 'User' | 'App' | 'Conversation' | 'Circle'
  /** Global id. */
  readonly id: string
  readonly network: NetworkName
  readonly upstreamId: string
  /** When its other fields were fetched, as RFC 3339 text. Absent where it has none. */
  readonly asOf?: string
}

export type Relationship = 'ME' | 'FRIEND' | 'STRANGER' | 'BLOCKING'
export type Gender = 'MALE' | 'FEMALE'
export type ParticipantRole = 'OWNER' | 'ADMIN' | 'MEMBER'
export type ConversationCategory = 'CONTACT' | 'GROUP'

/** A user with the fields that were loaded; a reference has its ids only. Times are RFC 3339 text. */
export interface UserModel extends Reference {
  readonly __typename: 'User'
  readonly name?: string | null
  readonly avatarUrl?: string | null
  readonly phone?: string | null
  readonly identityNumber?: string | null
  readonly biography?: string | null
  readonly relationship?: Relationship | null
  readonly isVerified?: boolean | null
  readonly isScam?: boolean | null
  readonly muteUntil?: string | null
  readonly createdAt?: string | null
  readonly app?: AppModel | null
  readonly gender?: Gender | null
  readonly stAccount?: string | null
}

export interface AppModel extends Reference {
  readonly __typename: 'App'
  readonly appNumber: string
  readonly name: string | null
  readonly description: string | null
  readonly iconUrl: string | null
  readonly homeUri: string | null
  readonly redirectUri: string | null
  readonly capabilities: readonly string[]
  readonly resourcePatterns: readonly string[]
  readonly category: string | null
  readonly isVerified: boolean | null
  readonly updatedAt: string | null
  readonly creator: UserModel | null
  readonly user: UserModel
}

export interface ConversationModel extends Reference {
  readonly __typename: 'Conversation'
  readonly category?: ConversationCategory | null
  readonly name?: string | null
  readonly iconUrl?: string | null
  readonly creator?: UserModel | null
  readonly memberCount?: number | null
  readonly createdAt?: string | null
  readonly announcement?: string | null
  readonly codeId?: string | null
  readonly codeUrl?: string | null
  readonly muteUntil?: string | null
  readonly expireIn?: number | null
  readonly circles?: readonly CircleModel[] | null
  readonly updatedAt?: string | null
  readonly maxMemberCount?: number | null
  readonly isEveryoneMuted?: boolean | null
  readonly joinNeedsApproval?: boolean | null
  readonly isMemberProtected?: boolean | null
  /** Where the network sends them along with the conversation. */
  readonly participants?: readonly ParticipantModel[]
  /** Where the network sends it along with the conversation. */
  readonly viewerRole?: ParticipantRole | null
  /** Where a list tells. */
  readonly isFavorite?: boolean
}

/** A group as its invitation shows it. */
export interface ConversationPreviewModel {
  /** Global id. */
  readonly id: string
  readonly upstreamId: string
  readonly name: string | null
  readonly iconUrl: string | null
  readonly memberCount: number | null
  /** Upstream ids; null where the network does not list them. */
  readonly memberIds: readonly string[] | null
}

export interface ParticipantModel {
  readonly user: UserModel
  readonly role: ParticipantRole | null
  readonly createdAt: string | null
  readonly sessions: readonly ParticipantSessionModel[] | null
  readonly displayName: string | null
}

export interface ParticipantSessionModel {
  readonly sessionId: string
  readonly publicKey: string
}

/** The notice to all members of a group. */
export interface BulletinModel {
  readonly content: string | null
}

/** A circle with the fields that were loaded. */
export interface CircleModel extends Reference {
  readonly __typename: 'Circle'
  readonly circleId: string
  readonly name?: string | null
  readonly createdAt?: string | null
}

export interface NetworkModel {
  readonly network: NetworkName
  readonly isConfigured: boolean
  readonly features: readonly NetworkFeature[]
}

export interface LookupBudgetModel {
  readonly network: NetworkName
  readonly lookup: 'IDENTITY_NUMBER' | 'SEARCH' | 'VERIFICATION_CODE'
  readonly remaining: number
  readonly retryAt: string | null
}

/** What a user is to the account of a request. */
export interface ContactModel {
  readonly state: 'CONTACT' | 'REQUESTED_BY_ME' | 'REQUESTED_BY_THEM' | 'IGNORED' | 'NONE'
  readonly alias: string | null
  /** What the user wrote with a request. */
  readonly message: string | null
  /** When the state changed last, as RFC 3339 text. */
  readonly since: string | null
}

/** A phone number, and the user who has it. */
export interface PhoneContactModel {
  readonly phone: string
  readonly user: UserModel | null
}

/** The selected fields of a model. A data source takes the cheapest call that returns all of them. */
export type Fields = ReadonlySet<string>

export type Access = 'read' | 'write'

export interface UserSource {
  /** By the network's own id; null where there is no such user. Batched. */
  load(upstreamId: string, fields: Fields): MaybePromise<UserModel | null>
  /** A list, in its order. A user that cannot be loaded is an `Error` at its place. */
  loadMany(upstreamIds: readonly string[], fields: Fields): MaybePromise<Found<UserModel>>
}

export interface AppSource {
  /** By the network's own id; null where there is no such app. */
  load(upstreamId: string): MaybePromise<AppModel | null>
}

export interface ConversationSource {
  /** By the network's own id; null where there is no such conversation. */
  load(upstreamId: string, fields: Fields): MaybePromise<ConversationModel | null>
  /** Everyone in it, in the network's own order. */
  participants(conversation: ConversationModel): MaybePromise<readonly ParticipantModel[]>
  /** The role of the account that the request is made for; null where it is not in it. */
  viewerRole(conversation: ConversationModel): MaybePromise<ParticipantRole | null>
  /**
   * The conversation with the fields that lists leave out, such as its member protection. Absent where lists leave
   * nothing out.
   */
  details?(conversation: ConversationModel): MaybePromise<ConversationModel | null>
  /** The notice to all members that the network keeps apart from the conversation. Absent where it has none. */
  bulletin?(conversation: ConversationModel): MaybePromise<BulletinModel | null>
  /** Whether the viewer has saved it. Absent where the network has no such list. */
  isFavorite?(conversation: ConversationModel): MaybePromise<boolean>
  /** The viewer's own name in it; null for none. Absent where the network has no such names. */
  viewerDisplayName?(conversation: ConversationModel): MaybePromise<string | null>
  /** The one-to-one conversation of the viewer and a user, if it has been created. */
  withUser?(userId: string): Promise<ConversationModel | null>
  /**
   * Whether the viewer may do something with a conversation that was loaded. Costs no call beyond `viewerRole`. Where that
   * fails, its error is the refusal: what cannot be found out is not promised.
   */
  mayDo(action: ConversationAction, conversation: ConversationModel): MaybePromise<Refusal>
  /**
   * The first refusal of a change that is about to be sent and does all this, by the same rules. What permits it is at most
   * 5 s old, and is read where the network would let others make the change too; else the network decides what the cache
   * does not know.
   */
  mayDoNow(actions: readonly ConversationAction[], upstreamId: string): MaybePromise<Refusal>
  /** Absent where the network has no such calls. */
  readonly writes?: ConversationWrites
}

/** Texts to conversations. Messages cannot be read. */
export interface MessageSource {
  /**
   * A text that is ready to be sent; its result is the id of the message. Throws BAD_USER_INPUT for a blank text, one that
   * is too long, and an id that is no UUID.
   * @param messageId the caller's own; null: a new one
   */
  text(conversationId: string, text: string, messageId: string | null): Change<string>
}

/** The viewer's circles. All ids are upstream ids. */
export interface CircleSource {
  /** All of them, in the network's own order. */
  all(): MaybePromise<readonly CircleModel[]>
  /** Null where the viewer has no such circle. All are loaded together. */
  load(circleId: string): MaybePromise<CircleModel | null>
  /** What is in it, by ids, in the network's own order; null where the viewer has no such circle. */
  conversations(circleId: string): MaybePromise<readonly ConversationModel[] | null>
  create(name: string): Promise<CircleModel>
  rename(circleId: string, name: string): Promise<CircleModel>
  delete(circleId: string): Promise<void>
  /** Returns the circle, by id. */
  change(circleId: string, action: 'ADD' | 'REMOVE', conversationIds: readonly string[]): Promise<CircleModel>
}

export interface NewParticipant {
  readonly userId: string
  readonly role: ParticipantRole | null
}

export type AddContactOutcome = 'ADDED' | 'REQUESTED' | 'ALREADY' | 'NOTHING'

/** A contact of the account. */
export interface ListedContact {
  readonly user: UserModel
  /** Null where the network has none, or sends it as the user's name. */
  readonly alias: string | null
}

/** The contacts of the account that the request is made for, and whom it has blocked. All ids are upstream ids. */
export interface ContactSource {
  /** All contacts, in the network's order. One call a request. */
  list(): MaybePromise<readonly ListedContact[]>
  /** All blocked users. One call a request. */
  blocked(): MaybePromise<readonly UserModel[]>
  /** Null for oneself, and where the network does not say. */
  of(user: UserModel): MaybePromise<ContactModel | null>
  /** Null where the network does not say. */
  isBlocked(user: UserModel): MaybePromise<boolean | null>
  /** Null where the account may, else the error with which a mutation refuses. */
  mayDo(action: UserAction, user: UserModel): MaybePromise<Refusal>
  /** Each write is sent once, and rejects with NOT_FOUND for a user that does not exist. */
  add(
    userId: string,
    given: { readonly alias: string | null; readonly message: string | null },
  ): Promise<AddContactOutcome>
  remove(userId: string): Promise<void>
  /** @param alias empty: takes it away */
  setAlias(userId: string, alias: string): Promise<void>
  block(userId: string): Promise<void>
  unblock(userId: string): Promise<void>
  /** Absent where contacts are added without being asked. */
  readonly requests?: ContactRequests
}

/** Requests to become a contact. */
export interface ContactRequests {
  /** Those who ask and wait for a reply. */
  list(): MaybePromise<readonly UserModel[]>
  /** Throws NOT_FOUND, and sends nothing, unless the user has asked. */
  accept(userId: string): Promise<void>
  /** Throws NOT_FOUND, and sends nothing, unless the user has asked. */
  ignore(userId: string): Promise<void>
}

/** A user who was added to a group, and who has to agree before it is a member. */
export interface WaitingParticipantModel {
  readonly user: UserModel
  readonly waitsFor: 'USER' | 'ADMIN' | null
}

/** A conversation after a change. */
export interface ChangedConversation {
  readonly conversation: ConversationModel
  /** The network did not send it: its fields are to be read. */
  readonly isReference?: true
  readonly waiting?: readonly WaitingParticipantModel[]
}

/** A change that is ready to be sent: its arguments keep the network's rules. Nothing was sent yet. */
export type Change<Result = ChangedConversation> = () => Promise<Result>

/**
 * Changes of conversations. All ids are upstream ids. What a network lacks is absent. Every method throws BAD_USER_INPUT
 * for arguments that break a rule of the network.
 */
export interface ConversationWrites {
  createContact?(userId: string): Change
  createGroup(group: {
    readonly conversationId: string | null
    readonly name: string
    readonly announcement: string | null
    readonly participants: readonly NewParticipant[]
  }): Change
  update(
    conversationId: string,
    change: { readonly name: string | null; readonly announcement: string | null },
  ): Change
  /** @param argument that named the users, for errors */
  manage(
    conversationId: string,
    action: 'ADD' | 'REMOVE' | 'ROLE',
    participants: readonly NewParticipant[],
    argument: 'userIds' | 'participants',
  ): Change
  rotateCode?(conversationId: string): Change
  leave(conversationId: string): Change<void>
  joinByCode?(code: string): Change
  /** Throws FORBIDDEN, with nothing sent, where somebody has to approve it. */
  joinById?(conversationId: string): Change
  /** Makes another member the owner. */
  transfer?(conversationId: string, userId: string): Change
  /** Ends it for everyone. */
  dismiss?(conversationId: string): Change<void>
  /** 0 unmutes. */
  mute?(conversationId: string, seconds: number): Change
  /** 0 turns it off. */
  setDisappearing?(conversationId: string, seconds: number): Change
  setFavorite?(conversationId: string, favorite: boolean): Change
  setJoinApproval?(conversationId: string, required: boolean): Change
  setMemberProtection?(conversationId: string, isProtected: boolean): Change
  muteEveryone?(conversationId: string, muted: boolean): Change
  /** The viewer's own name in it; "" takes it away. */
  setDisplayName?(conversationId: string, name: string): Change
}

/**
 * The data source of one network for one request, opened with the caller's credential. What only one network has,
 * such as sign-in, is in that network's own type.
 */
export interface MessengerDataSource {
  readonly network: NetworkName
  /** What the network has at all, whoever asks. */
  readonly features: Features
  /** Throws UNAUTHENTICATED unless the caller has this access. Called before arguments are checked. */
  authorize(access: Access): void
  /** The upstream id in its canonical form; undefined where it is not an id of that kind. */
  normalizeId(kind: NodeKind, upstreamId: string): string | undefined
  readonly users: UserSource
  /** Absent where the network has no contacts. */
  readonly contacts?: ContactSource
  /** Absent where the network has no apps. */
  readonly apps?: AppSource
  readonly conversations: ConversationSource
  /** Absent where the network has no circles. */
  readonly circles?: CircleSource
  /** Absent where the network sends no texts. */
  readonly messages?: MessageSource
  /** What is left of the network's limited lookups for this caller. No upstream call. */
  budgets(): readonly Promise<LookupBudgetModel>[]
  /** The ways of the input `UserBy` that name this network. */
  readonly lookups: UserLookups
}

export interface PhoneNumber {
  readonly region: string
  readonly number: string
}

/** The values of the fields of `UserBy`, without its global id. */
export interface UserLookupValues {
  readonly mixinUserId: string
  readonly mixinIdentityNumber: string
  readonly mixinPhone: PhoneNumber
  readonly sealtalkUserId: string
  readonly sealtalkPhone: PhoneNumber
  readonly sealtalkStAccount: string
}

/** Null where there is no such user. Throws BAD_USER_INPUT, without a call, for a value that no user can have. */
export type UserLookups = {
  readonly [Way in keyof UserLookupValues]?: (
    value: UserLookupValues[Way],
    fields: Fields,
  ) => MaybePromise<UserModel | null>
}

/** One network for the life of the process. @internal */
export interface Provider<Source extends MessengerDataSource = MessengerDataSource> {
  readonly network: NetworkName
  /** The data source of one request. Makes no upstream call. */
  open(request: GatewayRequest): Source
  /** What an operator may see and do. */
  readonly control: ProviderControl
  close(): Promise<void>
}

/**
 * A provider whose limits change while the gateway runs.
 * @internal
 */
export interface ReloadableProvider<Source extends MessengerDataSource, Limits> extends Provider<Source> {
  /** Requests from now on have these limits. What is counted stays. */
  reload(limits: Limits): void
}
