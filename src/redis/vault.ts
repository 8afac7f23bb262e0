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

/** Every name in Redis begins so; the number goes up when what is stored under one means something else. */
const PREFIX = 'parley:1'

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Names and values as they lie in Redis: whoever can read or write there learns nothing and can forge nothing. */
export interface Vault {
  /** `parley:1:<kind>:<digest of the parts>`. The kind stays readable for operators. */
  nameOf(kind: string, ...parts: readonly string[]): string
  /** Bytes that are good under this name alone. */
  seal(name: string, value: unknown): Buffer
  /** Undefined for anything that was not sealed with the same secret, under the same name. */
  open(name: string, sealed: Buffer): unknown
}

export const createVault = (secret: Secret): Vault => {
  const derive = (use: string) =>
    createSecretKey(Buffer.from(hkdfSync('sha256', secret.reveal(), '', `parley shared ${use}`, 32)))
  const digest = (key: KeyObject, text: string): Buffer => createHmac('sha256', key).update(text).digest()
  const nameKey = derive('names')
  const valueKey = derive('values')

  return {
    nameOf(kind, ...parts) {
      const mark = digest(nameKey, JSON.stringify([kind, ...parts])).toString('base64url')
      return `${PREFIX}:${kind.replaceAll(' ', '-')}:${mark}`
    },
    seal(name, value) {
      const nonce = randomBytes(NONCE_BYTES)
      // A key for each name: no value is good elsewhere, and no key ever meets enough nonces to repeat one.
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
