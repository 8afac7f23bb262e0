import { execute, GraphQLError, parse, validate } from 'graphql'
import { createContext } from '../src/context.ts'
import type { DataSources } from '../src/datasources/index.ts'
import { wholeOf } from '../src/document/incremental.ts'
import { documentRules } from '../src/document/one-of-variables.ts'
import type { GatewayRequest } from '../src/request/request.ts'
import type { StaleField } from '../src/request/staleness.ts'
import { toClientError } from '../src/response/client-error.ts'
import { testSchema, wholeSchema } from './schema.ts'

/** A request of an anonymous caller. */
export const stubRequest = (): GatewayRequest => ({
  id: 'request-of-a-test',
  caller: {
    authorization: undefined,
    apiKey: 'absent',
    sealtalkSession: undefined,
    address: undefined,
    identity: 'a test',
  },
  limitedCalls: { left: 10 },
  stale: new Map(),
  setSessionCookie: () => undefined,
})

export interface Operation {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>> | undefined
  readonly operationName?: string | undefined
}

export interface Executed {
  /** Undefined if nothing was executed. */
  readonly data: unknown
  readonly errors: readonly GraphQLError[]
  readonly staleFields: readonly StaleField[]
}

/**
 * Executes an operation by graphql-js over data sources, whole: parts of `@defer` and `@stream` included. Needs nothing
 * of Node.js.
 * @throws GraphQLError if the document is invalid or does not accept the variables
 */
export const executeStubbed = async (
  datasources: DataSources,
  { query, variables, operationName }: Operation,
  request: GatewayRequest = stubRequest(),
): Promise<Executed> => {
  const contextValue = createContext(request, datasources)
  const parsed = parse(query)
  const [problem] = validate(testSchema(), parsed, documentRules)
  if (problem) throw problem
  const { data, errors = [] } = await execute({
    schema: wholeSchema(),
    document: wholeOf(parsed) ?? parsed,
    variableValues: variables,
    operationName,
    contextValue,
  })
  const requestError = errors.find(({ path }) => path === undefined)
  if (requestError) throw requestError
  return {
    // The executor's objects have no prototype; tests compare plain objects.
    data: data === undefined ? undefined : (JSON.parse(JSON.stringify(data)) as unknown),
    errors: errors.map((error) => toClientError(error, request.id)),
    staleFields: contextValue.staleFields,
  }
}
