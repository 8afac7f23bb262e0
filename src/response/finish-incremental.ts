import { GraphQLError } from 'graphql'
import type { GatewayContext } from '../context.ts'
import type { StaleField } from '../request/staleness.ts'
import { isExceeded } from './budget.ts'
import type { WrittenError } from './client-error.ts'
import { bytesOf, fit, responseTooLarge } from './fit.ts'
import type { Finisher } from './finish.ts'
import type { CompletedPart, IncrementalPart, Path, Payload, PendingPart } from './payload.ts'
import { createPendingParts, startsWith, valueAt } from './pending-parts.ts'
import type { OperationFacts } from '../telemetry/spans/span.ts'

type WrittenPayload = Payload<WrittenError>

const isAt = (value: unknown, path: Path): boolean => valueAt(value, path) !== undefined

const isInPart = ({ data, items, path = [] }: IncrementalPart<unknown>, place: Path): boolean => {
  if (items === undefined) return startsWith(place, path) && isAt(data, place.slice(path.length))
  const list = path.slice(0, -1)
  const index = Number(place[list.length]) - Number(path.at(-1))
  return startsWith(place, list) && isAt(items, [index, ...place.slice(path.length)])
}

/** Returns, for each payload, the stale fields that it contains; the last payload gets those that are left. */
const createStaleReport = ({ staleFields }: GatewayContext) => {
  const reported = new Set<StaleField>()
  /** @param parts of the payload, with their whole paths */
  return ({ data, hasNext }: Payload, parts: readonly IncrementalPart<unknown>[]): readonly StaleField[] => {
    const isIncluded = (place: Path): boolean =>
      (data !== undefined && isAt(data, place)) || parts.some((part) => isInPart(part, place))
    const due = staleFields.filter(
      (field) => !reported.has(field) && (hasNext !== true || isIncluded(field.path)),
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
  const pendingParts = createPendingParts()
  let isFirst = true
  const allErrors: GraphQLError[] = []
  let hasData = false
  const withClientErrors = <Holder extends Payload | IncrementalPart | CompletedPart>({
    errors,
    ...rest
  }: Holder) => {
    allErrors.push(...(errors ?? []))
    return errors?.length ? { errors: finisher.toClientErrors(errors, context), ...rest } : rest
  }
  const fitFirst = (payload: WrittenPayload): WrittenPayload => {
    if (!isExceeded(budget)) budget.used = Infinity
    const { data, errors } = fit(payload, context, (error) => finisher.translate(error, context))
    return { ...(errors && { errors }), data: (data ?? null) as Record<string, unknown> | null }
  }
  const tooLargeAt = (path: Path | undefined): readonly WrittenError[] => [
    finisher.translate(new GraphQLError('', { path, originalError: responseTooLarge(budget) }), context),
  ]
  /** A part in a response that has become too large. */
  const toExcess = ({ items, path, label }: IncrementalPart): IncrementalPart<WrittenError> => ({
    errors: tooLargeAt(path),
    ...(items === undefined ? { data: null } : { items: null }),
    ...(path && { path }),
    ...(label !== undefined && { label }),
  })
  const toFailed = ({ id, path }: PendingPart): CompletedPart<WrittenError> => ({
    id,
    errors: tooLargeAt(path),
  })
  /** The last payload of a response that has become too large. */
  const endAt = (payload: Payload): WrittenPayload => {
    const failed = pendingParts.open(payload).map(toFailed)
    if (failed.length > 0) return { completed: failed, hasNext: false }
    return { incremental: (payload.incremental ?? []).map(toExcess), hasNext: false }
  }
  try {
    for await (const payload of payloads) {
      hasData ||= Boolean(payload.data)
      const stale = takeStale(payload, pendingParts.locate(payload))
      const upstream = payload.hasNext === true ? undefined : context.incoming.trace?.report()
      const { incremental, completed, ...rest } = withClientErrors(payload)
      const finished: WrittenPayload = {
        ...rest,
        ...(incremental && { incremental: incremental.map(withClientErrors) }),
        ...(completed && { completed: completed.map(withClientErrors) }),
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
        yield isFirst ? { ...fitFirst(finished), hasNext: false } : endAt(payload)
        return
      }
      isFirst = false
      pendingParts.sent(payload)
      yield complete
    }
  } finally {
    finisher.recordExecution(operation, startedAt, { errors: allErrors, hasData }, context.incoming)
  }
}
