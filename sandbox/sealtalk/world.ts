import type { Seed } from '../seed.ts'
import { TRAITS } from './dialects.ts'
import type { DatabaseMode } from './database.ts'
import type { SealTalkDialect, Traits } from './dialects.ts'
import { createIdCode } from './id-code.ts'
import type { IdCode } from './id-code.ts'
import { createListCache } from './list-cache.ts'
import type { ListCache } from './list-cache.ts'
import { createStatelessSessions } from './session-cookie.ts'
import type { Sessions } from './session-cookie.ts'
import { createStoredSessions } from './stored-sessions.ts'
import { makeState } from './starting-state.ts'
import type { State } from './model.ts'

/** What a server of the network is made of; endpoints work on it. */
export type World = {
  dialect: SealTalkDialect
  traits: Traits
  /** Whether it runs in development mode: more text, shorter waits. */
  isDevelopment: boolean
  database: DatabaseMode
  /** Whether what is not there comes as an object of nulls. */
  sendsNulls: boolean
  /** Whether groups can be changed by people who have no right to. */
  hasHoles: boolean
  /** Whether the IM cloud refuses what the server asks of it. */
  isImCloudDown: boolean
  seed: Seed
  clock: () => number
  ids: IdCode
  sessions: Sessions
  lists: ListCache
  cookieName: string
  cookieDomain: string
  /** Replaced at a reset: read it anew at each call. */
  state: State
  /** A moment for a change, later than any before, so that no version stands for two changes. */
  stamp(): number
  /** Brings everything back to the seed. Sessions that live in cookies stay good. */
  reset(): void
}

/** What can be chosen about a world. */
export type WorldOptions = {
  seed: Seed
  clock: () => number
  dialect: SealTalkDialect
  isDevelopment: boolean
  database: DatabaseMode
  cachesLists: boolean | undefined
  sendsNulls: boolean
  holes: 'open' | 'closed' | undefined
  isImCloudDown: boolean
  cookieName: string
  cookieDomain: string
}

/** A world as the seed makes it. */
export const createWorld = (options: WorldOptions): World => {
  const { seed, clock, dialect } = options
  const traits = TRAITS[dialect]
  let lastStamp = 0
  const world: World = {
    dialect,
    traits,
    isDevelopment: options.isDevelopment,
    database: options.database,
    sendsNulls: options.sendsNulls,
    hasHoles: (options.holes ?? traits.holes) === 'open',
    isImCloudDown: options.isImCloudDown,
    seed,
    clock,
    ids: createIdCode(seed),
    sessions:
      dialect === 'later'
        ? createStoredSessions(clock)
        : createStatelessSessions(seed.bytes('cookie passphrase').toString('hex'), clock),
    lists: createListCache(clock, options.cachesLists ?? traits.cachesLists),
    cookieName: options.cookieName,
    cookieDomain: options.cookieDomain,
    state: makeState(seed),
    stamp() {
      lastStamp = Math.max(lastStamp + 1, clock())
      return lastStamp
    },
    reset() {
      world.state = makeState(seed)
      lastStamp = 0
      world.lists.clear()
      world.sessions.reset()
    },
  }
  return world
}
