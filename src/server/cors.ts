/** The gateway's own request headers. A page may send them to another origin only after a preflight request. */
export const OWN_HEADERS = [
  'Authorization',
  'X-Api-Key',
  'X-SealTalk-Session',
  'X-Parley-Trace',
  'X-Request-Id',
  'apollo-require-preflight',
] as const

/** What tracing (OpenTelemetry, Sentry) and GraphQL clients add to requests by themselves. */
const CLIENT_HEADERS = [
  'traceparent',
  'tracestate',
  'baggage',
  'sentry-trace',
  'apollographql-client-name',
  'apollographql-client-version',
  'x-graphql-client-name',
  'x-graphql-client-version',
  'x-requested-with',
] as const

/**
 * Creates CORS headers for the configured origins, with credentials; there are none for others.
 * @param headers further request headers that pages may send
 */
export const createCors = (allowedOrigins: readonly string[], headers: readonly string[] = []) => {
  const allowedHeaders = ['Content-Type', ...OWN_HEADERS, ...CLIENT_HEADERS, ...headers].join(', ')
  const allowed = new Set(allowedOrigins)
  const vary: readonly string[] = allowed.size > 0 ? ['vary', 'Origin'] : []

  /** Names and values in turn. */
  const headersFor = (origin: string | undefined): readonly string[] =>
    origin === undefined || !allowed.has(origin)
      ? vary
      : [
          ...vary,
          'access-control-allow-origin',
          origin,
          'access-control-allow-credentials',
          'true',
          'access-control-expose-headers',
          'X-Request-Id, Retry-After, Server-Timing',
        ]

  return {
    headersFor,
    /** Further headers for the response to a preflight request. */
    preflightFor: (origin: string | undefined): Readonly<Record<string, string>> =>
      origin === undefined || !allowed.has(origin)
        ? {}
        : {
            'access-control-allow-methods': 'GET, POST',
            'access-control-allow-headers': allowedHeaders,
            'access-control-max-age': '7200',
          },
  }
}
