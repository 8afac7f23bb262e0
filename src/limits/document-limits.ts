import type { DocumentNode, GraphQLSchema } from 'graphql'
import { Kind } from 'graphql'
import type { LimitSettings } from '../config/settings.ts'
import type { GatewayError } from '../errors.ts'
import { measureText } from '../document/measure-text.ts'
import { measureOperations, type OperationMeasures } from '../document/measure-operation.ts'
import { checkGuesses, findGuessable } from './secrets.ts'
import { type Excess, tooComplex } from './too-complex.ts'

/** What hangs on a document alone, whoever sends it and with whatever variables. */
export interface DocumentLimits {
  /** The refusal of a document that should not even be parsed. */
  checkText(text: string): GatewayError | undefined
  /** The refusal of one that should not be executed. To be asked before validation, which takes its time. */
  check(document: DocumentNode): GatewayError | undefined
}

/** The first of some counts that is beyond its limit. */
const firstExcess = (counts: readonly (Excess & { readonly count: number })[]): GatewayError | undefined => {
  const excess = counts.find(({ count, limit }) => count > limit)
  return excess && tooComplex(excess)
}

export const createDocumentLimits = (limits: LimitSettings, schema: GraphQLSchema): DocumentLimits => {
  const guessable = findGuessable(schema)

  /** One operation of a document is executed, so each is measured for itself. */
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
      ]) ?? checkGuesses(guessable, [...rootFields.values()])
    )
  }

  return {
    checkText(text) {
      const { tokens, nesting } = measureText(text)
      return firstExcess([
        { count: nesting, found: `a nesting of ${nesting}`, limit: limits.nesting, setting: 'LIMIT_NESTING' },
        { count: tokens, found: `${tokens} tokens`, limit: limits.tokens, setting: 'LIMIT_TOKENS' },
      ])
    },

    check(document) {
      const count = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).length
      const found = `${count} fragments`
      const many = firstExcess([{ count, found, limit: limits.fragments, setting: 'LIMIT_FRAGMENTS' }])
      if (many) return many
      for (const measures of measureOperations(document)) {
        const refusal = checkOperation(measures)
        if (refusal) return refusal
      }
      return undefined
    },
  }
}
