import { createPublicKey, type KeyObject } from 'node:crypto'
import { failure, type CheckResult, ok, warning } from '../check-result.ts'
import type { Secret } from '../../secret.ts'
import { type BotSettings, type Keystore, openKeystore } from './keystore.ts'

const CHECK = 'mixin keys'
const ANEW = 'copy it anew from the developer dashboard'

/** The 32 bytes of a public key. */
const rawOf = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' }).subarray(-32)

/** Old keystores spell the public half of a session key behind its seed; undefined where there is none. */
const spelledHalf = (privateKey: Secret): Buffer | undefined => {
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

/** Whether the keys of a bot can be read and belong together, as far as they tell by themselves. No call. */
export const checkKeys = (
  bot: BotSettings | undefined,
  proof: { readonly pin?: Secret | undefined; readonly spendKey?: Secret | undefined },
): CheckResult => {
  if (!bot) return ok(CHECK, 'no bot is configured: callers bring tokens of their own')
  const keystore = open(bot)
  if (!keystore) return failure(CHECK, 'a key of the bot cannot be read', ANEW)
  const half = spelledHalf(bot.sessionPrivateKey)
  if (half && !rawOf(createPublicKey(keystore.signingKey)).equals(half)) {
    return failure(CHECK, 'the two halves of the session private key do not belong together', ANEW)
  }
  const { serverKey, agreementKey } = keystore
  if (serverKey && rawOf(createPublicKey(agreementKey)).equals(rawOf(serverKey))) {
    return failure(CHECK, "the server's public key is the bot's own: PINs would be refused", ANEW)
  }
  const hasProof = proof.pin !== undefined || proof.spendKey !== undefined
  if (hasProof && !serverKey) {
    return warning(
      CHECK,
      'no PIN can be encrypted without the public key of the server, so authorizeApp fails',
      'set MIXIN_SERVER_PUBLIC_KEY, or take a keystore that has it',
    )
  }
  const pin = hasProof ? 'a PIN can be sent' : 'no PIN is set, so authorizeApp is off'
  return ok(CHECK, `the session private key can be read, ${pin}`)
}
