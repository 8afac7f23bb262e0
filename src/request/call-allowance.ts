import { GatewayError } from '../errors.ts'
import type { GatewayRequest } from './request.ts'

/**
 * Upstream calls that a request may still make, by the kind of the things that they read. Has only the kinds of which the
 * cost is an assumption, so that it is kept: those below a list whose length nobody can know beforehand, and those that are
 * expected to come with a list.
 */
export type CallAllowance = ReadonlyMap<string, number>

const usedUp = (): GatewayError =>
  new GatewayError(
    'QUERY_TOO_COMPLEX',
    'The items of a list need more calls than the cost of this document counts, and those are used up. Use a field with pages, or select less of each item.',
  )

/**
 * Takes calls from the allowance of a request, one for as many things as a call reads. The function that it returns is
 * called for each thing, and throws QUERY_TOO_COMPLEX where no call is left for it.
 * @internal
 */
export const callTaker = (request: GatewayRequest, kind: string, maxBatchSize: number): (() => void) => {
  let room = 0
  return () => {
    const { callAllowance } = request
    const left = callAllowance?.get(kind)
    if (left === undefined || callAllowance === undefined) return
    if (room === 0) {
      if (left === 0) throw usedUp()
      callAllowance.set(kind, left - 1)
      room = maxBatchSize
    }
    room -= 1
  }
}
