import { createSeed } from '../seed.ts'
import type { Seed } from '../seed.ts'
import { createAuthorizations } from './authorizations.ts'
import type { Authorizations } from './authorizations.ts'
import { clientSecretOf, createBotSessions, createCredentials } from './credentials.ts'
import type { BotSession, MixinCredentials } from './credentials.ts'
import { createGrants } from './grants.ts'
import type { Grants } from './grants.ts'
import { createCircles, createConversations } from './groups.ts'
import type { Circle, Conversation, Person, Profile, SentMessage } from './model.ts'
import { createPeople } from './people.ts'
import { createPinGuard } from './pin-guard.ts'
import type { PinGuard } from './pin-guard.ts'
import { createRateLimit } from './rate-limits.ts'
import type { MixinLimits, RateLimit } from './rate-limits.ts'
import type { MixinTraits } from './traits.ts'
import { createRelations } from './relations.ts'
import type { Relations } from './relations.ts'
import { createStamp } from './time.ts'
import { createUsedTokens } from './used-tokens.ts'
import type { UsedTokens } from './used-tokens.ts'

/** What a reset does not change: people, keys, credentials. */
export type Foundation = {
  seed: Seed
  clock: () => number
  limits: MixinLimits
  traits: MixinTraits
  credentials: MixinCredentials
  people: ReadonlyMap<string, Person>
  peopleByNumber: ReadonlyMap<string, Person>
  peopleByPhone: ReadonlyMap<string, Person>
  bots: ReadonlyMap<string, BotSession>
  clientSecret: (appId: string) => string
}

/** State that calls can change; a reset creates it anew. */
export type World = Foundation & {
  /** The present time, never the same twice. */
  stamp(): string
  relations: Relations
  conversations: Map<string, Conversation>
  /** By their ids. */
  messages: Map<string, SentMessage>
  circles: Circle[]
  /** What people have changed about themselves. */
  profiles: Map<string, Profile>
  grants: Grants
  authorizations: Authorizations
  pinGuard: PinGuard
  usedTokens: UsedTokens
  limitNumber: RateLimit
  limitSearch: RateLimit
}

const byKey = <T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T> =>
  new Map(values.map((value) => [keyOf(value), value]))

/** Makes up the part that resets leave alone. */
export const createFoundation = (given: {
  seed: number
  clock: () => number
  limits: MixinLimits
  traits: MixinTraits
}): Foundation => {
  const { seed: seedNumber, clock, limits, traits } = given
  const seed = createSeed(seedNumber)
  const everybody = createPeople(seed)
  return {
    seed,
    clock,
    limits,
    traits,
    credentials: createCredentials(seed),
    people: byKey(everybody, (person) => person.userId),
    // "0" and "" are not numbers of a user.
    peopleByNumber: byKey(
      everybody.filter((person) => person.identityNumber !== '0'),
      (person) => person.identityNumber,
    ),
    peopleByPhone: byKey(
      everybody.filter((person) => person.phone !== ''),
      (person) => person.phone,
    ),
    bots: byKey(Object.values(createBotSessions(seed)), (bot) => bot.appId),
    clientSecret: (appId) => clientSecretOf(seed, appId),
  }
}

/** The state at the start. */
export const createWorld = (foundation: Foundation): World => {
  const { seed, clock, limits, credentials, people } = foundation
  const everybody = [...people.values()]
  const grants = createGrants(credentials)
  return {
    ...foundation,
    stamp: createStamp(clock),
    relations: createRelations(everybody),
    messages: new Map(),
    conversations: byKey(createConversations(seed, everybody), (conversation) => conversation.conversationId),
    circles: createCircles(seed),
    profiles: new Map(),
    grants,
    authorizations: createAuthorizations(clock, credentials.codes),
    pinGuard: createPinGuard(clock),
    usedTokens: createUsedTokens(clock),
    limitNumber: createRateLimit(limits.identityNumber, 0, clock),
    limitSearch: createRateLimit(limits.search, limits.search.lockoutMs, clock),
  }
}
