import { createCipheriv, createHash, diffieHellman, type KeyObject, randomBytes, sign } from 'node:crypto'
import { badUserInput, GatewayError, isGatewayError, unsupported } from '../../errors.ts'
import { ed25519FromSeed, type Keystore } from './keystore.ts'

/** Wrong PINs after which the gateway sends no further one: the network locks the bot at five a day. */
const MAX_WRONG_PINS = 3

const SIX_DIGITS = /^[0-9]{6}$/
const SPEND_KEY = /^[0-9a-f]{64}$/i

/** Upstream codes of a PIN that was malformed or wrong. */
const WRONG_PIN_CODES: ReadonlySet<number | undefined> = new Set([20118, 20119])

export interface PinSender {
  /** Throws where this PIN would not be sent: its form is wrong, or too many wrong ones were. Sends nothing. */
  check(pin: string): void
  /**
   * Encrypts the PIN for one act and hands it to `send`, one at a time: what was wrong must be known before
   * the next one leaves.
   * @param pin six digits, or the spend key (64 hex digits) of a bot that has moved to TIP.
   * @param tipMessage what a spend key signs; names the act.
   */
  use<Result>(pin: string, tipMessage: string, send: (pinBase64: string) => Promise<Result>): Promise<Result>
}

/** @see docs/networks/mixin.md#pin */
export const createPinSender = ({ agreementKey, serverKey }: Keystore, now: () => number): PinSender => {
  let wrong = 0
  let lastIterator = 0n
  let queue: Promise<unknown> = Promise.resolve()

  /** Nanoseconds since 1970, growing with every use, also within one millisecond. */
  const nextIterator = (): bigint => {
    const time = BigInt(now()) * 1_000_000n
    lastIterator = time > lastIterator ? time : lastIterator + 1n
    return lastIterator
  }

  const check = (pin: string): KeyObject => {
    if (!serverKey) {
      throw unsupported('mixin', 'This gateway has no MIXIN_SERVER_PUBLIC_KEY, so it cannot send a PIN.')
    }
    if (!SIX_DIGITS.test(pin) && !SPEND_KEY.test(pin)) {
      throw badUserInput('pin: expected six digits, or a spend key of 64 hex digits.', 'mixin')
    }
    if (wrong >= MAX_WRONG_PINS) {
      throw new GatewayError(
        'VERIFICATION_FAILED',
        `${MAX_WRONG_PINS} wrong PINs were sent. To keep Mixin from locking the bot, no further one is sent until the operator restarts the gateway.`,
        { network: 'mixin' },
      )
    }
    return serverKey
  }

  const encrypt = (pin: Buffer, key: KeyObject): string => {
    const numbers = Buffer.alloc(16)
    numbers.writeBigUInt64LE(BigInt(Math.floor(now() / 1000)), 0)
    numbers.writeBigUInt64LE(nextIterator(), 8)
    const secret = diffieHellman({ privateKey: agreementKey, publicKey: key })
    const iv = randomBytes(16)
    const cipher = createCipheriv('aes-256-cbc', secret, iv)
    return Buffer.concat([iv, cipher.update(pin), cipher.update(numbers), cipher.final()]).toString(
      'base64url',
    )
  }

  const pinBytes = (pin: string, tipMessage: string): Buffer => {
    if (SIX_DIGITS.test(pin)) return Buffer.from(pin)
    const digest = createHash('sha256').update(tipMessage).digest()
    return sign(null, digest, ed25519FromSeed(Buffer.from(pin, 'hex')))
  }

  const attempt = async <Result>(
    pin: string,
    tipMessage: string,
    send: (pinBase64: string) => Promise<Result>,
  ): Promise<Result> => {
    const encrypted = encrypt(pinBytes(pin, tipMessage), check(pin))
    try {
      return await send(encrypted)
    } catch (error) {
      if (isGatewayError(error) && WRONG_PIN_CODES.has(error.upstreamCode)) wrong += 1
      throw error
    }
  }

  return {
    check: (pin) => void check(pin),
    use(pin, tipMessage, send) {
      const turn = queue.then(() => attempt(pin, tipMessage, send))
      queue = turn.catch(() => undefined)
      return turn
    },
  }
}
