import { type Address, createNode, type NodeClient, type OpenRedis, type Opening } from './client.ts'

/** Opens a connection to one server, which ends with the signal. */
export const connectNode = async (
  { redis, signal, connectTimeoutMs }: Opening,
  address: Address,
): Promise<NodeClient> => {
  signal.throwIfAborted()
  const client = createNode(redis, address, connectTimeoutMs)
  // What fails until somebody else listens, rejects.
  client.on('error', () => undefined)
  signal.addEventListener('abort', () => client.destroy(), { once: true })
  await client.connect()
  return client
}

/** One server, with all commands and messages on one connection. */
export const toSingle = (
  client: NodeClient,
  { onLost }: Pick<Opening, 'onLost'>,
  mode: OpenRedis['mode'] = 'single',
): OpenRedis => {
  client.on('error', onLost)
  return {
    mode,
    client,
    primaries: async () => [client],
    namesOnAll: async (prefix) => [prefix],
    close: () => client.close(),
  }
}
