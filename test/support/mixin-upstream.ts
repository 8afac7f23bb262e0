import { generateKeyPairSync } from 'node:crypto'
import { MockAgent } from 'undici'

/** A request that the gateway sent. */
export interface SentRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

export interface UpstreamAnswer {
  readonly status?: number
  readonly body?: unknown
  readonly headers?: Record<string, string>
}

export const MIXIN_URL = 'http://mixin.test'

/** A throw-away bot, in the new spelling of keystores. */
export const BOT = {
  appId: '11efbb75-e7fe-44d7-a14f-698535289310',
  sessionId: '7b7c6e6b-7f0c-4f0e-9d0a-0d9d9b1c1a11',
  seed: generateKeyPairSync('ed25519')
    .privateKey.export({ format: 'der', type: 'pkcs8' })
    .subarray(16)
    .toString('hex'),
  serverKey: generateKeyPairSync('ed25519')
    .publicKey.export({ format: 'der', type: 'spki' })
    .subarray(12)
    .toString('hex'),
}

/** Settings of a gateway that acts as `BOT` for everyone. */
export const botSettings = (access: 'none' | 'read' | 'full' = 'full'): Record<string, string> => ({
  MIXIN_API_URL: MIXIN_URL,
  MIXIN_APP_ID: BOT.appId,
  MIXIN_SESSION_ID: BOT.sessionId,
  MIXIN_SESSION_PRIVATE_KEY: BOT.seed,
  MIXIN_SERVER_PUBLIC_KEY: BOT.serverKey,
  MIXIN_BOT_ACCESS: access,
})

/**
 * Responds to every request of the gateway with a function, within undici: for responses the sandbox cannot give.
 * `sent` has the requests, in order.
 */
export const mockMixin = (answer: (request: SentRequest) => UpstreamAnswer) => {
  const sent: SentRequest[] = []
  const dispatcher = new MockAgent()
  dispatcher.disableNetConnect()
  const pool = dispatcher.get(MIXIN_URL)
  for (const method of ['GET', 'POST']) {
    pool
      .intercept({ path: () => true, method })
      .reply(({ path, headers, body }) => {
        const request = {
          method,
          path,
          headers: headers as Record<string, string>,
          body: typeof body === 'string' && body !== '' ? JSON.parse(body) : undefined,
        }
        sent.push(request)
        const { status = 200, body: answered = { data: {} }, headers: responseHeaders = {} } = answer(request)
        return {
          statusCode: status,
          data: typeof answered === 'string' ? answered : JSON.stringify(answered),
          responseOptions: {
            headers: { 'x-request-id': request.headers['x-request-id'] ?? '', ...responseHeaders },
          },
        }
      })
      .persist()
  }
  return { dispatcher, sent }
}

/** A failure as Mixin sends it: with status 202. */
export const failure = (code: number, extra?: unknown): UpstreamAnswer => ({
  status: 202,
  body: {
    error: {
      status: 202,
      code,
      description: 'something that no client should read',
      ...(extra !== undefined && { extra }),
    },
  },
})

/** A user as Mixin sends it. */
export const wireUser = (userId: string, over: Record<string, unknown> = {}): Record<string, unknown> => ({
  type: 'user',
  user_id: userId,
  identity_number: '30265',
  phone: '',
  full_name: `name of ${userId.slice(0, 8)}`,
  biography: '',
  avatar_url: 'https://images.test/a.png',
  relationship: 'STRANGER',
  mute_until: '0001-01-01T00:00:00Z',
  created_at: '2017-11-26T10:06:50.806156789Z',
  is_verified: false,
  is_scam: false,
  ...over,
})
