import type { GraphQLError } from 'graphql'
import type { GatewayContext, StaleAnswer } from '../context.ts'
import type { Outcome } from './finish.ts'
import type { OperationFacts } from '../telemetry/spans/span.ts'

type Path = readonly (string | number)[]

/** A part of an answer that comes later: `data` of a fragment, or `items` of a list from the path's index on. */
export interface Part {
  readonly data?: unknown
  readonly items?: readonly unknown[] | null
  readonly path?: Path
  readonly label?: string
  readonly errors?: readonly GraphQLError[]
}

/** What goes out at a time: first the answer as far as it is there, then parts. */
export interface Payload {
  readonly errors?: readonly GraphQLError[]
  readonly data?: Record<string, unknown> | null
  readonly incremental?: readonly Part[]
  readonly hasNext?: boolean
  readonly extensions?: Record<string, unknown>
}

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

const isInPart = ({ data, items, path = [] }: Part, place: Path): boolean => {
  if (items === undefined) return startsWith(place, path) && isAt(data, place.slice(path.length))
  const list = path.slice(0, -1)
  const index = Number(place[list.length]) - Number(path.at(-1))
  return startsWith(place, list) && isAt(items, [index, ...place.slice(path.length)])
}

/** Whether a payload shows what stands at a place of the answer. */
const shows = ({ data, incremental = [] }: Payload, place: Path): boolean =>
  (data !== undefined && isAt(data, place)) || incremental.some((part) => isInPart(part, place))

/** Marks of copies past their time, each handed out with the payload that shows the copy. */
const createMarks = ({ staleAnswers }: GatewayContext) => {
  const told = new Set<StaleAnswer>()
  return (payload: Payload): readonly StaleAnswer[] => {
    const isLast = payload.hasNext !== true
    const due = staleAnswers.filter((mark) => !told.has(mark) && (isLast || shows(payload, mark.path)))
    for (const mark of due) told.add(mark)
    return due
  }
}

export interface PartsOptions {
  readonly outcome: Outcome
  readonly context: GatewayContext
  readonly operation: OperationFacts
  /** By `performance.now()`. */
  readonly startedAt: number
}

/**
 * The end of an answer that comes in parts, each of which ends as a whole answer does. The trace comes with the
 * last payload, when all calls are known. The execution is counted once, when it is over or nobody reads on.
 */
export async function* finishIncremental(
  payloads: AsyncIterable<Payload>,
  { outcome, context, operation, startedAt }: PartsOptions,
): AsyncGenerator<Payload> {
  const takeMarks = createMarks(context)
  const all: GraphQLError[] = []
  let hasData = false
  const tell = <Holder extends Payload | Part>({ errors, ...rest }: Holder) => {
    all.push(...(errors ?? []))
    return errors?.length ? { errors: outcome.tell(errors, context), ...rest } : rest
  }
  try {
    for await (const payload of payloads) {
      hasData ||= Boolean(payload.data)
      const stale = takeMarks(payload)
      const upstream = payload.hasNext === true ? undefined : context.incoming.trace?.report()
      const { incremental, ...rest } = tell(payload)
      yield {
        ...rest,
        ...(incremental && { incremental: incremental.map(tell) }),
        ...((upstream || stale.length > 0) && {
          extensions: {
            ...rest.extensions,
            ...(upstream && { upstream }),
            ...(stale.length > 0 && { stale }),
          },
        }),
      }
    }
  } finally {
    outcome.executed(operation, startedAt, { errors: all, hasData }, context.incoming.span)
  }
}
