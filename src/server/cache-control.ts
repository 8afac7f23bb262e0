import type { IncomingMessage } from 'node:http'

/** Headers that tell who asks. */
const CREDENTIALS = ['Authorization', 'Cookie', 'X-Api-Key', 'X-SealTalk-Session'] as const

const VARY = ['vary', ['Accept', ...CREDENTIALS, 'X-Parley-Trace'].join(', ')] as const

/** The name and value of `Cache-Control` for whatever is to be kept nowhere. */
export const NO_STORE = ['cache-control', 'no-store'] as const

const isAnonymous = ({ headers }: IncomingMessage): boolean =>
  CREDENTIALS.every((name) => headers[name.toLowerCase()] === undefined)

/** Whether a GET names its document by the hash alone: few addresses, the same ones again and again. */
const isByHash = (url: string): boolean => {
  const { searchParams } = new URL(url)
  if (searchParams.get('query')) return false
  return searchParams.has('documentId') || searchParams.get('extensions')?.includes('sha256Hash') === true
}

/** An answer to a GET, as far as keeping it hangs on it. */
export interface Keepable {
  readonly url: string
  readonly status: number
  /** Milliseconds for which it stays true; 0 where it is for this moment alone. */
  readonly freshMs: number
}

/**
 * Says in the headers of an answer to a GET who may keep it, and how long: the browser that asked, for as long as
 * all that it shows is fresh, and only where no credential had a part in it. Nobody else may, and nobody else is
 * given it: caches that look at `Vary` alone are told of each credential.
 *
 * @param anonymousMayWrite whether callers without a credential may change things: they have to see what they did
 */
export const createCacheControl =
  (anonymousMayWrite: boolean) =>
  (request: IncomingMessage, { url, status, freshMs }: Keepable): readonly string[] => {
    const seconds = Math.floor(freshMs / 1000)
    const isKept =
      seconds > 0 && status === 200 && !anonymousMayWrite && isAnonymous(request) && isByHash(url)
    return [...VARY, ...(isKept ? ['cache-control', `private, max-age=${seconds}`] : NO_STORE)]
  }
