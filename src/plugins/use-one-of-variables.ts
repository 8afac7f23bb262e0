import type { Plugin } from 'graphql-yoga'
import { OneOfVariablesRule } from '../document/one-of-variables.ts'

/** Rejects variables that may be null at fields of one-of input objects. */
export const useOneOfVariables = (): Plugin => ({
  onValidate({ addValidationRule }) {
    addValidationRule(OneOfVariablesRule)
  },
})
