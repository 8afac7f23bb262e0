import { createContext } from '../context.ts'
import type { Providers } from '../datasources/index.ts'
import type { GatewayRequest } from '../request/request.ts'
import { isObject, type JsonObject } from '../json.ts'
import type { Outcome } from '../response/finish.ts'
import type { TrustedDocuments } from './trusted-documents.ts'
import type { CompiledDocuments } from './compiled-documents.ts'
import type { BoundQuery, CompiledQuery } from './compiled-query.ts'

/**
 * Answers everyday questions by themselves, without the pipeline that looks at a document for the first time.
 * It refuses nothing: whatever it does not take, and whatever is wrong, goes along the Yoga path, which says so.
 */
export interface FastPath {
  /**
   * The whole answer as JSON, always one with `data`; undefined where the question has to take the Yoga path.
   * Errors and mutations spoil the request's provenance.
   */
  answer(question: JsonObject, incoming: GatewayRequest): Promise<string> | undefined
  /** The name of the operation that a question means, where this path knows it. */
  nameOf(question: JsonObject): string | undefined
}

export interface FastPathOptions {
  readonly compiledDocuments: CompiledDocuments
  readonly trustedDocuments: TrustedDocuments | undefined
  readonly providers: Providers
  readonly outcome: Outcome
}

const PARAMETERS: ReadonlySet<string> = new Set([
  'query',
  'variables',
  'operationName',
  'documentId',
  'extensions',
])

const isAbsent = (value: unknown): value is null | undefined => value === undefined || value === null

const isOrdinary = (question: JsonObject): boolean => {
  for (const name in question) if (!PARAMETERS.has(name)) return false
  const { extensions } = question
  return isAbsent(extensions) || isObject(extensions)
}

export const createFastPath = (options: FastPathOptions): FastPath => {
  const { compiledDocuments, trustedDocuments, providers, outcome } = options

  const findQuery = (question: JsonObject): CompiledQuery | undefined => {
    if (!isOrdinary(question)) return undefined
    const read = trustedDocuments ? trustedDocuments.read(question) : { query: question['query'] }
    if ('refusal' in read || typeof read.query !== 'string') return undefined
    const name = question['operationName']
    if (!isAbsent(name) && typeof name !== 'string') return undefined
    return compiledDocuments.find(read.query, name ?? undefined)
  }

  const execute = async (
    { kind, name }: CompiledQuery,
    { selections, execute: run }: BoundQuery,
    incoming: GatewayRequest,
  ): Promise<string> => {
    const context = createContext(incoming, providers.open(incoming), selections)
    const startedAt = performance.now()
    const executed = await run(context)
    const { errors: failures, data } = executed
    outcome.executed(
      { path: 'fast', kind, name },
      startedAt,
      { errors: failures, hasData: data !== null },
      incoming.span,
    )
    if (kind === 'mutation') incoming.cacheDependencies?.noStore()
    return JSON.stringify(outcome.finish(executed, context))
  }

  return {
    answer(question, incoming) {
      const query = findQuery(question)
      const variables = question['variables'] ?? {}
      const bound = query && isObject(variables) ? query.bind(variables) : undefined
      return query && bound && execute(query, bound, incoming)
    },
    nameOf: (question) => findQuery(question)?.name,
  }
}
