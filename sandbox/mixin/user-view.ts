import type { Caller } from './caller.ts'
import type { App, Person, Profile, Relation } from './model.ts'
import { STRANGER } from './people.ts'
import type { World } from './world.ts'

/** A viewer's relation to a person. */
export const relationOf = (world: World, viewerId: string, userId: string): Relation =>
  world.relations.get(viewerId)?.get(userId) ?? STRANGER

const baseAppView = (person: Person, app: App) => ({
  type: 'app',
  app_id: person.userId,
  app_number: person.identityNumber,
  redirect_uri: app.redirectUri,
  home_uri: app.homeUri,
  name: person.fullName,
  icon_url: app.iconUrl,
  description: app.description,
  ...(app.hasOnlyMisspeltList ? {} : { capabilities: app.capabilities }),
  capabilites: app.capabilities,
  resource_patterns: app.resourcePatterns,
  category: app.category,
  creator_id: app.creatorId,
  updated_at: app.updatedAt,
})

/** An app inside its user: secrets are there and empty. */
export const appView = (person: Person, app: App) => ({
  ...baseAppView(person, app),
  app_secret: '',
  session_secret: '',
  is_verified: person.isVerified,
})

/** An app as its bot sees it in `/me`: without `is_verified`. */
export const ownAppView = (person: Person, app: App) => ({ ...baseAppView(person, app), app_secret: '' })

/** An app that asks for rights: without secrets. */
export const receiverAppView = (person: Person, app: App) => ({
  ...baseAppView(person, app),
  is_verified: person.isVerified,
})

const phoneOf = (person: Person, viewer: Caller, relation: Relation): string => {
  const isSelf = viewer.userId === person.userId
  if (viewer.kind === 'bot') return isSelf ? person.userId : relation.seesPhone ? person.phone : ''
  return viewer.scopes.has('PHONE:READ') && (isSelf || relation.seesPhone) ? person.phone : ''
}

const newerFields = ({ newer }: Person) =>
  newer === null
    ? {}
    : {
        has_safe: newer.hasSafe,
        ...(newer.membership === null
          ? {}
          : { membership: { plan: newer.membership.plan, expired_at: newer.membership.expiredAt } }),
      }

/** A person with what it has changed of itself. */
export const presentOf = (world: World, person: Person): Person & Profile => ({
  ...person,
  ...world.profiles.get(person.userId),
})

/** A user as this viewer sees it, without `app`. */
export const personView = (world: World, viewer: Caller, given: Person) => {
  const person = presentOf(world, given)
  const relation = relationOf(world, viewer.userId, person.userId)
  return {
    type: 'user',
    user_id: person.userId,
    identity_number: person.identityNumber,
    phone: phoneOf(person, viewer, relation),
    full_name: relation.alias === '' ? person.fullName : relation.alias,
    biography: person.biography,
    avatar_url: person.avatarUrl,
    relationship: viewer.userId === person.userId ? 'ME' : relation.relationship,
    mute_until: relation.muteUntil,
    created_at: person.createdAt,
    is_verified: person.isVerified,
    is_scam: person.isScam,
    ...newerFields(person),
  }
}

/** A user as this viewer sees it; `app` is there for bots only. */
export const userView = (world: World, viewer: Caller, person: Person) => ({
  ...personView(world, viewer, person),
  ...(person.app === null ? {} : { app: appView(presentOf(world, person), person.app) }),
})
