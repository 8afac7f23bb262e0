import * as is from '../kinds.ts'

export const observability = {
  LOG_LEVEL: is
    .choice('fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent')
    .default('info')
    .describe(
      'Least severe level to log: `fatal`, `error`, `warn`, `info`, `debug`, `trace` or `silent`. The log consists of JSON lines on stdout.',
    ),
  LOG_REQUESTS: is.share.optional().meta({
    description:
      'The part of GraphQL requests that get a line in the log at `info`, chosen at random: `1` for all, `0.01` for one in a hundred. Requests with an error always get one. See [the log](operating.md#the-log).',
    defaultText: '`1`; `0` if the log goes to a terminal',
  }),
  METRICS_PORT: is.port
    .optional()
    .describe(
      'Serves `/metrics` on this port of `HOST` instead of on `PORT`. `0` picks a free port, which the startup log states.',
    ),
  TRACE: is.flag.optional().meta({
    description:
      'Whether a request with the header `X-Parley-Trace: 1` gets the list of its upstream calls in `extensions.upstream`.',
    defaultText: '`1`; when `NODE_ENV=production` only for callers with an API key',
  }),
}

export const tests = {
  PARLEY_PATH: is
    .choice('yoga', 'fast')
    .optional()
    .describe(
      'Forces the execution path of every request, as far as that path can serve it: `yoga` or `fast`. See [decision 10](adr/0010-two-paths.md).',
    ),
}
