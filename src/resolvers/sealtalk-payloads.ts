import type {
  BlockUserPayloadResolvers,
  LoginPayloadResolvers,
  RegisterPayloadResolvers,
  UnblockUserPayloadResolvers,
  UpdatePrivacyPayloadResolvers,
  UpdateProfilePayloadResolvers,
} from '../generated/schema.ts'
import { loadUser } from './reference.ts'

/** What payloads show of things after a change is read when it is selected, and fails at its own place. */

export const RegisterPayload: RegisterPayloadResolvers = {
  user: (payload, _, context, info) => loadUser(payload.user, context, info),
}

export const LoginPayload: LoginPayloadResolvers = {
  user: (payload, _, context, info) => loadUser(payload.user, context, info),
}

export const BlockUserPayload: BlockUserPayloadResolvers = {
  user: (payload, _, context, info) => loadUser(payload.user, context, info),
}

export const UnblockUserPayload: UnblockUserPayloadResolvers = {
  user: (payload, _, context, info) => loadUser(payload.user, context, info),
}

export const UpdateProfilePayload: UpdateProfilePayloadResolvers = {
  user: (payload, _, context, info) => loadUser(payload.user, context, info),
}

export const UpdatePrivacyPayload: UpdatePrivacyPayloadResolvers = {
  privacy: (_, __, { datasources }) => datasources.get('sealtalk').privacy.settings(),
}
