import type { UpstreamRequest } from '../upstream.ts'
import type { Body } from './body.ts'
import { crash, missing } from './replies.ts'
import type { Reply } from './replies.ts'
import type { User } from './model.ts'
import type { World } from './world.ts'

/** A call that has passed the middleware. */
export type Call = {
  request: UpstreamRequest
  body: Body
  /** The caller; 0 at endpoints that need no session. */
  userId: number
  /** Value of the session cookie; "" where none came. */
  cookie: string
}

/** One endpoint of the network, before a dialect changes it. */
export type Endpoint = { method: string; path: string; handle(call: Call): Reply }

/** A group of endpoints that belong together. */
export type Endpoints = (world: World) => Endpoint[]

/** The number behind an id in the path; null if invalid. */
export const pathId = (world: World, call: Call, name: string): number | null =>
  world.ids.decode(call.request.param(name))

/** The caller's row; the server crashes where the user is gone. */
export const callerOf = (world: World, call: Call): User => {
  const user = world.state.users.get(call.userId)
  if (user === undefined) throw crash("Cannot read property 'id' of null")
  return user
}

/** A user who must be there, as in rows that join users. */
export const userOf = (world: World, userId: number): User => {
  const user = world.state.users.get(userId)
  if (user === undefined) throw missing('id')
  return user
}
