import * as is from '../kinds.ts'

export const server = {
  HOST: is.host
    .default('127.0.0.1')
    .describe(
      'Address to listen on. `0.0.0.0` accepts connections from other machines, which a container needs. `unix:/run/parley.sock` listens on a socket instead of `PORT`, to which the owner and the group may connect: see [a socket](operating.md#a-socket-instead-of-a-port).',
    ),
  PORT: is.port
    .default(4000)
    .describe('Port to listen on. `0` picks a free port. The startup log states the address.'),
  WORKERS: is.workerCount
    .default(1)
    .describe(
      'Number of processes that serve requests on `PORT`, so that the gateway uses as many cores. `auto`: one per core. They share budgets, attempts, logouts and cooldowns; limits and `CACHE_MAX_BYTES` are totals. See [all cores](operating.md#all-cores).',
    ),
  NODE_ENV: is.word
    .optional()
    .describe(
      '`production`, in any case, changes the defaults of `GRAPHIQL`, `INTROSPECTION`, `TRACE`, `DRAIN_DELAY_MS`, `COOKIE_SECURE` and `SANDBOX`, and requires a network. Other values have no effect.',
    ),
  DRAIN_DELAY_MS: is.wholeNumber(0, 600_000).optional().meta({
    description:
      'Milliseconds between SIGTERM, after which `/health/ready` returns 503, and the moment the gateway stops accepting connections. Set it to the time your load balancer needs to notice.',
    defaultText: '`0`; `5000` when `NODE_ENV=production`',
  }),
  KEEP_ALIVE_MS: is
    .wholeNumber(1_000, 3_600_000)
    .default(620_000)
    .describe(
      'Milliseconds that a connection without a request stays open. It must be longer than your load balancer keeps its own: AWS ALB 60 s, nginx 75 s, Google Cloud 600 s. Otherwise the balancer now and then sends a request on a connection that is being closed.',
    ),
  TRUST_PROXY: is.addresses
    .default([])
    .describe(
      'Comma-separated IP addresses and CIDR blocks of your proxies. The gateway reads the client address from their `X-Forwarded-For` and `X-Forwarded-Proto` headers only. `unix` stands for whoever connects to the socket of `HOST`.',
    ),
  GRAPHIQL: is.flag.optional().meta({
    description: 'Whether to serve GraphiQL.',
    defaultText: '`1`; `0` when `NODE_ENV=production`',
  }),
  INTROSPECTION: is.flag.optional().meta({
    description:
      'Whether to allow introspection queries and serve `/schema.graphql`. Without it, use `npm run print-schema`.',
    defaultText: '`1`; `0` when `NODE_ENV=production`',
  }),
  TRUSTED_DOCUMENTS: is.text
    .optional()
    .describe(
      'Path of a JSON file with persisted documents, in the format of the client preset of GraphQL Code Generator. Clients may then send a hash instead of a document.',
    ),
  TRUSTED_DOCUMENTS_ONLY: is.flag
    .default(false)
    .describe('`1` rejects every document that is not in `TRUSTED_DOCUMENTS`.'),
}
