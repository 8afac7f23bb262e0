import type { Sandbox } from '../../../../sandbox/index.ts'

/** What can be checked once a command has ended, or once the program that it started is ready. */
export interface Seen {
  /** The checkout in which it ran. */
  readonly folder: string
  /** Its output so far. */
  said(): string
  /** Where the program listens; empty if the command has ended. */
  readonly address: string
  readonly networks: Sandbox
  /** The first match of a pattern in its output. */
  until(pattern: RegExp): Promise<unknown>
  /** Ends the program, and waits for that. */
  end(): Promise<void>
}

/** The expected outcome of a command on a page. */
export interface Outcome {
  /** Its text on the page, without a trailing comment. */
  readonly command: string
  /** Options appended to make it short. */
  readonly more?: string
  /** What this machine lacks for it, and how to get it; undefined if nothing is missing. */
  needs?(): string | undefined
  /** Settings in addition to those of every command. */
  env?(networks: Sandbox): Readonly<Record<string, string>>
  /** For a command that keeps running: what it prints once it is ready. Captures the address. */
  readonly ready?: RegExp
  /** Whether it starts a gateway. It replaces the previous one, and later commands of the page use it. */
  readonly isGateway?: boolean
  /** Checks the outcome. @throws Error if it is not as the page promises */
  holds(seen: Seen): Promise<void> | void
}
