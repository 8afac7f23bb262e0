import { type Case, lazily, times } from '../case.ts'
import { userQuery } from '../queries.ts'
import { byViewers, user } from './cold.ts'

const CALLERS = [1, 4, 16, 64] as const
const UPSTREAM_MS = [0, 20, 100] as const
/** What a cold lookup may take beside the upstream. */
const OWN_MS = 3
const WARM_UP_SECONDS = 1.5

const queries = lazily(() => times(10_000, userQuery))

/** Callers who each look up one user after another. Each has a token of its own, or all act as the bot. */
const createCallers = (asBot: boolean): readonly Case[] =>
  UPSTREAM_MS.flatMap((latencyMs) =>
    CALLERS.map((callers): Case => {
      const family = asBot ? 'callers-bot' : 'callers'
      const who = asBot ? 'the bot for each' : 'a token of its own for each'
      return {
        ...user,
        id: `${family}-${callers}-${latencyMs}`,
        family,
        title: `one user, cold, ${callers} ${callers === 1 ? 'caller' : 'callers'}, upstream ${latencyMs} ms, ${who}`,
        targets: ['l3', 'parley'],
        connections: callers,
        latencyMs,
        goal: { p50AtMost: { ms: latencyMs + OWN_MS, times: 1.3 }, rateAtLeast: 0.75 },
        queries: asBot ? queries : lazily(() => byViewers(queries(), callers)),
        warmUpAtMost: WARM_UP_SECONDS,
        ...((callers !== 1 || latencyMs !== 0) && { notQuick: true }),
      }
    }),
  )

export const callersCases: readonly Case[] = [...createCallers(false), ...createCallers(true)]
