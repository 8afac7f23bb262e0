import type { OpenRedis } from './modes/client.ts'
import { PREFIX } from './vault.ts'

/** Milliseconds that what is written is kept if it is not deleted. */
const KEPT_MS = 1_000

/** Writes to every server and takes it back. Rejects with the reply of one that refuses, such as a replica or a full one. */
export const probeWrites = async ({ client, namesOnAll }: OpenRedis): Promise<void> => {
  const expiration = { type: 'PX', value: KEPT_MS } as const
  const names = await namesOnAll(`${PREFIX}:probe`)
  // In one pipeline.
  await Promise.all(names.flatMap((name) => [client.set(name, '', { expiration }), client.del(name)]))
}
