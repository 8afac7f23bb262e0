import { randomBytes } from 'node:crypto'
import { notLoggedIn } from './replies.ts'
import type { Sessions } from './session-cookie.ts'

const WEEK_MS = 604_800_000

/** Sessions as the later server keeps them: stored, over after a week or at logout. */
export const createStoredSessions = (clock: () => number): Sessions => {
  const sessions = new Map<string, { userId: number; openedAt: number }>()
  return {
    open(userId) {
      const value = randomBytes(32).toString('hex')
      sessions.set(value, { userId, openedAt: clock() })
      return value
    },
    userOf(value) {
      const session = sessions.get(value)
      if (session === undefined || clock() - session.openedAt > WEEK_MS) throw notLoggedIn()
      return session.userId
    },
    end(value) {
      sessions.delete(value)
    },
    reset() {
      sessions.clear()
    },
    maxAgeSeconds: WEEK_MS / 1_000,
  }
}
