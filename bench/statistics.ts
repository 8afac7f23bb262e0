/** Median and range of several rounds. */
export interface Spread {
  readonly min: number
  readonly median: number
  readonly max: number
}

const sorted = (values: Iterable<number>): Float64Array => Float64Array.from(values).sort()

/** The value below which `share` (0 to 1) of the values lie, by nearest rank. NaN without values. */
export const percentile = (values: Iterable<number>, share: number): number => {
  const ascending = sorted(values)
  const rank = Math.ceil(share * ascending.length)
  return ascending[Math.min(Math.max(rank, 1), ascending.length) - 1] ?? NaN
}

/** The mean of the middle two for an even number of values. NaN without values. */
export const median = (values: Iterable<number>): number => {
  const ascending = sorted(values)
  const middle = ascending.length >> 1
  const upper = ascending[middle] ?? NaN
  return ascending.length % 2 === 1 ? upper : ((ascending[middle - 1] ?? NaN) + upper) / 2
}

export const spread = (values: readonly number[]): Spread => ({
  min: Math.min(...values),
  median: median(values),
  max: Math.max(...values),
})

/** Each round's value divided by the baseline's value of the same round. Omits rounds that lack either. */
export const pairedRatios = (values: readonly number[], baseline: readonly number[]): number[] =>
  values.flatMap((value, round) => {
    const base = baseline[round]
    return base === undefined || base === 0 ? [] : [value / base]
  })
