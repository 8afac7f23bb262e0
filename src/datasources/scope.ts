import { createHmac, randomBytes } from 'node:crypto'

/**
 * Whose view of an upstream something is: the first part of every key under which a model is cached,
 * a call is shared or a loader batches. Nothing of one scope ever answers another.
 */
export type Scope = `bot:${string}` | `viewer:${string}`

const processKey = randomBytes(32)

/** The bot's own view. */
export const botScope = (appId: string): Scope => `bot:${appId}`

/** The view of whoever holds this credential; the scope does not give the credential away. */
export const viewerScope = (credential: string, key: Buffer = processKey): Scope =>
  `viewer:${createHmac('sha256', key).update(credential).digest('base64url')}`
