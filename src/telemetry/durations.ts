import type { Histogram } from 'prom-client'

/** Observations of one combination of labels that are held at most. */
const MAX_HELD = 256

/** Collects observations for a histogram. */
export interface Durations<Label extends string> {
  observe(labels: Readonly<Record<Label, string>>, seconds: number): void
  /** Hands over what is held. To be called before the histogram is read. */
  flush(): void
}

interface Series<Label extends string> {
  readonly labels: Readonly<Record<Label, string>>
  readonly seconds: number[]
}

/** The series of labels that begin alike, by the value of the next one. */
interface Branch<Label extends string> {
  readonly branches: Map<string, Branch<Label>>
  series: Series<Label> | undefined
}

const createBranch = <Label extends string>(): Branch<Label> => ({ branches: new Map(), series: undefined })

/**
 * A histogram works the labels out anew for each observation, which takes longer than anything else that is counted. So
 * observations are held, and handed over together.
 * @param names of the labels
 */
export const createDurations = <Label extends string>(
  histogram: Pick<Histogram<Label>, 'observe'>,
  names: readonly Label[],
): Durations<Label> => {
  const root = createBranch<Label>()
  const all: Series<Label>[] = []

  const seriesOf = (labels: Readonly<Record<Label, string>>): Series<Label> => {
    let branch = root
    for (const name of names) {
      let next = branch.branches.get(labels[name])
      if (!next) branch.branches.set(labels[name], (next = createBranch()))
      branch = next
    }
    if (branch.series) return branch.series
    branch.series = { labels: { ...labels }, seconds: [] }
    all.push(branch.series)
    return branch.series
  }

  const handOver = ({ labels, seconds }: Series<Label>): void => {
    for (const one of seconds.splice(0)) histogram.observe(labels, one)
  }

  return {
    observe(labels, seconds) {
      const series = seriesOf(labels)
      if (series.seconds.push(seconds) >= MAX_HELD) handOver(series)
    },
    flush: () => all.forEach(handOver),
  }
}
