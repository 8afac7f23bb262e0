import type { Plugin } from 'graphql-yoga'
import type { GatewayContext } from '../context.ts'
import type { Admissions } from '../execution/compiled-documents.ts'
import { wholeOf } from '../document/incremental.ts'

export interface AdmissionOptions {
  /** Executes as the short lane does even what comes along Yoga's. For tests. */
  readonly isShortOnly: boolean
}

/** Hands on to the short lane what has come as far as its execution: it has been let through by everything. */
export const useAdmission = (
  admissions: Admissions,
  { isShortOnly }: AdmissionOptions,
): Plugin<GatewayContext> => ({
  onExecute({ args, setExecuteFn }) {
    const { document, operationName, contextValue } = args
    const text = contextValue.params.query
    // What comes in parts is not for the short lane.
    if (typeof text !== 'string' || wholeOf(document)) return
    const name = operationName ?? undefined
    admissions.admit(text, name, document)
    if (!isShortOnly) return
    const bound = admissions.find(text, name)?.bind(args.variableValues ?? {})
    if (!bound) return
    setExecuteFn(async () => {
      const { data, errors } = await bound.execute({ ...contextValue, selections: bound.selections })
      return { ...(errors.length > 0 && { errors }), data }
    })
  },
})
