import { fieldName } from './words.js'
/** @import { Call } from './shapes.d.ts' */

/**
 * Calls that differ in their time and ids only.
 * @typedef {{ first: Call, field: string, calls: Call[], ids: number, isCall: boolean, failed: boolean }} Row
 */

/** So many alike calls have a row each: that shows their order better. */
const MOST_APART = 3

/** Whether something was sent, and no cache entry shown or call refused. @param {Call} call */
const isCall = ({ method }) => method !== 'CACHE' && method !== 'NONE'

/** @param {Call} call */
const hasFailed = (call) => isCall(call) && (call.status === null || call.status >= 300)

/**
 * Calls in the order of their start, many alike ones in one row: of the same operation, for the same field, and
 * answered alike.
 *
 * @param {readonly Call[]} calls
 * @returns {Row[]}
 */
export function rowsOf(calls) {
  const inOrder = calls.toSorted((one, other) => one.startedMs - other.startedMs)
  const groups = Map.groupBy(inOrder, (call) =>
    JSON.stringify([
      call.network,
      call.operation,
      fieldName(call.field ?? []),
      call.cache,
      hasFailed(call) && call.status,
    ]),
  )
  return [...groups.values()]
    .flatMap((group) =>
      group.every(isCall) && group.length <= MOST_APART ? group.map((call) => [call]) : [group],
    )
    .flatMap((group) => (group[0] ? [rowOf(group[0], group)] : []))
    .toSorted((one, other) => one.first.startedMs - other.first.startedMs)
}

/** @param {Call} first @param {Call[]} calls @returns {Row} */
const rowOf = (first, calls) => ({
  first,
  calls,
  field: fieldName(first.field ?? []),
  ids: calls.reduce((sum, { ids }) => sum + ids, 0),
  isCall: isCall(first),
  failed: hasFailed(first),
})
