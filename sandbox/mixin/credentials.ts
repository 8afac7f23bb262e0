import { createHash } from 'node:crypto'
import type { Seed } from '../seed.ts'
import { ed25519Pair, x25519BytesOf } from './ed25519.ts'
import type { Ed25519Pair } from './ed25519.ts'
import { MIXIN_EXAMPLES } from './examples.ts'

/** A keystore as the network hands it out today; keys in hex. */
export type MixinKeystore = {
  app_id: string
  session_id: string
  /** 32-byte Ed25519 seed. */
  session_private_key: string
  /** Ed25519. */
  server_public_key: string
  /** 32-byte Ed25519 seed, the TIP PIN; absent while the bot has a PIN of six digits. */
  spend_private_key?: string
}

/** The same keystore in the names and forms of before. */
export type MixinLegacyKeystore = {
  client_id: string
  session_id: string
  /** base64url, 64 bytes: seed and public key. */
  private_key: string
  /** base64url, X25519 form of the server's key. */
  pin_token: string
  pin: string
  client_secret: string
}

/** A demo user with an access token. */
export type MixinDemoUser = {
  name: string
  userId: string
  identityNumber: string
  accessToken: string
  scopes: readonly string[]
}

/** An authorization code that `POST /oauth/token` takes once until the next reset. */
export type MixinDemoCode = {
  code: string
  clientId: string
  userId: string
  scopes: readonly string[]
  /** The PKCE verifier that stands in for the client secret; null where only the secret will do. */
  codeVerifier: string | null
}

/** All that a client needs to use the upstream; the same at every start. None of it is worth anything elsewhere. */
export type MixinCredentials = {
  keystore: MixinKeystore
  legacyKeystore: MixinLegacyKeystore
  appId: string
  sessionId: string
  sessionPrivateKey: string
  serverPublicKey: string
  clientSecret: string
  /** Six digits. */
  pin: string
  /** A second bot, whose PIN is a TIP spend key (hex seed). */
  tipBot: { keystore: MixinKeystore; spendKey: string; clientSecret: string }
  /** The other documented app: its secret, to trade codes given to it. */
  cnbApp: { appId: string; clientSecret: string }
  users: readonly MixinDemoUser[]
  /** An access token that its user has revoked: 401. */
  revokedAccessToken: string
  codes: readonly MixinDemoCode[]
}

/** What the upstream itself knows of a bot with a keystore. @internal */
export type BotSession = {
  appId: string
  sessionId: string
  session: Ed25519Pair
  server: Ed25519Pair
  /** Public half of the TIP spend key; null while the bot has a six-digit PIN. */
  spend: Ed25519Pair | null
  pin: string
}

const FULL_SCOPES = ['PROFILE:READ', 'PHONE:READ', 'CONTACTS:READ', 'CIRCLES:READ', 'CIRCLES:WRITE']

const DEMO_USERS: readonly MixinDemoUser[] = [
  {
    name: 'Alia Sandmark',
    userId: MIXIN_EXAMPLES.aliaUserId,
    identityNumber: '1000001',
    accessToken: 'sandbox-alia-all-scopes',
    scopes: FULL_SCOPES,
  },
  {
    name: 'Bo Quellwitz',
    userId: MIXIN_EXAMPLES.boUserId,
    identityNumber: '1000002',
    accessToken: 'sandbox-bo-all-scopes',
    scopes: FULL_SCOPES,
  },
  {
    name: 'Cleo Tarnhoff',
    userId: MIXIN_EXAMPLES.cleoUserId,
    identityNumber: '1000003',
    accessToken: 'sandbox-cleo-profile-only',
    scopes: ['PROFILE:READ'],
  },
]

const botSession = (seed: Seed, appId: string, hasTip: boolean): BotSession => ({
  appId,
  sessionId: seed.uuid(`session of ${appId}`),
  session: ed25519Pair(seed.bytes(`session key of ${appId}`)),
  server: ed25519Pair(seed.bytes(`server key of ${appId}`)),
  spend: hasTip ? ed25519Pair(seed.bytes(`spend key of ${appId}`)) : null,
  pin: String(100_000 + seed.number(`pin of ${appId}`, 900_000)),
})

/** The bots with keystores: the gateway's, and one that has moved to TIP. @internal */
export const createBotSessions = (seed: Seed) => ({
  gateway: botSession(seed, MIXIN_EXAMPLES.botId, false),
  tip: botSession(seed, MIXIN_EXAMPLES.tipBotId, true),
})

/** The secret of an app for `POST /oauth/token`: 64 hex characters. @internal */
export const clientSecretOf = (seed: Seed, appId: string): string =>
  seed.bytes(`client secret of ${appId}`).toString('hex')

const keystoreOf = (bot: BotSession): MixinKeystore => ({
  app_id: bot.appId,
  session_id: bot.sessionId,
  session_private_key: bot.session.seed.toString('hex'),
  server_public_key: bot.server.publicBytes.toString('hex'),
  ...(bot.spend === null ? {} : { spend_private_key: bot.spend.seed.toString('hex') }),
})

const legacyKeystoreOf = (bot: BotSession, clientSecret: string): MixinLegacyKeystore => ({
  client_id: bot.appId,
  session_id: bot.sessionId,
  private_key: Buffer.concat([bot.session.seed, bot.session.publicBytes]).toString('base64url'),
  pin_token: x25519BytesOf(bot.server.publicBytes).toString('base64url'),
  pin: bot.pin,
  client_secret: clientSecret,
})

const demoCodes = (seed: Seed): MixinDemoCode[] => {
  const code = (label: string, userId: string, scopes: readonly string[], codeVerifier: string | null) => ({
    code: seed.bytes(label).toString('hex'),
    clientId: MIXIN_EXAMPLES.botId,
    userId,
    scopes,
    codeVerifier,
  })
  const verifier = seed.bytes('code verifier').toString('base64url')
  return [
    code('code 1', MIXIN_EXAMPLES.aliaUserId, FULL_SCOPES, null),
    code('code 2', MIXIN_EXAMPLES.boUserId, ['PROFILE:READ', 'PHONE:READ'], null),
    code('code 3', MIXIN_EXAMPLES.cleoUserId, ['PROFILE:READ'], verifier),
  ]
}

/** base64url SHA-256 of the decoded bytes of a PKCE verifier. */
export const codeChallengeOf = (verifier: string): string =>
  createHash('sha256').update(Buffer.from(verifier, 'base64url')).digest('base64url')

/** Makes up the credentials that belong to a seed. @internal */
export const createCredentials = (seed: Seed): MixinCredentials => {
  const { gateway, tip } = createBotSessions(seed)
  const keystore = keystoreOf(gateway)
  const clientSecret = clientSecretOf(seed, gateway.appId)
  return {
    keystore,
    legacyKeystore: legacyKeystoreOf(gateway, clientSecret),
    appId: keystore.app_id,
    sessionId: keystore.session_id,
    sessionPrivateKey: keystore.session_private_key,
    serverPublicKey: keystore.server_public_key,
    clientSecret,
    pin: gateway.pin,
    tipBot: {
      keystore: keystoreOf(tip),
      spendKey: tip.spend?.seed.toString('hex') ?? '',
      clientSecret: clientSecretOf(seed, tip.appId),
    },
    cnbApp: {
      appId: MIXIN_EXAMPLES.cnbBotId,
      clientSecret: clientSecretOf(seed, MIXIN_EXAMPLES.cnbBotId),
    },
    users: DEMO_USERS,
    revokedAccessToken: 'sandbox-alia-revoked',
    codes: demoCodes(seed),
  }
}
