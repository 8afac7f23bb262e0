import { z } from 'zod'
import { keystorePin, secret, serverPublicKey, sessionPrivateKey, spendKey, uuid } from './kinds.ts'

/** The fields that Parley reads, with their names in new and old keystores. The first non-empty one applies. */
const spellings = {
  appId: ['app_id', 'client_id', 'user_id'],
  sessionId: ['session_id'],
  sessionPrivateKey: ['session_private_key', 'private_key'],
  serverPublicKey: ['server_public_key', 'pin_token', 'pin_token_base64'],
  clientSecret: ['client_secret'],
  pin: ['pin'],
  spendKey: ['spend_private_key'],
} as const

const keystore = z.object({
  appId: uuid,
  sessionId: uuid,
  sessionPrivateKey,
  serverPublicKey: serverPublicKey.optional(),
  clientSecret: secret.optional(),
  pin: keystorePin.optional(),
  spendKey: spendKey.optional(),
})

/** A bot's keystore, with the keys in their original encoding. */
export type Keystore = z.infer<typeof keystore>

/**
 * Reads a Mixin keystore file with old or new field names. Ignores other fields.
 *
 * @returns the keystore, or its problems, which never quote its content
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
  return { problems: read.error.issues.map((issue) => describeIssue(issue)) }
}

/** Some editors write it at the start of a file. */
const BYTE_ORDER_MARK = /^\uFEFF/

/** Common errors in words. Never the path: it may be the content of a keystore, pasted by mistake. */
const UNREADABLE: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file: ENOENT',
  EACCES: 'the user that runs Parley may not read it: EACCES',
  EISDIR: 'it is a directory: EISDIR',
  ENCODING: 'it is neither UTF-8 nor UTF-16 with a byte order mark',
  ENAMETOOLONG: 'the path is too long, is it the content of the file? ENAMETOOLONG',
}

/** Why a file cannot be read, in words. */
export function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  return `must be the path of a readable file (${UNREADABLE[code] ?? code})`
}

function readJson(path: string, readFile: (path: string) => string) {
  let file: string
  try {
    file = readFile(path)
  } catch (error) {
    return { problem: whyUnreadable(error) }
  }
  try {
    return { json: z.record(z.string(), z.unknown()).parse(JSON.parse(file.replace(BYTE_ORDER_MARK, ''))) }
  } catch {
    return { problem: 'must be the path of a JSON file that contains one object' }
  }
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const names = Object.entries(spellings).find(([field]) => field === issue.path[0])?.[1] ?? []
  const message = issue.code === 'custom' ? issue.message : 'must be a string'
  return `names a file whose ${names.join(' or ')} ${message}`
}
