/** A request that a page has sent. */
export interface SentRequest {
  readonly method: string
  readonly headers: Headers
  /** Of a POST; empty for a GET. */
  readonly body: string
}

/** `fetch` as a browser's page calls it, with a cookie jar. */
export interface BrowserFetch {
  readonly fetch: typeof fetch
  readonly sent: readonly SentRequest[]
}

/**
 * What Chromium 140 adds to the requests of a page. It sends cookies where the page has the gateway's origin, or the client
 * asks for that by `credentials: 'include'`.
 * @param page origin of the page. Default: the gateway's own, which is a relative address to the client
 */
export const createBrowserFetch = (gateway: string, page = gateway): BrowserFetch => {
  // A test may put it in the place of the global one.
  const send = globalThis.fetch
  const sent: SentRequest[] = []
  let cookie: string | undefined
  const isOwn = page === gateway
  return {
    sent,
    async fetch(to, init) {
      const url = to instanceof Request ? to.url : new URL(to, gateway)
      const method = init?.method ?? 'GET'
      const headers = new Headers(init?.headers)
      headers.set('sec-fetch-site', isOwn ? 'same-origin' : 'cross-site')
      headers.set('sec-fetch-mode', 'cors')
      if (!isOwn || method !== 'GET') headers.set('origin', page)
      const sendsCookies = isOwn ? init?.credentials !== 'omit' : init?.credentials === 'include'
      if (sendsCookies && cookie !== undefined) headers.set('cookie', cookie)
      sent.push({ method, headers, body: typeof init?.body === 'string' ? init.body : '' })
      const answer = await send(url, { ...init, headers })
      if (sendsCookies) cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
      return answer
    },
  }
}
