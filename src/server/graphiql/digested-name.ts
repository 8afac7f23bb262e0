import { createHash } from 'node:crypto'

/** `start.js` as `start.<digest of its content>.js`: another content is another file, so browsers keep each for good. */
export function digestedName(name: string, content: string): string {
  const digest = createHash('sha256').update(content).digest('base64url').slice(0, 12)
  const [stem, extension] = name.split('.')
  return `${stem}.${digest}.${extension}`
}
