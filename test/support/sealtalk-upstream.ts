import { MockAgent } from 'undici'
import type { Clock } from '../../src/clock.ts'
import { createSealer } from '../../src/datasources/sealtalk/seal.ts'
import { Secret } from '../../src/secret.ts'
import { startGateway, type TestGateway } from './gateway.ts'

/** A request that the gateway sent. */
export interface SentRequest {
  readonly method: string
  /** With its query. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: unknown
}

export interface UpstreamAnswer {
  readonly status?: number
  /** A text goes as it is, anything else as JSON. */
  readonly body: unknown
  readonly headers?: Record<string, string | string[]>
}

export const SEALTALK_URL = 'http://sealtalk.test:8585'
export const SESSION_SECRET = 'a secret of tests that nobody else has'

/** The upstream id of the tests' account, and its cookie. */
export const OWN_ID = 'oWn1d'
export const OWN_COOKIE = 'operators_name=00ff00ff'

/** A success. */
export const ok = (result?: unknown): UpstreamAnswer => ({
  body: { code: 200, ...(result !== undefined && { result }) },
})

/** A business error, with the text that development mode adds. */
export const outcome = (code: number, result?: unknown): UpstreamAnswer => ({
  body: { code, message: UPSTREAM_TEXT, ...(result !== undefined && { result }) },
})

/** A failure: a bare text. */
export const text = (status: number, body: string): UpstreamAnswer => ({
  status,
  body,
  headers: { 'content-type': 'text/html; charset=utf-8' },
})

export const UPSTREAM_TEXT = 'words that no client should read'

/** A route that the server does not have. */
export const noRoute = (method: string, path: string): UpstreamAnswer =>
  text(404, `<!DOCTYPE html><html><body><pre>Cannot ${method} ${path}</pre></body></html>`)

/** A user as `/user/:id` sends it. */
export const wireUser = (id: string, over: Record<string, unknown> = {}): Record<string, unknown> => ({
  id,
  nickname: `name of ${id}`,
  portraitUri: `https://images.test/${id}.png`,
  gender: 'female',
  stAccount: `st-${id}`,
  phone: '13800000000',
  ...over,
})

/** The user as lists send it. */
export const wireName = (id: string): Record<string, unknown> => ({
  id,
  nickname: `name of ${id}`,
  portraitUri: `https://images.test/${id}.png`,
})

/** Responses by method and path without query; a function receives the request. */
export type Answers = Readonly<Record<string, UpstreamAnswer | ((request: SentRequest) => UpstreamAnswer)>>

export interface SealTalkHarness {
  readonly gateway: TestGateway
  /** The gateway's requests since the last `answer`. */
  readonly sent: readonly SentRequest[]
  /** The same requests in short, such as `GET /user/batch?id=a&id=b`. */
  calls(): string[]
  /** Sets the upstream's responses; all other requests get a 500. */
  answer(answers: Answers): void
  /** Sends an operation as the account of the tests. */
  query: TestGateway['query']
  /** Sends an operation without a session. */
  queryAsNobody: TestGateway['query']
  close(): Promise<void>
}

/** A sealed session of the tests' account, as the gateway would issue it. */
export const sealedSession = (
  over: { readonly cookie?: string; readonly userId?: string; readonly issuedAt?: number } = {},
): string => {
  const content = { cookie: OWN_COOKIE, userId: OWN_ID, issuedAt: Date.now(), ...over }
  return createSealer(new Secret(SESSION_SECRET)).seal(content) ?? ''
}

/**
 * A gateway in front of an upstream mocked within undici. It caches nothing from
 * one operation to the next, so that every call is seen.
 */
export const startSealTalkHarness = async (
  env: Record<string, string> = {},
  clock?: Clock,
): Promise<SealTalkHarness> => {
  const sent: SentRequest[] = []
  let answers: Answers = {}
  const dispatcher = new MockAgent()
  dispatcher.disableNetConnect()
  for (const method of ['GET', 'POST', 'DELETE']) {
    dispatcher
      .get(SEALTALK_URL)
      .intercept({ path: () => true, method })
      .reply(({ path, headers, body }) => {
        const request = {
          method,
          path,
          headers: headers as Record<string, string>,
          body: typeof body === 'string' && body !== '' ? JSON.parse(body) : undefined,
        }
        sent.push(request)
        const known = answers[`${method} ${path.split('?')[0]}`] ?? text(500, UPSTREAM_TEXT)
        const answer = typeof known === 'function' ? known(request) : known
        return {
          statusCode: answer.status ?? 200,
          data: typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body),
          responseOptions: { headers: answer.headers ?? {} },
        }
      })
      .persist()
  }
  const settings = { SEALTALK_API_URL: SEALTALK_URL, SESSION_SECRET, CACHE_MAX_BYTES: '1', ...env }
  const gateway = await startGateway({
    env: settings,
    dispatcher,
    sleep: () => Promise.resolve(),
    ...(clock && { clock }),
  })
  const session = sealedSession()
  return {
    gateway,
    sent,
    calls: () => sent.map(({ method, path }) => `${method} ${path}`),
    answer(next) {
      answers = next
      sent.length = 0
    },
    query: (document, options = {}) =>
      gateway.query(document, {
        ...options,
        headers: { 'x-sealtalk-session': session, ...options.headers },
      }),
    queryAsNobody: gateway.query,
    close: () => gateway.close(),
  }
}
