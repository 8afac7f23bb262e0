import type { Sandbox } from '../../../../sandbox/index.ts'

/** What there is to look at once a command has ended, or what it has started is ready. */
export interface Seen {
  /** The checkout in which it was typed. */
  readonly folder: string
  /** What it has printed so far. */
  said(): string
  /** Where what it has started listens; empty where it ends by itself. */
  readonly address: string
  readonly networks: Sandbox
  /** What a pattern finds in what it prints, as soon as it does. */
  until(pattern: RegExp): Promise<unknown>
  /** Ends what it has started, and waits for that. */
  end(): Promise<void>
}

/** What has to come of a command that a page shows. */
export interface Outcome {
  /** As the page has it, without a comment behind it. */
  readonly command: string
  /** Options that make it short, behind its own. */
  readonly more?: string
  /** What this machine lacks for it, and how to get it; undefined where nothing is missing. */
  needs?(): string | undefined
  /** Settings beside those that every command gets. */
  env?(networks: Sandbox): Readonly<Record<string, string>>
  /** What it prints once it is ready, with its address in brackets: of a command that stays until it is ended. */
  readonly ready?: RegExp
  /** Whether it starts a gateway, which ends the one before and is what later commands of the page ask. */
  readonly isGateway?: boolean
  /** Looks at what came of it. @throws Error where it is not as the page promises */
  holds(seen: Seen): Promise<void> | void
}
