import {
  type ExecutionArgs,
  type ExecutionResult,
  experimentalExecuteRootSelectionSet,
  legacyExecuteRootSelectionSet,
  validateExecutionArgs,
} from 'graphql'
import type { PartsFormat } from '../context.ts'
import { mapMaybe, type MaybePromise } from '../maybe-promise.ts'
import type { IncrementalPart, Payload } from '../response/payload.ts'

interface Delivery {
  readonly initialResult: Payload
  readonly subsequentResults: AsyncGenerator<Payload, void, void>
}

/** Parts of one item each, with the index at the end of the path, as clients of this format have always got them. */
const toSingleItems = (part: IncrementalPart): readonly IncrementalPart[] => {
  const { items, path = [], errors = [], ...rest } = part
  if (items === undefined) return [part]
  // The list has failed at an item that must not be null. graphql-js leaves its index out.
  if (items === null) return [{ ...part, path: errors[0]?.path?.slice(0, path.length + 1) ?? path }]
  const list = path.slice(0, -1)
  const first = Number(path.at(-1))
  return items.map((item, offset) => {
    const index = first + offset
    const own = errors.filter((error) => error.path?.[list.length] === index)
    return { items: [item], path: [...list, index], ...rest, ...(own.length > 0 && { errors: own }) }
  })
}

const withSingleItems = ({ incremental, ...payload }: Payload): Payload =>
  incremental ? { incremental: incremental.flatMap(toSingleItems), ...payload } : payload

const FORMATS = {
  id: { execute: experimentalExecuteRootSelectionSet, write: (payload: Payload): Payload => payload },
  path: { execute: legacyExecuteRootSelectionSet, write: withSingleItems },
} as const

/** All payloads, the initial result first. Ends the execution where they are not read to their end. */
async function* payloadsOf(
  { initialResult, subsequentResults }: Delivery,
  write: (payload: Payload) => Payload,
): AsyncGenerator<Payload> {
  try {
    yield initialResult
    for await (const payload of subsequentResults) yield write(payload)
  } finally {
    await subsequentResults.return()
  }
}

/**
 * Executes a document with `@defer` or `@stream`. Parts are executed at once, so that their loads join the batches of the
 * rest. Returns a whole result where nothing is left for later, and undefined where nothing can be executed: with invalid
 * variables, or without the operation.
 */
export const executeInParts = (
  args: ExecutionArgs,
  format: PartsFormat,
): MaybePromise<ExecutionResult | AsyncIterable<Payload>> | undefined => {
  const valid = validateExecutionArgs({ ...args, enableEarlyExecution: true })
  if (!('schema' in valid)) return undefined
  const { execute, write } = FORMATS[format]
  return mapMaybe<ExecutionResult | Delivery, ExecutionResult | AsyncIterable<Payload>>(
    execute(valid),
    (result) => ('initialResult' in result ? payloadsOf(result, write) : result),
  )
}
