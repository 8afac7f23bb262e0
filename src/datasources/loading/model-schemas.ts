import { z } from 'zod'
import { encodeGlobalId, type NetworkName, type NodeKind } from '../../global-id.ts'
import type {
  AppModel,
  CircleModel,
  ConversationModel,
  ParticipantModel,
  ParticipantSessionModel,
  Reference,
  UserModel,
} from '../types.ts'

/**
 * Decodes models of one network from the shared store. Another version of the gateway may have written them, so a
 * value that is not exactly a model decodes to undefined, even if it only has a field too many.
 */
export interface ModelDecoders {
  user(value: unknown, upstreamId: string): UserModel | undefined
  conversation(value: unknown, upstreamId: string): ConversationModel | undefined
  /** With their users, as SealTalk lists them. */
  participants(value: unknown): readonly ParticipantModel[] | undefined
}

const text = z.string().nullable()
const flag = z.boolean().nullable()
const count = z.int32().nullable()
const httpUrl = z.url({ protocol: /^https?$/ }).nullable()
const role = z.enum(['OWNER', 'ADMIN', 'MEMBER']).nullable()

const session: z.ZodType<ParticipantSessionModel> = z.strictObject({
  sessionId: z.string(),
  publicKey: z.string(),
})

const createSchemas = (network: NetworkName) => {
  const ids = {
    id: z.string(),
    network: z.literal(network),
    upstreamId: z.string(),
    asOf: z.iso.datetime().exactOptional(),
  }
  const isOwnId = (kind: NodeKind) => (model: { readonly id: string; readonly upstreamId: string }) =>
    model.id === encodeGlobalId(network, kind, model.upstreamId)

  const userReference: z.ZodType<UserModel> = z
    .strictObject({ __typename: z.literal('User'), ...ids })
    .refine(isOwnId('user'))

  const app: z.ZodType<AppModel> = z
    .strictObject({
      __typename: z.literal('App'),
      ...ids,
      appNumber: z.string(),
      name: text,
      description: text,
      iconUrl: httpUrl,
      homeUri: text,
      redirectUri: text,
      capabilities: z.array(z.string()),
      resourcePatterns: z.array(z.string()),
      category: text,
      isVerified: flag,
      updatedAt: text,
      creator: userReference.nullable(),
      user: userReference,
    })
    .refine(isOwnId('app'))

  const user: z.ZodType<UserModel> = z
    .strictObject({
      __typename: z.literal('User'),
      ...ids,
      name: text.exactOptional(),
      avatarUrl: httpUrl.exactOptional(),
      phone: text.exactOptional(),
      identityNumber: text.exactOptional(),
      biography: text.exactOptional(),
      relationship: z.enum(['ME', 'FRIEND', 'STRANGER', 'BLOCKING']).nullable().exactOptional(),
      isVerified: flag.exactOptional(),
      isScam: flag.exactOptional(),
      muteUntil: text.exactOptional(),
      createdAt: text.exactOptional(),
      app: app.nullable().exactOptional(),
      gender: z.enum(['MALE', 'FEMALE']).nullable().exactOptional(),
      stAccount: text.exactOptional(),
    })
    .refine(isOwnId('user'))

  const circle: z.ZodType<CircleModel> = z
    .strictObject({
      __typename: z.literal('Circle'),
      ...ids,
      circleId: z.string(),
      createdAt: text,
    })
    .refine(isOwnId('circle'))
    .refine(({ circleId, upstreamId }) => circleId === upstreamId)

  const participants: z.ZodType<readonly ParticipantModel[]> = z.array(
    z.strictObject({
      user,
      role,
      createdAt: text,
      sessions: z.array(session).nullable(),
      displayName: text,
    }),
  )

  const conversation: z.ZodType<ConversationModel> = z
    .strictObject({
      __typename: z.literal('Conversation'),
      ...ids,
      category: z.enum(['CONTACT', 'GROUP']).nullable().exactOptional(),
      name: text.exactOptional(),
      iconUrl: httpUrl.exactOptional(),
      creator: user.nullable().exactOptional(),
      memberCount: count.exactOptional(),
      createdAt: text.exactOptional(),
      announcement: text.exactOptional(),
      codeId: text.exactOptional(),
      codeUrl: httpUrl.exactOptional(),
      muteUntil: text.exactOptional(),
      expireIn: count.exactOptional(),
      circles: z.array(circle).nullable().exactOptional(),
      updatedAt: text.exactOptional(),
      maxMemberCount: count.exactOptional(),
      isEveryoneMuted: flag.exactOptional(),
      joinNeedsApproval: flag.exactOptional(),
      isMemberProtected: flag.exactOptional(),
      participants: participants.exactOptional(),
      viewerRole: role.exactOptional(),
    })
    .refine(isOwnId('conversation'))

  return { user, conversation, participants }
}

/** Gateways of earlier versions stored models without it. */
const isDated = ({ asOf }: Reference): boolean => asOf !== undefined

export const createModelDecoders = (network: NetworkName): ModelDecoders => {
  const schemas = createSchemas(network)

  const decodeStored = <Model extends Reference>(
    schema: z.ZodType<Model>,
    value: unknown,
    upstreamId: string,
  ): Model | undefined => {
    const { data } = schema.safeParse(value)
    return data?.upstreamId === upstreamId && isDated(data) ? data : undefined
  }

  return {
    user: (value, upstreamId) => decodeStored(schemas.user, value, upstreamId),
    conversation: (value, upstreamId) => decodeStored(schemas.conversation, value, upstreamId),
    participants(value) {
      const { data } = schemas.participants.safeParse(value)
      return data?.every(({ user }) => isDated(user)) ? data : undefined
    },
  }
}
