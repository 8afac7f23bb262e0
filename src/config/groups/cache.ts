import * as is from '../kinds.ts'
import { cacheBytesFor } from '../memory.ts'

export const cache = {
  REDIS_URL: is.redisUrl
    .optional()
    .describe(
      'URL of a Redis server that several gateways share for cache entries and rate limits, with its database in the path or as `?db=3`. Without it, each gateway keeps them in memory.',
    ),
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
