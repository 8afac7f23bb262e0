import { z } from 'zod'
import { pin, secret, serverPublicKey, sessionPrivateKey, uuid } from './kinds.ts'

/** The fields Parley uses, each with the names it has in new and old keystores; the first that is filled counts. */
const spellings = {
  appId: ['app_id', 'client_id', 'user_id'],
  sessionId: ['session_id'],
  sessionPrivateKey: ['session_private_key', 'private_key'],
  serverPublicKey: ['server_public_key', 'pin_token', 'pin_token_base64'],
  clientSecret: ['client_secret'],
  pin: ['pin'],
} as const

const keystore = z.object({
  appId: uuid,
  sessionId: uuid,
  sessionPrivateKey,
  serverPublicKey: serverPublicKey.optional(),
  clientSecret: secret.optional(),
  pin: pin.optional(),
})

/** A bot's keystore, with the keys as they were spelt. */
export type Keystore = z.infer<typeof keystore>

/**
 * Reads a Mixin keystore file, old or new field names; other fields are ignored.
 *
 * @returns the keystore, or what is wrong with it, in sentences that hold nothing of its content
 * @see docs/networks/mixin.md
 */
export function readKeystore(
  path: string,
  readFile: (path: string) => string,
): { keystore?: Keystore; problems: string[] } {
  const content = readJson(path, readFile)
  if (content.problem !== undefined) return { problems: [content.problem] }
  const fields = Object.entries(spellings).map(([field, names]) => [
    field,
    names.map((name) => content.json[name]).find((value) => (value ?? '') !== ''),
  ])
  const read = keystore.safeParse(Object.fromEntries(fields))
  if (read.success) return { keystore: read.data, problems: [] }
  return { problems: read.error.issues.map((issue) => explain(issue)) }
}

/** Some editors write one. */
const BYTE_ORDER_MARK = /^\uFEFF/

/** In words, where people meet with it; never the path, which may be a keystore that was pasted in its place. */
const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is none: ENOENT',
  EACCES: 'the user that Parley runs as may not: EACCES',
  EISDIR: 'it is a folder: EISDIR',
  ENAMETOOLONG: 'the path is too long: is it the file itself? ENAMETOOLONG',
}

function readJson(path: string, readFile: (path: string) => string) {
  let file: string
  try {
    file = readFile(path)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    return { problem: `has to be the path of a file that can be read (${UNREADABLE[code] ?? code})` }
  }
  try {
    return { json: z.record(z.string(), z.unknown()).parse(JSON.parse(file.replace(BYTE_ORDER_MARK, ''))) }
  } catch {
    return { problem: 'has to be the path of a JSON file that holds one object' }
  }
}

function explain(issue: z.core.$ZodIssue): string {
  const names = Object.entries(spellings).find(([field]) => field === issue.path[0])?.[1] ?? []
  const message = issue.code === 'custom' ? issue.message : 'has to be there as text'
  return `names a file in which ${names.join(' or ')} ${message}`
}
