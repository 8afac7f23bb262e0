import { createPublicKey, type KeyObject } from 'node:crypto'
import { failure, type CheckResult, ok, warning } from '../check-result.ts'
import type { Secret } from '../../secret.ts'
import { type BotSettings, type Keystore, openKeystore } from './keystore.ts'

const CHECK = 'mixin keys'
const COPY_AGAIN = 'copy it again from the developer dashboard'

/** The raw 32 bytes of a public key. */
const rawOf = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' }).subarray(-32)

/** The public key that old keystores append to the seed; undefined if there is none. */
const appendedPublicKey = (privateKey: Secret): Buffer | undefined => {
  const text = privateKey.reveal()
  const bytes = /^[0-9a-f]{64}$/i.test(text) ? undefined : Buffer.from(text, 'base64')
  return bytes?.length === 64 ? bytes.subarray(32) : undefined
}

const open = (bot: BotSettings): Keystore | undefined => {
  try {
    return openKeystore(bot)
  } catch {
    return undefined
  }
}

/** Checks, without a call, whether the keys of a bot can be decoded and belong together. */
export const checkKeys = (
  bot: BotSettings | undefined,
  proof: { readonly pin?: Secret | undefined; readonly spendKey?: Secret | undefined },
): CheckResult => {
  if (!bot) return ok(CHECK, 'no bot is configured: callers send their own tokens')
  const keystore = open(bot)
  if (!keystore) return failure(CHECK, 'a key of the bot cannot be decoded', COPY_AGAIN)
  const publicKey = appendedPublicKey(bot.sessionPrivateKey)
  if (publicKey && !rawOf(createPublicKey(keystore.signingKey)).equals(publicKey)) {
    return failure(CHECK, 'the two halves of the session private key do not match', COPY_AGAIN)
  }
  const { serverKey, agreementKey } = keystore
  if (serverKey && rawOf(createPublicKey(agreementKey)).equals(rawOf(serverKey))) {
    return failure(CHECK, "the server's public key is the bot's own: Mixin would refuse PINs", COPY_AGAIN)
  }
  const hasProof = proof.pin !== undefined || proof.spendKey !== undefined
  if (hasProof && !serverKey) {
    return warning(
      CHECK,
      'PINs cannot be encrypted without the server public key, so authorizeApp fails',
      'set MIXIN_SERVER_PUBLIC_KEY, or use a keystore that contains it',
    )
  }
  const pin = hasProof ? 'a PIN can be sent' : 'no PIN is set, so authorizeApp requires one'
  return ok(CHECK, `the session private key can be decoded, ${pin}`)
}
