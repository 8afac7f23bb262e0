import { createHash } from 'node:crypto'

/**
 * Returns `start.<digest of the content>.js` for `start.js`. A changed file has another name, so each can be
 * cached for ever.
 */
export function digestedName(name: string, content: string): string {
  const digest = createHash('sha256').update(content).digest('base64url').slice(0, 12)
  const [stem, extension] = name.split('.')
  return `${stem}.${digest}.${extension}`
}
