import { http, type HttpHandler, HttpResponse, type JsonBodyType } from 'msw'
import { isObject } from '../src/json.ts'
import { toClientError } from '../src/response/client-error.ts'
import { executeStubbed, type Operation, stubRequest } from './execute-stubbed.ts'
import type { StubDataSources } from './stub-data-source.ts'

// The stubs again: `parley-gateway/testing` cannot be imported in browsers, because it starts servers as well.
export { type ErrorCode, GatewayError } from '../src/errors.ts'
export {
  type Stub,
  type StubCall,
  stubDataSource,
  type StubDataSources,
  stubDataSources,
  type StubWorld,
} from './stub-data-source.ts'
export { stubApp, stubConversation, stubParticipant, stubUser, userReference } from './stub-models.ts'

export interface GraphqlHandlerOptions {
  /** Where the front end sends its operations: a URL or a path of MSW. Default: `/graphql` of any origin. */
  readonly url?: string
}

const asObject = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  isObject(value) ? value : undefined

const parse = (text: string | null): unknown => {
  try {
    return JSON.parse(text ?? 'null')
  } catch {
    return undefined
  }
}

/** The operation of a request, by GET or POST; undefined if it has no text of a document. */
const readOperation = async (request: Request): Promise<Operation | undefined> => {
  const { searchParams } = new URL(request.url)
  const given =
    request.method === 'GET'
      ? {
          query: searchParams.get('query'),
          variables: parse(searchParams.get('variables')),
          operationName: searchParams.get('operationName'),
        }
      : asObject(parse(await request.text()))
  const { query, variables, operationName } = given ?? {}
  if (typeof query !== 'string' || query === '') return undefined
  return {
    query,
    variables: asObject(variables),
    operationName: typeof operationName === 'string' ? operationName : undefined,
  }
}

/** Links that send hashes first send the text after this. */
const NO_TEXT = {
  errors: [{ message: 'PersistedQueryNotSupported', extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED' } }],
}

const respond = async (datasources: StubDataSources, request: Request): Promise<JsonBodyType> => {
  const operation = await readOperation(request)
  if (!operation) return NO_TEXT
  const incoming = stubRequest()
  try {
    const { data, errors, staleFields } = await executeStubbed(datasources, operation, incoming)
    const body = {
      data,
      ...(errors.length > 0 && { errors }),
      ...(staleFields.length > 0 && { extensions: { stale: staleFields } }),
    }
    return JSON.parse(JSON.stringify(body)) as JsonBodyType
  } catch (error) {
    return { errors: [toClientError(error, incoming.id).toJSON()] } as JsonBodyType
  }
}

/**
 * Handlers for Mock Service Worker that answer GraphQL over stubbed networks, in browsers and in Node.js. They execute the
 * schema and its resolvers by graphql-js: responses, error codes and pages are those of the gateway. They have no limits,
 * costs, cache or sessions, and answer `@defer` and `@stream` whole; the sandbox has all of that.
 */
export const graphqlHandlers = (
  datasources: StubDataSources,
  { url = '*/graphql' }: GraphqlHandlerOptions = {},
): HttpHandler[] =>
  [http.get, http.post].map((method) =>
    method(url, async ({ request }) => HttpResponse.json(await respond(datasources, request))),
  )
