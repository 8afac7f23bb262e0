import type { NetworkName } from '../global-id.ts'

interface Span {
  readonly from: number
  to: number
}

/** Which upstream calls a request waited for, and how long. Times are by `performance.now()`. */
export class UpstreamTime {
  readonly #begunAt: number
  /** Apart from each other, in order. */
  #spans: Span[] | undefined
  /** Calls that were sent for it, by network. */
  readonly calls: Partial<Record<NetworkName, number>> = {}
  /** Calls for another request that it waited for as well. */
  shared = 0

  /** @param begunAt Calls may have begun earlier, for other requests. */
  constructor(begunAt = performance.now()) {
    this.#begunAt = begunAt
  }

  /** A call has ended. Calls are added in the order of their ends. @param isShared whether it was sent for another request */
  add(startedAt: number, endedAt: number, network: NetworkName, isShared = false): void {
    if (isShared) this.shared += 1
    else this.calls[network] = (this.calls[network] ?? 0) + 1
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
