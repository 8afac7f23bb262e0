/** @import { Answer, Budget } from './shapes.d.ts' */

const TRACE_HEADER = 'x-parley-trace'

/**
 * Reads along what GraphiQL sends and gets. The answers themselves are left as they are.
 *
 * @param {string} endpoint
 * @param {object} options
 * @param {() => boolean} options.isTraced whether operations ask for their trace, unless their tab says otherwise
 * @param {(tab: Element | null, answer: Answer) => void} options.onAnswer called with the tab that was in front
 */
export function watchAnswers(endpoint, { isTraced, onAnswer }) {
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
      onAnswer(tab, { operation, headers, tookMs, upstream, stale })
    })
    return response
  }

  return {
    /**
     * What is left for the caller of these headers; undefined where the gateway does not tell.
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
 * The name of what GraphiQL sends on somebody's behalf: not the schema, which it asks for by itself.
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
 * What an answer tells beside its data, all of its parts together; nothing where it is no JSON, or was cut off.
 *
 * @param {Response} response
 * @returns {Promise<Pick<Answer, 'upstream' | 'stale'>>}
 */
async function readExtensions(response) {
  try {
    const payloads = payloadsOf(await response.text(), response.headers.get('content-type') ?? '')
    const told = payloads.map((payload) => JSON.parse(payload).extensions ?? {})
    return {
      upstream: told.findLast(({ upstream }) => upstream)?.upstream,
      stale: told.flatMap(({ stale }) => stale ?? []),
    }
  } catch {
    return { upstream: undefined, stale: [] }
  }
}

/**
 * The JSON texts of an answer: one, or what stands between the boundaries of one that came in parts.
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
