import type { Sandbox } from '../sandbox/index.ts'

/** Settings of a gateway process that uses a sandbox elsewhere and acts as its bot for all callers. */
export const sandboxSettings = ({ mixin, sealtalk }: Sandbox['connection']): Record<string, string> => ({
  PORT: '0',
  SANDBOX: '0',
  MIXIN_API_URL: mixin.url,
  MIXIN_BLAZE_URL: mixin.blazeUrl,
  MIXIN_APP_ID: mixin.appId,
  MIXIN_SESSION_ID: mixin.sessionId,
  MIXIN_SESSION_PRIVATE_KEY: mixin.sessionPrivateKey,
  MIXIN_SERVER_PUBLIC_KEY: mixin.serverPublicKey,
  MIXIN_CLIENT_SECRET: mixin.clientSecret,
  MIXIN_PIN: mixin.pin,
  MIXIN_BOT_ACCESS: 'full',
  SEALTALK_API_URL: sealtalk.url,
})
