import { hkdfSync, randomBytes } from 'node:crypto'
import type { Secret } from '../secret.ts'
import { createKeyedDigest } from './keyed-digest.ts'

/**
 * Who may see a value: the first part of every key under which a model is cached or a call is shared. No value of one
 * scope is ever returned for another.
 */
export type Scope = `bot:${string}` | `viewer:${string}`

/** The scope of the bot. */
export const botScope = (appId: string): Scope => `bot:${appId}`

/** Names a text without revealing it. The same text always has the same name. */
export type Pseudonym = (text: string) => string

/**
 * @param use names of one use cannot be matched with those of another
 * @param secret gives several gateways the same names; default: random for the life of the process
 */
export const createPseudonym = (use: string, secret?: Secret): Pseudonym => {
  const bytes = secret
    ? Buffer.from(hkdfSync('sha256', secret.reveal(), '', `parley ${use}`, 32))
    : randomBytes(32)
  return createKeyedDigest(bytes)
}

/** The scope of a credential. It does not reveal the credential. */
export type ViewerScope = (credential: string) => Scope

/** @param secret gives several gateways the same scopes; default: random for the life of the process */
export const createViewerScope = (secret?: Secret): ViewerScope => {
  const nameOf = createPseudonym('scopes', secret)
  return (credential) => `viewer:${nameOf(credential)}`
}

/** Characters of a digest in the log: enough to tell accounts apart, and too few to be taken for a secret. */
const LOGGED_DIGEST_LENGTH = 16

/** A digest as the log has it. */
export const toLoggedDigest = (digest: string): string => digest.slice(0, LOGGED_DIGEST_LENGTH)

/** The owner of a budget as the log has it: `bot`, or a digest of a credential or an address. */
export const nameOfScope = (scope: string): string =>
  scope.startsWith('bot:') ? 'bot' : toLoggedDigest(scope.slice(scope.indexOf(':') + 1))

/** Most bytes of a cache that a viewer keeps while others need room. */
const VIEWER_FLOOR_BYTES = 64 * 1024

/**
 * How many bytes of a cache each scope keeps while others need room: a viewer little, and what callers share half, since
 * it serves them all.
 */
export const cacheFloors =
  (maxBytes: number) =>
  (scope: string): number =>
    scope.startsWith('viewer:') ? Math.min(VIEWER_FLOOR_BYTES, maxBytes / 64) : maxBytes / 2
