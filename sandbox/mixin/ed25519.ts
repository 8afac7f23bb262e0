import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

const PRIME = 2n ** 255n - 19n

// DER headers of raw 32-byte keys (RFC 8410): node:crypto takes no raw ones.
const DER = {
  ed25519Private: Buffer.from('302e020100300506032b657004220420', 'hex'),
  ed25519Public: Buffer.from('302a300506032b6570032100', 'hex'),
  x25519Private: Buffer.from('302e020100300506032b656e04220420', 'hex'),
  x25519Public: Buffer.from('302a300506032b656e032100', 'hex'),
}

const privateKey = (header: Buffer, raw: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([header, raw]), format: 'der', type: 'pkcs8' })

const publicKey = (header: Buffer, raw: Buffer): KeyObject =>
  createPublicKey({ key: Buffer.concat([header, raw]), format: 'der', type: 'spki' })

/** An Ed25519 pair of a 32-byte seed, and its public half as 32 raw bytes. */
export type Ed25519Pair = { seed: Buffer; privateKey: KeyObject; publicKey: KeyObject; publicBytes: Buffer }

/** The Ed25519 pair that belongs to a seed. */
export const ed25519Pair = (seed: Buffer): Ed25519Pair => {
  const key = privateKey(DER.ed25519Private, seed)
  const pub = createPublicKey(key)
  const publicBytes = pub.export({ format: 'der', type: 'spki' }).subarray(DER.ed25519Public.length)
  return { seed, privateKey: key, publicKey: pub, publicBytes }
}

/** A raw 32-byte Ed25519 public key as a key object. */
export const ed25519Public = (raw: Buffer): KeyObject => publicKey(DER.ed25519Public, raw)

const power = (base: bigint, exponent: bigint): bigint => {
  let result = 1n
  for (let square = base % PRIME, left = exponent; left > 0n; left >>= 1n) {
    if (left & 1n) result = (result * square) % PRIME
    square = (square * square) % PRIME
  }
  return result
}

/** X25519 form of an Ed25519 public key: u = (1 + y) / (1 - y), little-endian bytes. */
export const x25519BytesOf = (ed25519Bytes: Buffer): Buffer => {
  const bytes = Buffer.from(ed25519Bytes).reverse()
  const y = BigInt(`0x${bytes.toString('hex')}`) & (2n ** 255n - 1n)
  const inverse = power((1n - y + PRIME) % PRIME, PRIME - 2n)
  const u = ((1n + y) * inverse) % PRIME
  return Buffer.from(u.toString(16).padStart(64, '0'), 'hex').reverse()
}

/** The X25519 public key of an Ed25519 public key. */
export const x25519Public = (ed25519Bytes: Buffer): KeyObject =>
  publicKey(DER.x25519Public, x25519BytesOf(ed25519Bytes))

/** The X25519 private key of an Ed25519 seed; node:crypto clamps it. */
export const x25519Private = (seed: Buffer): KeyObject =>
  privateKey(DER.x25519Private, createHash('sha512').update(seed).digest().subarray(0, 32))
