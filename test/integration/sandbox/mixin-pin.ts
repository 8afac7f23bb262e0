import {
  createCipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  randomBytes,
} from 'node:crypto'

/** What makes up an encrypted PIN. */
export type PinParts = {
  /** Six ASCII bytes, or a 64-byte TIP signature. */
  pin: Buffer
  seconds: number
  iterator: bigint
  /** Hex Ed25519 seed of the bot's session. */
  sessionSeed: string
  /** X25519 public key of the server. */
  serverKey: Buffer
}

const x25519Secret = (sessionSeed: string, serverKey: Buffer): Buffer => {
  const scalar = createHash('sha512').update(Buffer.from(sessionSeed, 'hex')).digest().subarray(0, 32)
  const der = (header: string, raw: Buffer) => Buffer.concat([Buffer.from(header, 'hex'), raw])
  return diffieHellman({
    privateKey: createPrivateKey({
      key: der('302e020100300506032b656e04220420', scalar),
      format: 'der',
      type: 'pkcs8',
    }),
    publicKey: createPublicKey({
      key: der('302a300506032b656e032100', serverKey),
      format: 'der',
      type: 'spki',
    }),
  })
}

const uint64 = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(value)
  return bytes
}

/** Encrypts a PIN: base64url without padding of IV and AES-256-CBC. */
export const encryptPin = ({ pin, seconds, iterator, sessionSeed, serverKey }: PinParts): string => {
  const iv = randomBytes(16)
  const cipher = createCipheriv('aes-256-cbc', x25519Secret(sessionSeed, serverKey), iv)
  const plain = Buffer.concat([pin, uint64(BigInt(seconds)), uint64(iterator)])
  return Buffer.concat([iv, cipher.update(plain), cipher.final()]).toString('base64url')
}
