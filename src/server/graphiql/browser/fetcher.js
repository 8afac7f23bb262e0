import { payloadsOf, problem } from './parts.js'
import { sharedHeaders } from './session-headers.js'
/** @import { Budget, OperationResult } from './shapes.d.ts' */

const TRACE_HEADER = 'x-parley-trace'
/** With `application/graphql-response+json`, the browser's console would report each invalid document as a failure. */
const ACCEPT = 'multipart/mixed, application/json'
const UNREACHABLE = problem('The gateway cannot be reached. Check that it is still running.')

/**
 * Sends GraphiQL's operations, and tells what came back. The text is sent as it stands, so that the gateway's errors
 * name lines of the editor.
 *
 * @param {string} endpoint
 * @param {object} options
 * @param {string | undefined} options.introspection path of the schema, where introspection is no trusted document
 * @param {() => boolean} options.isTraced whether to request a trace, unless the tab's headers decide it
 * @param {(tab: Element | null, result: OperationResult) => void} options.onResult called for each part that has
 *   arrived, with the tab that was in front
 */
export function createFetcher(endpoint, { introspection, isTraced, onResult }) {
  /** @param {Headers} headers @param {object} body */
  const post = (headers, body) =>
    fetch(endpoint, { method: 'POST', credentials: 'same-origin', headers, body: JSON.stringify(body) })

  /** @param {Record<string, string>} own headers of the tab, which win @returns {Headers} */
  const headersFor = (own) => {
    const headers = sharedHeaders()
    headers.set('content-type', 'application/json')
    headers.set('accept', ACCEPT)
    for (const [name, value] of Object.entries(own)) headers.set(name, value)
    return headers
  }

  /**
   * @param {Response} response
   * @param {(payload: any) => void} onPart
   */
  async function* watch(response, onPart) {
    for await (const payload of payloadsOf(response)) {
      onPart(payload)
      yield payload
    }
  }

  /** @param {string} path */
  const readSchema = async (path) => {
    const response = await fetch(path).catch(() => undefined)
    return response ? response.json() : UNREACHABLE
  }

  return {
    /**
     * As GraphiQL calls it. Problems of the network are results too: of errors it would show the stack trace.
     *
     * @param {{ query: string, variables?: object, operationName?: string | null }} params
     * @param {{ headers?: Record<string, string> }} [options]
     */
    async fetcher({ query, variables, operationName }, { headers: own = {} } = {}) {
      const isIntrospection = operationName === 'IntrospectionQuery'
      if (isIntrospection && introspection) return readSchema(introspection)
      const tab = document.querySelector('.graphiql-tab-active')
      const headers = headersFor(own)
      if (!isIntrospection && isTraced() && !headers.has(TRACE_HEADER)) headers.set(TRACE_HEADER, '1')
      /** @type {OperationResult} */
      const result = {
        operation: operationName ?? '',
        headers,
        parts: [],
        isDone: false,
        upstream: undefined,
        stale: [],
      }
      const startedAt = performance.now()
      /** @param {any} payload */
      const onPart = ({ hasNext, extensions = {} }) => {
        result.parts.push({ atMs: performance.now() - startedAt })
        result.isDone = hasNext !== true
        result.upstream = extensions.upstream ?? result.upstream
        result.stale.push(...(extensions.stale ?? []))
        if (!isIntrospection) onResult(tab, { ...result, parts: [...result.parts] })
      }
      const response = await post(headers, {
        query,
        variables,
        operationName: operationName ?? undefined,
      }).catch(() => undefined)
      if (!response) return UNREACHABLE
      const payloads = watch(response, onPart)
      const isMultipart = response.headers.get('content-type')?.startsWith('multipart/') === true
      return isMultipart ? payloads : (await payloads.next()).value
    },

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
      const response = await post(headers, { query, operationName: 'DrawerBudgets' })
      return (await response.json()).data?.budgets
    },

    /** Runs an operation of the page itself. @param {string} query @param {object} [variables] */
    async run(query, variables) {
      const response = await post(headersFor({}), { query, variables }).catch(() => undefined)
      return response ? (await payloadsOf(response).next()).value : UNREACHABLE
    },
  }
}
