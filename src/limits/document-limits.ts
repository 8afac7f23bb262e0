import type { DocumentNode, GraphQLSchema } from 'graphql'
import { Kind } from 'graphql'
import type { LimitSettings } from '../config/settings.ts'
import type { GatewayError } from '../errors.ts'
import { measureText } from '../document/measure-text.ts'
import { measureOperations, type OperationMeasures } from '../document/measure-operation.ts'
import { checkSecretMutations, findSecretMutations } from './secrets.ts'
import { type Excess, tooComplex } from './too-complex.ts'

/** graphql-js goes through the lines of a document for each error, so many lines make errors expensive. */
const MAX_LINES = 10_000

/** Limits that depend on the document alone, not on its variables. */
export interface DocumentLimits {
  /** An error if the text should not be parsed. */
  checkText(text: string): GatewayError | undefined
  /** An error if the document should not be executed. Call it before validation, which is slower. */
  check(document: DocumentNode): GatewayError | undefined
}

/** An error for the first count above its limit. */
const firstExcess = (counts: readonly (Excess & { readonly count: number })[]): GatewayError | undefined => {
  const excess = counts.find(({ count, limit }) => count > limit)
  return excess && tooComplex(excess)
}

export const createDocumentLimits = (limits: LimitSettings, schema: GraphQLSchema): DocumentLimits => {
  const secretMutations = findSecretMutations(schema)

  /** Only one operation of a document is executed, so each is checked separately. */
  const checkOperation = (measures: OperationMeasures): GatewayError | undefined => {
    const { depth, aliases, directives, rootFields } = measures
    const width = rootFields.size
    return (
      firstExcess([
        { count: depth, found: `a depth of ${depth}`, limit: limits.depth, setting: 'LIMIT_DEPTH' },
        { count: aliases, found: `${aliases} aliases`, limit: limits.aliases, setting: 'LIMIT_ALIASES' },
        {
          count: width,
          found: `${width} root fields`,
          limit: limits.rootFields,
          setting: 'LIMIT_ROOT_FIELDS',
        },
        {
          count: directives,
          found: `${directives} directives`,
          limit: limits.directives,
          setting: 'LIMIT_DIRECTIVES',
        },
      ]) ?? checkSecretMutations(secretMutations, [...rootFields.values()])
    )
  }

  return {
    checkText(text) {
      const { tokens, nesting, lines, longName } = measureText(text, limits.nameLength)
      return firstExcess([
        { count: nesting, found: `a nesting of ${nesting}`, limit: limits.nesting, setting: 'LIMIT_NESTING' },
        { count: tokens, found: `${tokens} tokens`, limit: limits.tokens, setting: 'LIMIT_TOKENS' },
        {
          count: longName?.length ?? 0,
          found: `a name of ${longName?.length} characters at line ${longName?.line}, column ${longName?.column}`,
          limit: limits.nameLength,
          setting: 'LIMIT_NAME_LENGTH',
        },
        { count: lines, found: `${lines} lines`, limit: MAX_LINES },
      ])
    },

    check(document) {
      const count = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).length
      const found = `${count} fragments`
      const tooMany = firstExcess([{ count, found, limit: limits.fragments, setting: 'LIMIT_FRAGMENTS' }])
      if (tooMany) return tooMany
      for (const measures of measureOperations(document)) {
        const error = checkOperation(measures)
        if (error) return error
      }
      return undefined
    },
  }
}
