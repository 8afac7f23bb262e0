import type { Attack } from './support/attack.ts'
import { leaveUnread } from './support/unread.ts'

export const attack: Attack = {
  description:
    '20 connections that ask for two of the largest responses each, all at once, and read nothing.',
  seconds: 40,
  run: ({ seconds, checkout }) =>
    leaveUnread({ checkout, connections: 20, megabytes: 8, each: 2, pauseMs: 0 }, seconds),
}
