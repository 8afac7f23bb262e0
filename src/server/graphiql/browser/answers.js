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
    const tookMs = performance.now() - startedAt
    void readExtensions(response.clone()).then(({ upstream, stale = [] }) => {
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
 * Empty for an answer that is no JSON, or was cut off.
 *
 * @param {Response} response
 * @returns {Promise<Partial<Pick<Answer, 'upstream' | 'stale'>>>}
 */
async function readExtensions(response) {
  try {
    return (await response.json()).extensions ?? {}
  } catch {
    return {}
  }
}
