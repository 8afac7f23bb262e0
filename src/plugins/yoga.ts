import type { GraphQLSchema } from 'graphql'
import { createYoga, type YogaServerInstance } from 'graphql-yoga'
import type { Settings } from '../config/settings.ts'
import type { GatewayContext } from '../context.ts'
import { toError } from '../errors.ts'
import type { CompiledDocuments } from '../execution/compiled-documents.ts'
import { createDocumentCache } from '../execution/document-cache.ts'
import type { TrustedDocuments } from '../execution/trusted-documents.ts'
import type { CostLimit } from '../limits/cost/cost-limit.ts'
import { createDocumentLimits } from '../limits/document-limits.ts'
import { createPartsLimit } from '../limits/parts.ts'
import { isWritten } from '../response/client-error.ts'
import type { Finisher } from '../response/finish.ts'
import { useCompiledDocuments } from './use-compiled-documents.ts'
import { useCostLimit } from './use-cost-limit.ts'
import { useDocumentLimits } from './use-document-limits.ts'
import { useNoIntrospection } from './use-no-introspection.ts'
import { useOneOfVariables } from './use-one-of-variables.ts'
import { useParts } from './use-parts.ts'
import { useResponseLimits } from './use-response-limits.ts'
import { useResult } from './use-result.ts'
import { useSafeVariables } from './use-safe-variables.ts'
import { useTrustedDocuments } from './use-trusted-documents.ts'

export interface YogaOptions {
  readonly schema: GraphQLSchema
  readonly settings: Pick<Settings, 'limits' | 'introspection' | 'executionPath'>
  readonly trustedDocuments: TrustedDocuments
  readonly compiledDocuments: CompiledDocuments
  readonly costLimit: CostLimit
  readonly finisher: Finisher
}

/** Yoga with the gateway's plugins. */
export const createYogaServer = ({
  schema,
  settings: { limits, introspection, executionPath },
  trustedDocuments,
  compiledDocuments,
  costLimit,
  finisher,
}: YogaOptions): YogaServerInstance<GatewayContext, object> =>
  createYoga<GatewayContext>({
    schema,
    graphqlEndpoint: '/graphql',
    plugins: [
      useTrustedDocuments(trustedDocuments),
      useDocumentLimits(createDocumentLimits(limits, schema)),
      useOneOfVariables(),
      ...(introspection ? [] : [useNoIntrospection()]),
      useResult(finisher),
      useCostLimit(costLimit),
      useResponseLimits(),
      useSafeVariables(),
      useParts(createPartsLimit(schema, limits.parts, limits.nameLength)),
      ...(executionPath === 'yoga' ? [] : [useCompiledDocuments(compiledDocuments)]),
    ],
    extraParamNames: ['documentId'],
    parserAndValidationCache: createDocumentCache(),
    // The finisher translates errors; until then they stay as they were thrown. Those of parts are translated already.
    maskedErrors: { maskError: (error) => (isWritten(error) ? (error as Error) : toError(error)) },
    // The server in front of Yoga does these itself.
    cors: false,
    graphiql: false,
    landingPage: false,
    multipart: false,
    batching: false,
    logging: false,
    // Yoga would pipe each body through a stream, to count its bytes.
    maxRequestBodySize: false,
  })
