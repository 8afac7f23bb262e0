import type { Attack } from './support/attack.ts'
import { leaveUnread } from './support/unread.ts'

export const attack: Attack = {
  description: '50 connections that ask for 11 MB each, pipelined, and read nothing.',
  seconds: 40,
  // The operating system buffers some four megabytes of each connection.
  run: ({ seconds, checkout }) =>
    leaveUnread({ checkout, connections: 50, megabytes: 1, each: 11, pauseMs: 50 }, seconds),
}
