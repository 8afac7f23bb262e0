/** How to run an attack. */
export interface AttackOptions {
  /** Length of the attack in seconds. */
  readonly seconds: number
  /** The checkout whose gateway is attacked. Default: this one. */
  readonly checkout: string
}

/** What each file of `scripts/attack/` exports as `attack`. */
export interface Attack {
  /** One sentence for the list of attacks. */
  readonly description: string
  /** Default length in seconds. */
  readonly seconds: number
  /** Attacks a gateway of its own, and resolves to the figures to print. */
  run(options: AttackOptions): Promise<Figures>
}

/** Figures by name. */
export type Figures = Readonly<Record<string, string | number>>
