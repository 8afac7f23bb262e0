import { apiKeys } from '../api-keys.ts'
import * as is from '../kinds.ts'

export const callers = {
  API_KEYS: apiKeys
    .default([])
    .describe(
      'Comma-separated API keys for your own services. A caller that sends one in `X-Api-Key` may use the Mixin bot in full, whatever `MIXIN_BOT_ACCESS` says. Use at least 16 characters per key. `name[:read|full][:mixin|sealtalk][:rate]=key` gives a key a name for logs and metrics and limits it: to queries, to one network, to `rate` requests per second (`0`: no limit). See [API keys](authentication.md#api-keys).',
    ),
  SESSION_SECRET: is.secrets.optional().meta({
    description:
      'Encrypts SealTalk sessions. Use at least 32 random characters, and the same value for all gateways. Required with `REDIS_URL`. Of several, separated by commas, the first encrypts and each is accepted: see [a new secret](operating.md#a-new-session-secret). With the default, sessions end when the process ends.',
    defaultText: 'random per process',
  }),
  COOKIE_SAMESITE: is
    .choice('lax', 'strict', 'none')
    .default('lax')
    .describe(
      '`SameSite` attribute of the session cookie: `lax`, `strict` or `none`. Pages on another site need `none`, which also sets `Secure` and `Partitioned`.',
    ),
  COOKIE_SECURE: is.choice('auto', '1', '0').default('auto').meta({
    description:
      'Whether the session cookie is `Secure`: `1`, `0` or `auto`. `auto` sets it with `NODE_ENV=production`, and otherwise for clients that use TLS, directly or through a proxy of `TRUST_PROXY`. A `Secure` cookie is called `__Host-parley_sealtalk` instead of `parley_sealtalk`.',
    defaultText: '`auto`',
  }),
  CORS_ORIGINS: is.origins
    .default([])
    .describe(
      "Comma-separated origins whose pages may call the gateway with credentials, such as `https://app.example.com`. The gateway's own origin need not be listed.",
    ),
  CORS_HEADERS: is.headerNames
    .default([])
    .describe(
      'Comma-separated request headers that pages of `CORS_ORIGINS` may send as well, such as `X-App-Version`. Those of the gateway, of tracing and of GraphQL clients need not be listed.',
    ),
}
