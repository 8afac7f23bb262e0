import type { IncrementalPart, Path, Payload, PendingPart } from './payload.ts'

type AnyPayload = Payload<unknown>
type AnyPart = IncrementalPart<unknown>

/** What stands at a path; undefined for nothing. */
export const valueAt = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null
        ? (at as Readonly<Record<string | number, unknown>>)[key]
        : undefined,
    value,
  )

export const startsWith = (path: Path, start: Path): boolean =>
  start.every((key, index) => path[index] === key)

/** Follows the parts of a response in the format `id`. In the format `path` there is nothing to follow. */
export interface PendingParts {
  /** The parts of the next payload with their whole paths. */
  locate(payload: AnyPayload): readonly AnyPart[]
  /** Notes that the client gets this payload. */
  sent(payload: AnyPayload): void
  /** What the client still waits for where it does not get this payload, which has been located. */
  open(payload: AnyPayload): readonly PendingPart[]
}

/** How many items of a list are in a payload: those that come later follow them. NaN where the list is not there. */
const countItems = ({ data }: AnyPayload, parts: readonly AnyPart[], list: Path): number => {
  const holders = [{ data, path: [] }, ...parts.filter(({ path = [] }) => startsWith(list, path))]
  const found = holders
    .map((holder) => valueAt(holder.data, list.slice(holder.path?.length)))
    .find((value) => Array.isArray(value))
  return found?.length ?? NaN
}

export const createPendingParts = (): PendingParts => {
  const pending = new Map<string, PendingPart>()
  /** The index of the next item, by the id of a list. */
  const nextItem = new Map<string, number>()

  const withPath = (part: AnyPart): AnyPart => {
    const announced = pending.get(part.id ?? '')
    return announced ? { ...part, path: [...announced.path, ...(part.subPath ?? [])] } : part
  }

  const withIndex = (part: AnyPart): AnyPart => {
    const { id, items, path = [] } = part
    if (id === undefined || !items) return part
    const next = nextItem.get(id) ?? NaN
    nextItem.set(id, next + items.length)
    return { ...part, path: [...path, next] }
  }

  return {
    locate(payload) {
      const { pending: added = [], incremental = [] } = payload
      for (const part of added) pending.set(part.id, part)
      const parts = incremental.map(withPath)
      for (const { id, path } of added) nextItem.set(id, countItems(payload, parts, path))
      return parts.map(withIndex)
    },
    sent({ completed = [] }) {
      for (const { id } of completed) pending.delete(id)
    },
    open: ({ pending: added = [] }) => [...pending.values()].filter((part) => !added.includes(part)),
  }
}
