import { fullBucket, type Rate, refill } from '../../src/upstream/rate-limits/token-bucket.ts'

/**
 * The most calls that any span of time has over its budget, which is the burst and what the rate adds in that span. At most
 * 0 if the budget was kept.
 * @param timesMs of the calls, ascending
 */
export const mostOver = (timesMs: readonly number[], rate: Rate): number => {
  const bucket = fullBucket(rate, timesMs[0] ?? 0)
  let least = Infinity
  for (const atMs of timesMs) {
    refill(bucket, atMs, rate)
    bucket.tokens -= 1
    least = Math.min(least, bucket.tokens)
  }
  return -least
}
