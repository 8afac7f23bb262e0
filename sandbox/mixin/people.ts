import type { Seed } from '../seed.ts'
import { MIXIN_EXAMPLES } from './examples.ts'
import type { App, Person, Session } from './model.ts'
import { botName, personName } from './names.ts'
import { NEVER, toTime } from './time.ts'

const PEOPLE = 1_100
const BOTS = 120

const YEAR_NS = 31_536_000_000_000_000n
const FIRST_DAY_NS = 1_546_300_800_000_000_000n

/** A moment from 2019 to 2023, with nanoseconds. */
export const momentOf = (bytes: Buffer): string =>
  toTime(FIRST_DAY_NS + (bytes.readBigUInt64BE(8) % (5n * YEAR_NS)))

const CATEGORIES = [
  'WALLET',
  'TRADING',
  'BUSINESS',
  'SOCIAL',
  'SHOPPING',
  'EDUCATION',
  'NEWS',
  'TOOLS',
  'GAMES',
]
const CAPABILITIES = ['CONTACT', 'GROUP', 'IMMERSIVE', 'ENCRYPTED']
const SEARCH_SOURCES = ['EVERYBODY', 'EVERYBODY', 'CONTACTS', 'NOBODY']

const sessionsOf = (seed: Seed, userId: string, count: number): Session[] =>
  Array.from({ length: count }, (_, index) => {
    const label = `session ${index} of ${userId}`
    return {
      sessionId: seed.uuid(label),
      publicKey: index === 2 ? '' : seed.bytes(`${label}, key`).toString('base64url'),
    }
  })

const avatarOf = (userId: string): string => `https://images.example.org/avatars/${userId}.png`

const person = (seed: Seed, index: number, given: Partial<Person>): Person => {
  const userId = given.userId ?? seed.uuid(`person ${index}`)
  const bytes = seed.bytes(`traits of ${userId}`)
  const trait = (at: number): number => bytes[at] ?? 0
  return {
    userId,
    identityNumber: String(1_010_000 + index * 7),
    phone: `+9990${String(1_000_000 + index)}`,
    fullName: personName(bytes.readUInt16BE(0), bytes.readUInt16BE(2)),
    biography: trait(4) % 3 === 0 ? '' : `Made up for the sandbox, number ${index}.`,
    avatarUrl: trait(5) % 4 === 0 ? '' : avatarOf(userId),
    createdAt: momentOf(bytes),
    isVerified: trait(6) % 10 === 0,
    isScam: given.userId === undefined && trait(7) % 50 === 0,
    acceptSearchSource: SEARCH_SOURCES[trait(16) % SEARCH_SOURCES.length] ?? 'EVERYBODY',
    newer:
      trait(17) % 2 === 0
        ? {
            hasSafe: trait(18) % 2 === 0,
            membership: trait(18) % 4 === 0 ? { plan: 'basic', expiredAt: '2031-01-01T00:00:00Z' } : null,
          }
        : null,
    app: null,
    sessions: sessionsOf(seed, userId, trait(19) % 4),
    ...given,
  }
}

const KNOWN_PEOPLE: readonly Partial<Person>[] = [
  {
    userId: MIXIN_EXAMPLES.userId,
    identityNumber: MIXIN_EXAMPLES.identityNumber,
    phone: '+9990000030265',
    fullName: 'Mirel Ostby',
    biography: 'Made up for the sandbox. Likes long queries.',
    avatarUrl: avatarOf(MIXIN_EXAMPLES.userId),
    isVerified: true,
    acceptSearchSource: 'EVERYBODY',
  },
  {
    userId: MIXIN_EXAMPLES.aliaUserId,
    identityNumber: '1000001',
    phone: '+9990000001001',
    fullName: 'Alia Sandmark',
    acceptSearchSource: 'EVERYBODY',
  },
  {
    userId: MIXIN_EXAMPLES.boUserId,
    identityNumber: '1000002',
    phone: '+9990000001002',
    fullName: 'Bo Quellwitz',
    acceptSearchSource: 'CONTACTS',
  },
  {
    userId: MIXIN_EXAMPLES.cleoUserId,
    identityNumber: '1000003',
    phone: '+9990000001003',
    fullName: 'Cleo Tarnhoff',
    acceptSearchSource: 'NOBODY',
  },
  { userId: MIXIN_EXAMPLES.unknownRelationshipUserId, identityNumber: '1000004', fullName: 'Novi Straum' },
  { userId: MIXIN_EXAMPLES.blockedUserId, identityNumber: '1000005', fullName: 'Spamo Rell', isScam: true },
  {
    userId: MIXIN_EXAMPLES.withoutMessengerUserId,
    identityNumber: '0',
    phone: '',
    fullName: '',
    biography: '',
    avatarUrl: '',
    acceptSearchSource: 'NOBODY',
    sessions: [],
  },
]

