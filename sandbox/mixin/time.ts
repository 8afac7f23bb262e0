/** The zero date, which stands for never and none. */
export const NEVER = '0001-01-01T00:00:00Z'

/** Nanoseconds since 1970 as RFC 3339 with up to nine decimals, trailing zeros dropped. */
export const toTime = (nanoseconds: bigint): string => {
  const seconds = new Date(Number(nanoseconds / 1_000_000_000n) * 1_000).toISOString().slice(0, 19)
  const fraction = (nanoseconds % 1_000_000_000n).toString().padStart(9, '0').replace(/0+$/, '')
  return fraction === '' ? `${seconds}Z` : `${seconds}.${fraction}Z`
}

/** A time cut to microseconds, as participants have it. */
export const toMicroseconds = (time: string): string =>
  time.replace(/\.(\d{1,6})\d*Z$/, (_, digits: string) => {
    const fraction = digits.replace(/0+$/, '')
    return fraction === '' ? 'Z' : `.${fraction}Z`
  })

/** Gives the present time, never the same twice. */
export const createStamp = (clock: () => number): (() => string) => {
  let last = 0n
  return () => {
    const now = BigInt(Math.floor(clock())) * 1_000_000n + 1_357n
    last = now > last ? now : last + 1n
    return toTime(last)
  }
}
