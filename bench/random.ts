/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
export const createRandom = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** Draws from 0 to `size` - 1 where the n-th is drawn 1/n as often as the first (Zipf, exponent 1). */
export const drawZipf = (size: number, draws: number, random: () => number): number[] => {
  let total = 0
  const sums = Float64Array.from({ length: size }, (_, rank) => (total += 1 / (rank + 1)))
  const rankOf = (value: number): number => {
    let low = 0
    let high = size - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sums[middle] ?? 0) < value) low = middle + 1
      else high = middle
    }
    return low
  }
  return Array.from({ length: draws }, () => rankOf(random() * total))
}