const app = (seed: Seed, userId: string, name: string, creatorId: string, given: Partial<App>): App => {
  const bytes = seed.bytes(`app ${userId}`)
  const trait = (at: number): number => bytes[at] ?? 0
  const slug = name.toLowerCase().replaceAll(' ', '-')
  return {
    // Plain http and empty addresses are met, too.
    redirectUri: `${trait(0) % 5 === 0 ? 'http' : 'https'}://${slug}.example.org/auth`,
    homeUri: `https://${slug}.example.org`,
    iconUrl: trait(1) % 6 === 0 ? '' : avatarOf(userId),
    description: trait(2) % 6 === 0 ? '' : `${name}: a bot made up for the sandbox.`,
    capabilities: CAPABILITIES.filter((_, index) => ((trait(3) >> index) & 1) === 1),
    hasOnlyMisspeltList: false,
    resourcePatterns: trait(4) % 2 === 0 ? [] : [`https://${slug}.example.org`],
    category: CATEGORIES[trait(5) % CATEGORIES.length] ?? 'OTHER',
    creatorId,
    updatedAt: momentOf(bytes),
    ...given,
  }
}

type KnownBot = { person: Partial<Person> & { userId: string; fullName: string }; app?: Partial<App> }

const KNOWN_BOTS: readonly KnownBot[] = [
  {
    person: { userId: MIXIN_EXAMPLES.botId, identityNumber: '7000100001', fullName: 'Parley Sandbox Bot' },
    app: {
      creatorId: MIXIN_EXAMPLES.userId,
      capabilities: ['CONTACT', 'GROUP', 'IMMERSIVE'],
      category: 'TOOLS',
    },
  },
  {
    person: { userId: MIXIN_EXAMPLES.cnbBotId, identityNumber: '7000100002', fullName: 'CNB' },
    app: { creatorId: MIXIN_EXAMPLES.aliaUserId, capabilities: ['CONTACT'], category: 'TRADING' },
  },
  { person: { userId: MIXIN_EXAMPLES.tipBotId, identityNumber: '7000100003', fullName: 'Parley TIP Bot' } },
  {
    person: {
      userId: MIXIN_EXAMPLES.unknownCategoryBotId,
      identityNumber: '7000100004',
      fullName: 'Novelty Bot',
    },
    app: { category: 'SPACECRAFT', capabilities: ['CONTACT', 'HOLOGRAM'] },
  },
  {
    person: {
      userId: MIXIN_EXAMPLES.misspeltCapabilitiesBotId,
      identityNumber: '7000100005',
      fullName: 'Vintage Bot',
    },
    app: { capabilities: ['CONTACT', 'GROUP'], hasOnlyMisspeltList: true },
  },
  {
    person: {
      userId: '773e5e77-4107-45c2-b648-8fc722ed77f5',
      identityNumber: '7000',
      fullName: 'Sandbox Team',
    },
  },
]

const bot = (seed: Seed, index: number, creatorId: string, known: KnownBot): Person => {
  const { userId, fullName } = known.person
  return person(seed, PEOPLE + index, {
    identityNumber: String(7_000_200_000 + index),
    phone: '',
    isScam: false,
    sessions: sessionsOf(seed, userId, index % 2),
    newer: null,
    app: app(seed, userId, fullName, creatorId, known.app ?? {}),
    ...known.person,
  })
}

/** Some 1,100 people and 120 bots, always the same for a seed, with creators among the people. */
export const createPeople = (seed: Seed): Person[] => {
  const people = Array.from({ length: PEOPLE }, (_, index) => person(seed, index, KNOWN_PEOPLE[index] ?? {}))
  const bots = Array.from({ length: BOTS }, (_, index) => {
    const known = KNOWN_BOTS[index] ?? {
      person: { userId: seed.uuid(`bot ${index}`), fullName: botName(index) },
    }
    // Each second bot shares its creator with another one, so that lookups have doubles to merge.
    const creatorId = people[KNOWN_PEOPLE.length + (index >> 1) * 3]?.userId ?? MIXIN_EXAMPLES.userId
    return bot(seed, index, creatorId, known)
  })
  return [...people, ...bots]
}

/** The relation of a stranger. */
export const STRANGER = { relationship: 'STRANGER', alias: '', seesPhone: false, muteUntil: NEVER } as const
