import type { Attack } from './support/attack.ts'
import { leaveUnread } from './support/unread.ts'

export const attack: Attack = {
  description:
    '50 connections that ask a gateway which has served one such response for one of the largest each, all at once, and read nothing.',
  seconds: 40,
  run: ({ seconds, checkout }) =>
    leaveUnread({ checkout, connections: 50, megabytes: 8, each: 1, pauseMs: 0, warmUpBytes: 0 }, seconds),
}
