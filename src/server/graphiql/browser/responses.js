/** @import { OperationResult, Budget } from './shapes.d.ts' */

const TRACE_HEADER = 'x-parley-trace'

/**
 * Observes GraphiQL's requests and responses. It does not change the responses.
 *
 * @param {string} endpoint
 * @param {object} options
 * @param {() => boolean} options.isTraced whether to request a trace, unless the tab's headers decide it
 * @param {(tab: Element | null, result: OperationResult) => void} options.onResponse called with the tab that was active
 */
export function watchResponses(endpoint, { isTraced, onResponse }) {
  const send = globalThis.fetch.bind(globalThis)

  globalThis.fetch = async (input, init = {}) => {
    const operation = input === endpoint ? operationOf(init.body) : undefined
    if (operation === undefined) return send(input, init)
    const tab = document.querySelector('.graphiql-tab-active')
    const headers = new Headers(init.headers)
    if (isTraced() && !headers.has(TRACE_HEADER)) headers.set(TRACE_HEADER, '1')
    const startedAt = performance.now()
    const response = await send(input, { ...init, headers })
    void readExtensions(response.clone()).then(({ upstream, stale }) => {
      const tookMs = performance.now() - startedAt
      onResponse(tab, { operation, headers, tookMs, upstream, stale })
    })
    return response
  }

  return {
    /**
     * Fetches the remaining lookups of the caller with these headers; undefined where there are none.
     *
     * @param {Headers} sent
     * @returns {Promise<Budget[] | undefined>}
     */
    async askBudgets(sent) {
      const headers = new Headers(sent)
      headers.delete(TRACE_HEADER)
      const query = 'query DrawerBudgets { budgets { network lookup remaining retryAt } }'
      const body = JSON.stringify({ query, operationName: 'DrawerBudgets' })
      const response = await send(endpoint, { method: 'POST', credentials: 'same-origin', headers, body })
      return (await response.json()).data?.budgets
    },
  }
}

/**
 * The name of an operation that the user sent; undefined for introspection, which GraphiQL sends by itself.
 *
 * @param {unknown} body
 * @returns {string | undefined}
 */
function operationOf(body) {
  if (typeof body !== 'string') return undefined
  const { operationName, query } = JSON.parse(body)
  const name = operationName ?? /^(?:query|mutation) (\w+)/m.exec(query)?.[1] ?? ''
  return name === 'IntrospectionQuery' ? undefined : name
}

/**
 * The extensions of all payloads of a response; empty where it is not JSON, or incomplete.
 *
 * @param {Response} response
 * @returns {Promise<Pick<OperationResult, 'upstream' | 'stale'>>}
 */
async function readExtensions(response) {
  try {
    const payloads = payloadsOf(await response.text(), response.headers.get('content-type') ?? '')
    const extensions = payloads.map((payload) => JSON.parse(payload).extensions ?? {})
    return {
      upstream: extensions.findLast(({ upstream }) => upstream)?.upstream,
      stale: extensions.flatMap(({ stale }) => stale ?? []),
    }
  } catch {
    return { upstream: undefined, stale: [] }
  }
}

/**
 * The JSON payloads of a response: one, or each part of a multipart response.
 *
 * @param {string} text
 * @param {string} contentType
 * @returns {string[]}
 */
function payloadsOf(text, contentType) {
  const boundary = /^multipart\/mixed;.*boundary="([^"]+)"/.exec(contentType)?.[1]
  if (boundary === undefined) return [text]
  return text.split(`\r\n--${boundary}`).flatMap((part) => {
    const [, ...body] = part.split('\r\n\r\n')
    return body.length > 0 ? [body.join('\r\n\r\n')] : []
  })
}
