import * as is from '../kinds.ts'
import { cacheBytesFor } from '../memory.ts'
import { redisUrls } from '../redis-urls.ts'

export const cache = {
  REDIS_URL: redisUrls
    .optional()
    .describe(
      'URL of the Redis that several gateways share for cache entries and rate limits, with its database in the path or as `?db=3`. Several addresses, of sentinels or of the nodes of a cluster, have commas between: `redis://user:password@one:6379,two:6379`. Without it, each gateway keeps them in memory. See [Redis](operating.md#redis).',
    ),
  REDIS_MODE: is.choice('single', 'sentinel', 'cluster').optional().meta({
    description:
      'What is at the addresses of `REDIS_URL`: one server, sentinels that know the primary, or nodes of a cluster. With the default, the gateway asks them. With another answer than this setting, it does not start.',
    defaultText: 'found out',
  }),
  REDIS_MASTER_NAME: is.text
    .optional()
    .describe(
      'Name under which sentinels watch the primary, such as `mymaster`. Needed where they watch several.',
    ),
  REDIS_SENTINEL_USERNAME: is.text
    .optional()
    .describe(
      "User name for the sentinels, if it is not the default user. User, password and database in `REDIS_URL` are the data servers'.",
    ),
  REDIS_SENTINEL_PASSWORD: is.secret.optional().describe('Password for the sentinels, if they require one.'),
  REDIS_SENTINEL_TLS: is.flag.optional().meta({
    description:
      'Whether sentinels are connected to with TLS: `1` or `0`. Data servers are with `rediss:` in `REDIS_URL`.',
    defaultText: '`1` with `rediss:`',
  }),
  CACHE_MAX_BYTES: is.byteCount
    .default(() => cacheBytesFor())
    .meta({ defaultText: 'an eighth of the memory, at most a quarter of the heap' })
    .describe(
      'Maximum estimated size of the in-memory cache, which all callers share. The memory is the limit of the container, or else of the machine. `0` disables it. Each of several `WORKERS` has its part.',
    ),
  UPSTREAM_CONNECTIONS: is
    .wholeNumber(1, 10_000)
    .default(128)
    .describe('Maximum number of connections to each upstream origin.'),
  HTTPS_PROXY: is.proxyUrl
    .optional()
    .describe(
      'URL of the proxy for calls to the networks over https and wss, which it tunnels. With a user name and a password in it, the proxy gets them. `https_proxy` works too. See [egress](operating.md#egress).',
    ),
  HTTP_PROXY: is.proxyUrl
    .optional()
    .describe(
      'The same for http and ws, and without `HTTPS_PROXY` also for https and wss. `http_proxy` works too.',
    ),
  NO_PROXY: is.hosts
    .default([])
    .describe(
      'Hosts that are called without a proxy, separated by commas: a name stands for its subdomains too, `*.example.com` for these alone, `*` for all, and a port may follow. Loopback is never called through a proxy. `no_proxy` works too.',
    ),
}
