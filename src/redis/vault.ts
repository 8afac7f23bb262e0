import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto'
import { parseJson } from '../json.ts'
import type { Secret } from '../secret.ts'

/** Prefix of every name in Redis; the number changes when the meaning of stored values does. */
export const PREFIX = 'parley:1'

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Hashes names and encrypts values: access to Redis alone reveals nothing and cannot forge anything. */
export interface Vault {
  /** `parley:1:<kind>:<digest of the parts>`. The kind is readable, for operators. */
  nameOf(kind: string, ...parts: readonly string[]): string
  /**
   * `parley:1:<kind>:{<digest of the parts>}`. Names that differ in their kinds alone have the same digest, and in a
   * cluster the same slot.
   */
  slotNameOf(kind: string, ...parts: readonly string[]): string
  /** Encrypts a value; the result is valid for this name only. */
  seal(name: string, value: unknown): Buffer
  /** Decrypts; undefined unless the value was sealed with the same secret for the same name. */
  open(name: string, sealed: Buffer): unknown
}

export const createVault = (secret: Secret): Vault => {
  const derive = (use: string) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', secret.reveal(), '', `parley shared ${use}`, 32)))
  const digest = (key: KeyObject, text: string): Buffer => createHmac('sha256', key).update(text).digest()
  const nameKey = derive('names')
  const valueKey = derive('values')

  const prefixOf = (kind: string): string => `${PREFIX}:${kind.replaceAll(' ', '-')}`
  const nameDigest = (parts: readonly string[]): string =>
    digest(nameKey, JSON.stringify(parts)).toString('base64url')

  return {
    nameOf: (kind, ...parts) => `${prefixOf(kind)}:${nameDigest([kind, ...parts])}`,
    slotNameOf: (kind, ...parts) => `${prefixOf(kind)}:{${nameDigest(parts)}}`,
    seal(name, value) {
      const nonce = randomBytes(NONCE_BYTES)
      // One key per name: a value is valid only there, and no key is used often enough to repeat a nonce.
      const cipher = createCipheriv(CIPHER, digest(valueKey, name), nonce)
      return Buffer.concat([nonce, cipher.update(JSON.stringify(value)), cipher.final(), cipher.getAuthTag()])
    },
    open(name, sealed) {
      if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined
      const nonce = sealed.subarray(0, NONCE_BYTES)
      const decipher = createDecipheriv(CIPHER, digest(valueKey, name), nonce, { authTagLength: TAG_BYTES })
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
      try {
        const text = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES))
        return parseJson(Buffer.concat([text, decipher.final()]).toString())
      } catch {
        return undefined
      }
    },
  }
}
