import { createContext } from '../context.ts'
import type { Providers } from '../datasources/index.ts'
import { isObject, type JsonObject } from '../json.ts'
import { toResultBody } from '../response/result-body.ts'
import type { Finisher } from '../response/finish.ts'
import type { TrustedDocuments } from './trusted-documents.ts'
import type { CompiledDocument, CompiledDocuments } from './compiled-documents.ts'
import type { BoundQuery } from './compiled-query.ts'
import type { PipelineRequest, PipelineResponse, Step } from './step.ts'

export interface FastPathOptions {
  readonly compiledDocuments: CompiledDocuments
  readonly trustedDocuments: TrustedDocuments
  readonly providers: Providers
  readonly finisher: Finisher
  /** Bytes of a response. */
  readonly maxBytes: number
}

const PARAMETERS: ReadonlySet<string> = new Set([
  'query',
  'variables',
  'operationName',
  'documentId',
  'extensions',
])

const isAbsent = (value: unknown): value is null | undefined => value === undefined || value === null

const hasKnownParameters = (parameters: JsonObject): boolean => {
  for (const name in parameters) if (!PARAMETERS.has(name)) return false
  const { extensions } = parameters
  return isAbsent(extensions) || isObject(extensions)
}

/**
 * Executes a POST whose document has passed all checks before. It rejects nothing: a request that it does not
 * take, or in which anything is wrong, goes to the next step, which reports the error.
 */
export const createFastPath = (options: FastPathOptions): Step => {
  const { compiledDocuments, trustedDocuments, providers, finisher, maxBytes } = options

  const findQuery = (parameters: JsonObject): CompiledDocument | undefined => {
    if (!hasKnownParameters(parameters)) return undefined
    const read = trustedDocuments.read(parameters)
    if ('error' in read || typeof read.query !== 'string') return undefined
    const name = parameters['operationName']
    if (!isAbsent(name) && typeof name !== 'string') return undefined
    return compiledDocuments.find(read.query, name ?? undefined)
  }

  const respond = async (
    request: PipelineRequest,
    { kind, name, isSecret, document }: CompiledDocument,
    { selections, execute }: BoundQuery,
  ): Promise<PipelineResponse> => {
    const incoming = request.incoming()
    const context = createContext(incoming, providers.open(incoming), { selections, maxBytes })
    const startedAt = performance.now()
    const executed = await execute(context)
    const result = finisher.finish(executed, context)
    const { errors, data } = result
    finisher.recordExecution(
      { path: 'fast', kind, name, document },
      startedAt,
      { errors, hasData: data !== null },
      incoming,
    )
    const { cacheDependencies: dependencies } = incoming
    if (kind === 'mutation') dependencies?.noStore()
    const body = toResultBody(result, context.budget)
    return {
      path: 'fast',
      status: 200,
      headers: request.accepted.headers,
      body,
      isSecret,
      freshMs: 0,
      cacheable: dependencies && {
        body,
        isSecret,
        operationName: name,
        document,
        accounts: incoming.record?.accounts,
        dependencies,
      },
    }
  }

  return (request, next) => {
    if (!request.body) return next(request)
    const parameters = request.parameters()
    const query = findQuery(parameters)
    const variables = parameters['variables'] ?? {}
    const bound = query && isObject(variables) ? query.bind(variables) : undefined
    return query && bound ? respond(request, query, bound) : next(request)
  }
}
