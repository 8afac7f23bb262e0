import { createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto'
import type { Secret } from '../secret.ts'

/**
 * Whose view of an upstream something is: the first part of every key under which a model is cached,
 * a call is shared or a loader batches. Nothing of one scope ever answers another.
 */
export type Scope = `bot:${string}` | `viewer:${string}`

/** The bot's own view. */
export const botScope = (appId: string): Scope => `bot:${appId}`

/** A name for a text that does not give it away: the same text, the same name. */
export type Pseudonym = (text: string) => string

/**
 * @param use names of one use tell nothing of those of another
 * @param secret makes several gateways agree; random for the life of the process where left out
 */
export const createPseudonym = (use: string, secret?: Secret): Pseudonym => {
  const bytes = secret
    ? Buffer.from(hkdfSync('sha256', secret.reveal(), '', `parley ${use}`, 32))
    : randomBytes(32)
  // Made once: out of bytes it would be made for each name, and that takes five times as long as the rest.
  const key = createSecretKey(bytes)
  return (text) => createHmac('sha256', key).update(text).digest('base64url')
}

/** The view of whoever holds a credential; the scope does not give the credential away. */
export type ViewerScope = (credential: string) => Scope

/** @param secret makes several gateways agree on their viewers; random for the life of the process where left out */
export const createViewerScope = (secret?: Secret): ViewerScope => {
  const nameOf = createPseudonym('scopes', secret)
  return (credential) => `viewer:${nameOf(credential)}`
}
