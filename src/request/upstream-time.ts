interface Span {
  readonly from: number
  to: number
}

/** How long a request waited for upstream calls. Times are by `performance.now()`. */
export class UpstreamTime {
  readonly #begunAt: number
  /** Apart from each other, in order. */
  #spans: Span[] | undefined

  /** @param begunAt Calls may have begun earlier, for other requests. */
  constructor(begunAt = performance.now()) {
    this.#begunAt = begunAt
  }

  /** A call has ended. Calls are added in the order of their ends. */
  add(startedAt: number, endedAt: number): void {
    const from = Math.max(startedAt, this.#begunAt)
    const spans = (this.#spans ??= [])
    let last = spans.at(-1)
    while (last && last.from >= from) {
      spans.pop()
      last = spans.at(-1)
    }
    if (last && last.to >= from) last.to = endedAt
    else spans.push({ from, to: endedAt })
  }

  /** Milliseconds with at least one call under way: those at the same time count once. */
  totalMs(): number {
    return this.#spans?.reduce((sum, { from, to }) => sum + to - from, 0) ?? 0
  }
}
