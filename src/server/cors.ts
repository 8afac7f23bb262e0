/** Headers of the gateway's own that a page may send to it. */
const CUSTOM_HEADERS = [
  'Authorization',
  'X-Api-Key',
  'X-SealTalk-Session',
  'X-Parley-Trace',
  'X-Request-Id',
] as const

/** Request headers that a page may send to another origin only after a preflight request. */
export const OWN_HEADERS = [...CUSTOM_HEADERS, 'Apollo-Require-Preflight'] as const

/** Creates CORS headers for the configured origins, with credentials; there are none for others. */
export const createCors = (allowedOrigins: readonly string[]) => {
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
          'X-Request-Id, Retry-After',
        ]

  return {
    headersFor,
    /** Further headers for the response to a preflight request. */
    preflightFor: (origin: string | undefined): Readonly<Record<string, string>> =>
      origin === undefined || !allowed.has(origin)
        ? {}
        : {
            'access-control-allow-methods': 'GET, POST',
            'access-control-allow-headers': ['Content-Type', ...CUSTOM_HEADERS].join(', '),
            'access-control-max-age': '600',
          },
  }
}
