import * as is from '../kinds.ts'

const tls = {
  caFile: is.text
    .optional()
    .describe(
      'Path of a PEM file with the certificates of the authorities that this network’s server is checked by, instead of those that Node.js trusts.',
    ),
  certFile: is.text
    .optional()
    .describe('Path of a PEM file with the certificate that the gateway shows to this network’s server.'),
  keyFile: is.text.optional().describe('Path of a PEM file with the private key of that certificate.'),
}

export const mixin = {
  MIXIN_API_URL: is.httpUrls
    .default(['https://api.mixin.one'])
    .describe(
      'Base URL of the Mixin API, or a comma-separated list that is tried in order. The default applies once another setting names a bot or a secret of Mixin.',
    ),
  MIXIN_BLAZE_URL: is.websocketUrl
    .default('wss://blaze.mixin.one')
    .describe('WebSocket URL of Mixin, used for authorization requests.'),
  MIXIN_KEYSTORE: is.text
    .optional()
    .describe(
      'Path of the keystore JSON file of your bot, from the Mixin developer dashboard. Old and new field names are accepted, and a `spend_private_key`.',
    ),
  MIXIN_APP_ID: is.uuid
    .optional()
    .describe(
      'App id of the bot. Without `MIXIN_KEYSTORE`, set this, `MIXIN_SESSION_ID` and `MIXIN_SESSION_PRIVATE_KEY`.',
    ),
  MIXIN_SESSION_ID: is.uuid.optional().describe('Session id of the bot.'),
  MIXIN_SESSION_PRIVATE_KEY: is.sessionPrivateKey
    .optional()
    .describe('Ed25519 private key of the session, in hex or base64.'),
  MIXIN_SERVER_PUBLIC_KEY: is.serverPublicKey
    .optional()
    .describe(
      'Public key of the Mixin server, in hex or base64. Only `authorizeApp` needs it, to encrypt the PIN.',
    ),
  MIXIN_CLIENT_SECRET: is.secret
    .optional()
    .describe(
      'OAuth client secret of the bot. `authorizeToken` needs it. Overrides the client secret in the keystore.',
    ),
  MIXIN_PIN: is.pin
    .optional()
    .describe('PIN of the bot, six digits. `authorizeApp` needs it. Overrides the PIN in the keystore.'),
  MIXIN_SPEND_KEY: is.spendKey
    .optional()
    .describe(
      'Spend key of the bot, 64 hex digits. Replaces `MIXIN_PIN` for a bot that has migrated to TIP. Overrides the spend key in the keystore.',
    ),
  MIXIN_CA_FILE: tls.caFile,
  MIXIN_CERT_FILE: tls.certFile,
  MIXIN_KEY_FILE: tls.keyFile,
  MIXIN_BOT_ACCESS: is.choice('none', 'read', 'full').optional().meta({
    description:
      'What callers without their own Mixin token may do as your bot: `none`, `read` (queries) or `full` (queries and mutations). `authorizeToken` works in each case.',
    defaultText: '`none`; `full` with the sandbox',
  }),
  MIXIN_NUMBER_RATE: is.ratePerSecond
    .default(2)
    .describe('Lookups by identity number per second and credential. Up to 3 may be sent at once.'),
  MIXIN_SEARCH_RATE: is.ratePerSecond
    .default(2)
    .describe('Lookups by phone number per second and credential. Up to 3 may be sent at once.'),
}

export const sealtalk = {
  SEALTALK_API_URL: is.httpUrl.optional().describe('Base URL of your SealTalk server.'),
  SEALTALK_CA_FILE: tls.caFile,
  SEALTALK_CERT_FILE: tls.certFile,
  SEALTALK_KEY_FILE: tls.keyFile,
  SEALTALK_DIALECT: is
    .choice('server', 'document')
    .default('server')
    .describe(
      'HTTP method of seven reads on which the SealTalk server and its documentation disagree: `server` sends GET, `document` sends POST. See [SealTalk](networks/sealtalk.md#the-seven-disputed-reads).',
    ),
  SEALTALK_UTF8MB4: is.flag
    .default(false)
    .describe(
      'Whether your SealTalk server’s database stores characters above U+FFFF, such as emoji (character set `utf8mb4`). With `0` the gateway refuses them in nicknames and other texts before it sends anything.',
    ),
}

export const sandbox = {
  SANDBOX: is.flag.optional().meta({
    description:
      'Whether to start the [sandbox](../sandbox/README.md), which replaces each network that is not configured. With `NODE_ENV=production`, a gateway without a network does not start unless this is `1`.',
    defaultText: '`1` when no network is configured, else `0`',
  }),
  SANDBOX_PORT: is.port
    .default(0)
    .describe(
      'Loopback port of the sandbox for Mixin. The one for SealTalk listens on the next port. `0` picks free ports.',
    ),
}
