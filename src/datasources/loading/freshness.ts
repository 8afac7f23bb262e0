/** How long a copy is good for, in milliseconds since its fetch. */
export interface Freshness {
  /** Answered without a thought. */
  readonly freshMs: number
  /** Answered, and fetched anew behind the answer's back. Same as `freshMs`: never. */
  readonly revalidateMs: number
  /** Answered only where the upstream is limited or down. */
  readonly staleMs: number
  /** How long "there is no such thing" is believed. */
  readonly absentMs: number
}
