import { graphql } from 'graphql'
import { toClientError } from '../../src/client-error.ts'
import { createContext, type StaleAnswer } from '../../src/context.ts'
import type { DataSources } from '../../src/datasources/index.ts'
import type { GatewayRequest } from '../../src/gateway-request.ts'
import { createSchema } from '../../src/schema.ts'

const schema = createSchema()

/** A request that nobody in particular sends. */
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

export interface RunResult {
  readonly data: unknown
  /** Codes with their paths, as in `user.name: FORBIDDEN`; a mistake in the document is an `Error` instead. */
  readonly codes: readonly string[]
  readonly messages: readonly string[]
  /** Places that show copies past their time. */
  readonly staleAnswers: readonly StaleAnswer[]
}

/** Runs a document through the schema and its resolvers, over stubbed data sources, without HTTP. */
export const runDocument = async (
  datasources: DataSources,
  source: string,
  variableValues: Record<string, unknown> = {},
  request: GatewayRequest = stubRequest(),
): Promise<RunResult> => {
  const contextValue = createContext(request, datasources)
  const { data, errors = [] } = await graphql({ schema, source, variableValues, contextValue })
  const [wrong] = errors.filter(({ path }) => path === undefined)
  if (wrong) throw wrong
  const told = errors.map((error) => toClientError(error, request.id))
  return {
    // Objects of the executor have no prototype; compared as plain ones.
    data: data === undefined ? undefined : (JSON.parse(JSON.stringify(data)) as unknown),
    codes: told.map(({ path, extensions }) => `${(path ?? []).join('.')}: ${String(extensions['code'])}`),
    messages: told.map(({ message }) => message),
    staleAnswers: contextValue.staleAnswers,
  }
}
