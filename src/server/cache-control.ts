import type { IncomingMessage } from 'node:http'

/** Request headers with credentials. */
const CREDENTIALS = ['Authorization', 'Cookie', 'X-Api-Key', 'X-SealTalk-Session'] as const

const VARY = ['vary', ['Accept', ...CREDENTIALS, 'X-Parley-Trace'].join(', ')] as const

/** Name and value of the header of responses that must not be cached. */
export const NO_STORE = ['cache-control', 'no-store'] as const

const isAnonymous = ({ headers }: IncomingMessage): boolean =>
  CREDENTIALS.every((name) => headers[name.toLowerCase()] === undefined)

/** Whether a GET names its document by hash only, so that its URL is one of few and repeated often. */
const isByHash = (url: string): boolean => {
  const { searchParams } = new URL(url)
  if (searchParams.get('query')) return false
  return searchParams.has('documentId') || searchParams.get('extensions')?.includes('sha256Hash') === true
}

/** What decides whether the response to a GET may be cached. */
export interface CacheableGet {
  readonly url: string
  readonly status: number
  /** Milliseconds for which the response stays fresh; 0 where it must not be cached. */
  readonly freshMs: number
}

/**
 * Creates the cache headers of responses to GET requests. A browser may cache a response without credentials
 * for as long as everything in it is fresh. No shared cache may; for caches that follow `Vary` only, it lists
 * every credential.
 *
 * @param anonymousMayWrite whether callers without a credential may execute mutations; they must see the changes
 */
export const createCacheControl =
  (anonymousMayWrite: boolean) =>
  (request: IncomingMessage, { url, status, freshMs }: CacheableGet): readonly string[] => {
    const seconds = Math.floor(freshMs / 1000)
    const isCacheable =
      seconds > 0 && status === 200 && !anonymousMayWrite && isAnonymous(request) && isByHash(url)
    return [...VARY, ...(isCacheable ? ['cache-control', `private, max-age=${seconds}`] : NO_STORE)]
  }
