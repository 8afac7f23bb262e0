import type { Histogram } from 'prom-client'

/** Observations of one combination of labels that are held at most. */
const MAX_HELD = 256

/** Collects observations for a histogram. */
export interface Durations<Label extends string> {
  observe(labels: Readonly<Record<Label, string>>, seconds: number): void
  /** Hands over what is held. To be called before the histogram is read. */
  flush(): void
}

/**
 * A histogram works the labels out anew for each observation, which takes longer than anything else that is counted. So
 * observations are held, and handed over together.
 * @param names of the labels
 */
export const createDurations = <Label extends string>(
  histogram: Pick<Histogram<Label>, 'observe'>,
  names: readonly Label[],
): Durations<Label> => {
  const held = new Map<string, { readonly labels: Readonly<Record<Label, string>>; seconds: number[] }>()

  const handOver = ({ labels, seconds }: { labels: Readonly<Record<Label, string>>; seconds: number[] }) => {
    for (const one of seconds.splice(0)) histogram.observe(labels, one)
  }

  return {
    observe(labels, seconds) {
      let key = ''
      for (const name of names) key += `${labels[name]} `
      let series = held.get(key)
      if (!series) {
        series = { labels: { ...labels }, seconds: [] }
        held.set(key, series)
      }
      if (series.seconds.push(seconds) >= MAX_HELD) handOver(series)
    },
    flush() {
      for (const series of held.values()) handOver(series)
    },
  }
}
