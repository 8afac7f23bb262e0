import { createCipheriv, createHash, diffieHellman, type KeyObject, randomBytes, sign } from 'node:crypto'
import { badUserInput, GatewayError, isGatewayError, unsupported } from '../../errors.ts'
import type { AttemptLimiter, AttemptLimit } from '../../upstream/rate-limits/attempt-limiter.ts'
import { ed25519FromSeed, type Keystore } from './keystore.ts'

/** A burst of wrong PINs, then one a day: at most four within any day, since Mixin locks the bot at five. */
const WRONG_PINS: AttemptLimit = {
  name: 'wrong mixin PINs',
  bucket: { burst: 3, perSecond: 1 / (24 * 60 * 60) },
}

const SIX_DIGITS = /^[0-9]{6}$/
const SPEND_KEY = /^[0-9a-f]{64}$/i

/** Upstream codes of a PIN that was malformed or wrong. */
const WRONG_PIN_CODES: ReadonlySet<number | undefined> = new Set([20118, 20119])

/** The PIN was wrong, or the outcome is unknown, in which case Mixin may have counted it as wrong. */
const mayHaveBeenWrong = (error: unknown): boolean =>
  isGatewayError(error) && (WRONG_PIN_CODES.has(error.upstreamCode) || error.code === 'OUTCOME_UNKNOWN')

const tooManyWrongPins = (retryAfterMs: number): GatewayError =>
  new GatewayError(
    'VERIFICATION_FAILED',
    `Too many wrong PINs: ${WRONG_PINS.bucket.burst} at once, then one a day, so that Mixin does not lock the bot. Retry after the time in retryAfterMs, or ask the operator (docs/limits.md).`,
    { network: 'mixin', retryAfterMs },
  )

export interface PinSender {
  /** Rejects if `use` would not send this PIN: it is malformed, or there were too many wrong ones. */
  check(pin: string): Promise<void>
  /**
   * Encrypts the PIN for one action and passes it to `send`. PINs are sent one after the other, so that a wrong one
   * is known before the next is sent.
   * @param pin six digits, or the spend key (64 hex digits) of a bot that uses TIP
   * @param tipMessage the message that a spend key signs; names the action
   */
  use<Result>(pin: string, tipMessage: string, send: (pinBase64: string) => Promise<Result>): Promise<Result>
}

/** @see docs/networks/mixin.md#pin */
export const createPinSender = (
  { appId, agreementKey, serverKey }: Keystore,
  date: () => number,
  attempts: AttemptLimiter,
): PinSender => {
  let lastIterator = 0n
  let queue: Promise<unknown> = Promise.resolve()

  /** Nanoseconds since 1970, increasing with every use, even within a millisecond. */
  const nextIterator = (): bigint => {
    const time = BigInt(date()) * 1_000_000n
    lastIterator = time > lastIterator ? time : lastIterator + 1n
    return lastIterator
  }

  const checkForm = (pin: string): KeyObject => {
    if (!serverKey) {
      throw unsupported('mixin', 'This gateway cannot send a PIN: MIXIN_SERVER_PUBLIC_KEY is not set.')
    }
    if (!SIX_DIGITS.test(pin) && !SPEND_KEY.test(pin)) {
      throw badUserInput('pin: expected six digits, or a spend key of 64 hex digits.', ['pin'], 'mixin')
    }
    return serverKey
  }

  const encrypt = (pin: Buffer, key: KeyObject): string => {
    const numbers = Buffer.alloc(16)
    numbers.writeBigUInt64LE(BigInt(Math.floor(date() / 1000)), 0)
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
    const key = checkForm(pin)
    const waitMs = await attempts.take(WRONG_PINS, appId, appId)
    if (waitMs > 0) throw tooManyWrongPins(waitMs)
    try {
      const result = await send(encrypt(pinBytes(pin, tipMessage), key))
      attempts.reset(WRONG_PINS, appId)
      return result
    } catch (error) {
      if (!mayHaveBeenWrong(error)) attempts.refund(WRONG_PINS, appId)
      throw error
    }
  }

  return {
    async check(pin) {
      checkForm(pin)
      const waitMs = await attempts.check(WRONG_PINS, appId)
      if (waitMs > 0) throw tooManyWrongPins(waitMs)
    },
    use(pin, tipMessage, send) {
      const turn = queue.then(() => attempt(pin, tipMessage, send))
      queue = turn.catch(() => undefined)
      return turn
    },
  }
}
