import { startRoom } from '../room-server.ts'
import type { RoomServer } from '../room-server.ts'
import { createSealTalkRoom } from './room.ts'
import type { SealTalkRoom, SealTalkRoomOptions } from './room.ts'

/** How a SealTalk room is opened. */
export type SealTalkSandboxOptions = SealTalkRoomOptions & {
  /** Port on 127.0.0.1. Default 0: a free one. */
  port?: number
}

/** An open SealTalk room: where it is, how to get in, how to steer it. */
export type SealTalkSandbox = RoomServer & Omit<SealTalkRoom, 'room'>

/** Opens the SealTalk room: a real HTTP server on loopback, filled with made-up people. */
export const startSealTalkRoom = async (options: SealTalkSandboxOptions = {}): Promise<SealTalkSandbox> => {
  const { port = 0, ...roomOptions } = options
  const { room, ...client } = createSealTalkRoom(roomOptions)
  const server = await startRoom(room, { port, clock: options.clock ?? Date.now })
  return { ...server, ...client }
}
