import {
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  type KeyObject,
  verify,
} from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ed25519FromSeed, openKeystore } from '../../../../src/datasources/mixin/keystore.ts'
import { createPinSender } from '../../../../src/datasources/mixin/pin.ts'
import { GatewayError } from '../../../../src/errors.ts'
import { createAttemptLimiter } from '../../../../src/upstream/rate-limits/attempt-limiter.ts'
import { Secret } from '../../../../src/secret.ts'
import { clockOf } from '../../../support/time.ts'

/** The server's side: its Ed25519 seed, and the X25519 key that goes with it. */
const server = generateKeyPairSync('ed25519')
const seedOf = (key: KeyObject) => key.export({ format: 'der', type: 'pkcs8' }).subarray(16)
const x25519Of = (seed: Buffer) =>
  createPrivateKey({
    key: Buffer.concat([
      Buffer.from('302e020100300506032b656e04220420', 'hex'),
      createHash('sha512').update(seed).digest().subarray(0, 32),
    ]),
    format: 'der',
    type: 'pkcs8',
  })
const serverAgreement = x25519Of(seedOf(server.privateKey))
const bot = generateKeyPairSync('ed25519')
const botSeed = seedOf(bot.privateKey)
const serverPublicHex = server.publicKey.export({ format: 'der', type: 'spki' }).subarray(12).toString('hex')

const keystoreWith = (serverPublicKey: string) =>
  openKeystore({
    appId: '11efbb75-e7fe-44d7-a14f-698535289310',
    sessionId: 'a0000000-0000-4000-8000-000000000000',
    sessionPrivateKey: new Secret(botSeed.toString('hex')),
    serverPublicKey: new Secret(serverPublicKey),
  })

const decrypt = (pinBase64: string) => {
  const bytes = Buffer.from(pinBase64, 'base64url')
  const key = diffieHellman({ privateKey: serverAgreement, publicKey: createPublicKey(x25519Of(botSeed)) })
  const cipher = createDecipheriv('aes-256-cbc', key, bytes.subarray(0, 16))
  const plain = Buffer.concat([cipher.update(bytes.subarray(16)), cipher.final()])
  return {
    pin: plain.subarray(0, -16),
    seconds: plain.readBigUInt64LE(plain.length - 16),
    iterator: plain.readBigUInt64LE(plain.length - 8),
  }
}

const NOW = 1_700_000_000_123
const sender = (attempts = createAttemptLimiter(clockOf(() => NOW))) =>
  createPinSender(keystoreWith(serverPublicHex), () => NOW, attempts)
const wrongPin = () =>
  Promise.reject(new GatewayError('VERIFICATION_FAILED', 'wrong', { upstreamCode: 20119 }))

describe('sending a PIN', () => {
  it('encrypts six digits so that the server can read them, with its time in seconds', async () => {
    const { pin, seconds } = decrypt(await sender().use('123456', 'any', async (encrypted) => encrypted))

    expect(pin.toString()).toBe('123456')
    expect(seconds).toBe(1_700_000_000n)
  })

  it('accepts the server key in its old format: the X25519 form in base64', async () => {
    const x25519Public = createPublicKey(serverAgreement).export({ format: 'der', type: 'spki' }).subarray(12)
    const keystore = keystoreWith(x25519Public.toString('base64'))
    const old = createPinSender(keystore, () => NOW, createAttemptLimiter(clockOf(() => NOW)))

    expect(decrypt(await old.use('654321', 'any', async (encrypted) => encrypted)).pin.toString()).toBe(
      '654321',
    )
  })

  it('signs the action with the spend key of a bot that uses TIP', async () => {
    const spend = generateKeyPairSync('ed25519')
    const spendSeed = seedOf(spend.privateKey)
    const { pin } = decrypt(
      await sender().use(spendSeed.toString('hex'), 'TIP:OAUTH:APPROVE:x', async (it) => it),
    )

    const digest = createHash('sha256').update('TIP:OAUTH:APPROVE:x').digest()
    expect(verify(null, digest, createPublicKey(ed25519FromSeed(spendSeed)), pin)).toBe(true)
  })

  it('never uses an iterator twice or backwards, also within one millisecond', async () => {
    const pins = sender()
    const iterators = await Promise.all(
      Array.from({ length: 20 }, () =>
        pins.use('123456', 'any', async (encrypted) => decrypt(encrypted).iterator),
      ),
    )

    expect(iterators).toEqual([...new Set(iterators)].sort((a, b) => (a < b ? -1 : 1)))
  })

  it('stops after three wrong PINs, also when many are sent at once', async () => {
    const pins = sender()
    let sent = 0
    const attempts = Array.from({ length: 10 }, () =>
      pins.use('123456', 'any', () => {
        sent += 1
        return wrongPin()
      }),
    )

    await expect(Promise.allSettled(attempts)).resolves.toHaveLength(10)
    expect(sent).toBe(3)
    await expect(pins.check('123456')).rejects.toThrow('Too many wrong PINs')
  })

  it('rejects a malformed PIN before anything is encrypted', async () => {
    for (const pin of ['12345', '1234567', 'abcdef', '', 'g'.repeat(64)]) {
      await expect(sender().check(pin)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' })
    }
  })
})
