import { GraphQLError } from 'graphql'
import type { GatewayContext, StaleField } from '../context.ts'
import { isExceeded } from './budget.ts'
import type { WrittenError } from './client-error.ts'
import { bytesOf, fit, responseTooLarge } from './fit.ts'
import type { Finisher } from './finish.ts'
import type { OperationFacts } from '../telemetry/spans/span.ts'

type Path = readonly (string | number)[]

/** A part that arrives later: `data` of a fragment, or `items` of a list from the path's index on. */
export interface IncrementalPart<AnyError = GraphQLError> {
  readonly data?: unknown
  readonly items?: readonly unknown[] | null
  readonly path?: Path
  readonly label?: string
  readonly errors?: readonly AnyError[]
}

/** One message of an incremental response: first the initial result, then parts. */
export interface Payload<AnyError = GraphQLError> {
  readonly errors?: readonly AnyError[]
  readonly data?: Record<string, unknown> | null
  readonly incremental?: readonly IncrementalPart<AnyError>[]
  readonly hasNext?: boolean
  readonly extensions?: Record<string, unknown>
}

type WrittenPayload = Payload<WrittenError>

/** Whether a value has something at a path. */
const isAt = (value: unknown, path: Path): boolean => {
  let found = value
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return false
    found = (found as Readonly<Record<string | number, unknown>>)[key]
  }
  return found !== undefined
}

const startsWith = (path: Path, start: Path): boolean => start.every((key, index) => path[index] === key)

const isInPart = ({ data, items, path = [] }: IncrementalPart, place: Path): boolean => {
  if (items === undefined) return startsWith(place, path) && isAt(data, place.slice(path.length))
  const list = path.slice(0, -1)
  const index = Number(place[list.length]) - Number(path.at(-1))
  return startsWith(place, list) && isAt(items, [index, ...place.slice(path.length)])
}

const includes = ({ data, incremental = [] }: Payload, place: Path): boolean =>
  (data !== undefined && isAt(data, place)) || incremental.some((part) => isInPart(part, place))

/** Returns, for each payload, the stale fields that it contains; the last payload gets those that are left. */
const createStaleReport = ({ staleFields }: GatewayContext) => {
  const reported = new Set<StaleField>()
  return (payload: Payload): readonly StaleField[] => {
    const isLast = payload.hasNext !== true
    const due = staleFields.filter(
      (field) => !reported.has(field) && (isLast || includes(payload, field.path)),
    )
    for (const field of due) reported.add(field)
    return due
  }
}

export interface FinishIncrementalOptions {
  readonly finisher: Finisher
  readonly context: GatewayContext
  readonly operation: OperationFacts
  /** By `performance.now()`. */
  readonly startedAt: number
}

/**
 * Finishes each payload of an incremental response as `Finisher` does a whole result. The last payload has the
 * trace, since all calls are known then. A response that becomes too large ends with an error in the parts at hand.
 * The execution is counted once, when it is over or the client has left.
 */
export async function* finishIncremental(
  payloads: AsyncIterable<Payload>,
  { finisher, context, operation, startedAt }: FinishIncrementalOptions,
): AsyncGenerator<WrittenPayload> {
  const { budget, outcome } = context
  const takeStale = createStaleReport(context)
  let isFirst = true
  const allErrors: GraphQLError[] = []
  let hasData = false
  const withClientErrors = <Holder extends Payload | IncrementalPart>({ errors, ...rest }: Holder) => {
    allErrors.push(...(errors ?? []))
    return errors?.length ? { errors: finisher.toClientErrors(errors, context), ...rest } : rest
  }
  const fitFirst = (payload: WrittenPayload): WrittenPayload => {
    if (!isExceeded(budget)) budget.used = Infinity
    const { data, errors } = fit(payload, context, (error) => finisher.translate(error, context))
    return { ...(errors && { errors }), data: (data ?? null) as Record<string, unknown> | null }
  }
  /** A part in a response that has become too large. */
  const toExcess = ({ items, path, label }: IncrementalPart): IncrementalPart<WrittenError> => {
    const error = new GraphQLError('', { path, originalError: responseTooLarge(budget) })
    return {
      errors: [finisher.translate(error, context)],
      ...(items === undefined ? { data: null } : { items: null }),
      ...(path && { path }),
      ...(label !== undefined && { label }),
    }
  }
  try {
    for await (const payload of payloads) {
      hasData ||= Boolean(payload.data)
      const stale = takeStale(payload)
      const upstream = payload.hasNext === true ? undefined : context.incoming.trace?.report()
      const { incremental, ...rest } = withClientErrors(payload)
      const finished: WrittenPayload = {
        ...rest,
        ...(incremental && { incremental: incremental.map(withClientErrors) }),
      }
      const { omitted } = budget
      const omittedErrors = payload.hasNext === true ? 0 : omitted.count - omitted.written
      const extensions = {
        ...rest.extensions,
        ...(upstream && { upstream }),
        ...(stale.length > 0 && { stale }),
        ...(omittedErrors > 0 && { omittedErrors }),
      }
      const complete = { ...finished, ...(Object.keys(extensions).length > 0 && { extensions }) }
      outcome.partBytes += bytesOf(complete)
      if (isExceeded(budget) || outcome.partBytes > budget.maxBytes) {
        yield isFirst
          ? { ...fitFirst(finished), hasNext: false }
          : { incremental: (incremental ?? []).map(toExcess), hasNext: false }
        return
      }
      isFirst = false
      yield complete
    }
  } finally {
    finisher.recordExecution(operation, startedAt, { errors: allErrors, hasData }, context.incoming.span)
  }
}
