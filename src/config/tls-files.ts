import { createPrivateKey, X509Certificate } from 'node:crypto'
import type { NetworkName } from '../global-id.ts'
import { Secret } from '../secret.ts'
import type { Given } from './environment.ts'
import { whyUnreadable } from './keystore.ts'
import type { TlsSettings } from './settings.ts'
import type { ReadSettingFile } from './source.ts'

/** The PEM files of each network. */
export type Tls = Readonly<Record<NetworkName, TlsSettings | undefined>>

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

const certificatesOf = (pem: string): X509Certificate[] => {
  const found = (pem.match(CERTIFICATE) ?? []).map((one) => new X509Certificate(one))
  if (found.length === 0) throw new Error('none')
  return found
}

const isKeyOf = (key: string, cert: string): boolean =>
  certificatesOf(cert)[0]?.checkPrivateKey(createPrivateKey(key)) === true

/** What OpenSSL says would not help: what is expected does. */
const succeeds = (read: () => unknown): boolean => {
  try {
    read()
    return true
  } catch {
    return false
  }
}

/**
 * Reads the certificates and keys that the settings name.
 *
 * @returns them with the problems, which never quote their content
 */
export function readTlsFiles(
  given: Given,
  readFile: ReadSettingFile,
): { readonly found: Tls; readonly problems: readonly string[] } {
  const problems: string[] = []

  /** The text of a file; undefined if there is none that is as expected. */
  const read = (name: string, expected: string, check: (pem: string) => unknown): string | undefined => {
    const path = given[name]
    if (path === undefined) return undefined
    let pem: string
    try {
      pem = readFile(name, path)
    } catch (error) {
      problems.push(`${name} ${whyUnreadable(error)}`)
      return undefined
    }
    if (succeeds(() => check(pem))) return pem
    problems.push(`${name} must be the path of a PEM file with ${expected}`)
    return undefined
  }

  const readNetwork = (prefix: string): TlsSettings | undefined => {
    const ca = read(`${prefix}_CA_FILE`, 'certificates', certificatesOf)
    const cert = read(`${prefix}_CERT_FILE`, 'a certificate', certificatesOf)
    const key = read(`${prefix}_KEY_FILE`, 'a private key, without a password', createPrivateKey)
    if (cert !== undefined && key !== undefined && !isKeyOf(key, cert)) {
      problems.push(`${prefix}_KEY_FILE is not the key of ${prefix}_CERT_FILE`)
    }
    if (ca === undefined && cert === undefined) return undefined
    return { ca, cert, key: key === undefined ? undefined : new Secret(key) }
  }

  const found = { mixin: readNetwork('MIXIN'), sealtalk: readNetwork('SEALTALK') }
  return { found, problems }
}
