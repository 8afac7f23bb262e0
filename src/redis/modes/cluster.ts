import {
  type Address,
  clientOptions,
  commandOptions,
  type OpenRedis,
  type Opening,
  socketOptions,
} from './client.ts'

/** Names that are tried so that each node has one. */
const MAX_NAMES = 1_000

/**
 * All primaries of a cluster. Slots that move between them are followed by the client. If a node is lost, or another one
 * takes its place, everything is opened again: a cluster is used whole or not at all.
 */
export const openCluster = async (
  { redis, signal, connectTimeoutMs, onLost, onMoved }: Opening,
  { socket, ...login }: Address,
): Promise<OpenRedis> => {
  signal.throwIfAborted()
  const { host, port, ...tls } = socket
  const cluster = redis.createCluster({
    // What the connections have in common has to be in `defaults`: those to discovered nodes have nothing else.
    rootNodes: [{ socket: { host, port } }],
    defaults: { ...login, ...clientOptions, socket: { ...tls, ...socketOptions(connectTimeoutMs) } },
    commandOptions: commandOptions(redis),
    topologyRefreshOnReconnectionAttemptStrategy: false,
  })
  let why: unknown
  cluster.on('error', (error) => void (why = error))
  cluster.on('node-error', onLost)
  cluster.on('node-disconnect', () => onMoved('the nodes of the cluster have changed'))
  signal.addEventListener('abort', () => cluster.destroy(), { once: true })
  // Of a discovery that fails, the client says only that it did.
  await cluster.connect().catch((error: unknown) => {
    throw why ?? error
  })
  if (cluster.slots.length === 0) throw new Error('CLUSTERDOWN: no node has a slot')

  return {
    mode: 'cluster',
    client: cluster,
    primaries: () => Promise.all(cluster.masters.map((node) => cluster.nodeClient(node))),
    async namesOnAll(prefix) {
      const names = new Map<unknown, string>()
      for (let index = 0; names.size < cluster.masters.length && index < MAX_NAMES; index += 1) {
        const name = `${prefix}:${index}`
        const node = await cluster.getNodeClientForKey(name)
        if (!names.has(node)) names.set(node, name)
      }
      return [...names.values()]
    },
    close: () => cluster.close(),
  }
}
