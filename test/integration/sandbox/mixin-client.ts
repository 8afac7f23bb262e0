import { createHash, createPrivateKey, randomUUID, sign } from 'node:crypto'
import { request } from 'node:http'
import type { MixinKeystore } from '../../../sandbox/mixin/credentials.ts'

/** An answer as it came over the wire, its JSON parsed where it is some. */
export type Reply = {
  status: number
  headers: Readonly<Record<string, string | string[] | undefined>>
  bytes: Buffer
  text: string
  data: unknown
  error: { status?: number; code?: number; description?: string; extra?: unknown } | undefined
}

/** What goes along with a call. */
export type CallOptions = {
  token?: string
  body?: string | undefined
  headers?: Record<string, string>
  signal?: AbortSignal
  /** Told when the first part of the body is there. */
  onFirstBytes?: () => void
}

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')

const ed25519Key = (hexSeed: string) =>
  createPrivateKey({
    key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.from(hexSeed, 'hex')]),
    format: 'der',
    type: 'pkcs8',
  })

/** An Ed25519 signature by a hex seed. */
export const ed25519Sign = (hexSeed: string, message: Buffer): Buffer =>
  sign(null, message, ed25519Key(hexSeed))

/** Signs claims with an Ed25519 seed. */
export const jwt = (
  hexSeed: string,
  claims: object,
  header: object = { alg: 'EdDSA', typ: 'JWT' },
): string => {
  const signed = `${base64url(header)}.${base64url(claims)}`
  return `${signed}.${ed25519Sign(hexSeed, Buffer.from(signed)).toString('base64url')}`
}

/** Hex SHA-256 over what a call sends. */
export const digest = (method: string, path: string, body = ''): string =>
  createHash('sha256').update(`${method}${path}${body}`).digest('hex')

/** The claims a bot signs for one call at a time in milliseconds. */
export const botClaims = (
  keystore: MixinKeystore,
  nowMs: number,
  method: string,
  path: string,
  body = '',
) => {
  const iat = Math.floor(nowMs / 1_000)
  return {
    uid: keystore.app_id,
    sid: keystore.session_id,
    iat,
    exp: iat + 60,
    jti: randomUUID() as string,
    sig: digest(method, path, body),
    scp: 'FULL',
  }
}

const parsed = (text: string): { data?: unknown; error?: Reply['error'] } => {
  try {
    return (JSON.parse(text) ?? {}) as { data?: unknown; error?: Reply['error'] }
  } catch {
    return {}
  }
}

/** Sends a call exactly as given: paths stay as they are, redirects and gzip are not followed. */
export const send = (url: string, method: string, path: string, options: CallOptions = {}): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const { token, body, headers = {}, signal, onFirstBytes } = options
    const call = request(
      {
        hostname,
        port,
        method,
        path,
        agent: false,
        signal,
        headers: {
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
      },
      (answer) => {
        const chunks: Buffer[] = []
        answer.once('data', () => onFirstBytes?.())
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () => {
          const bytes = Buffer.concat(chunks)
          const text = bytes.toString()
          const { data, error } = parsed(text)
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, bytes, text, data, error })
        })
      },
    )
    call.on('error', reject)
    call.end(body)
  })

/** A client with a fixed way to sign on. */
export type Client = {
  get(path: string): Promise<Reply>
  post(path: string, value?: unknown): Promise<Reply>
}

const toBody = (value: unknown): string | undefined =>
  value === undefined ? undefined : JSON.stringify(value)

/** A bot that signs each of its calls. */
export const botClient = (url: string, keystore: MixinKeystore, clock: () => number): Client => {
  const call = (method: string, path: string, value?: unknown): Promise<Reply> => {
    const body = toBody(value)
    const claims = botClaims(keystore, clock(), method, path, body)
    const token = jwt(keystore.session_private_key, claims)
    return send(url, method, path, { token, body, headers: { 'x-request-id': claims.jti } })
  }
  return { get: (path) => call('GET', path), post: (path, value) => call('POST', path, value) }
}

/** A user with an access token. */
export const userClient = (url: string, token: string): Client => ({
  get: (path) => send(url, 'GET', path, { token }),
  post: (path, value) => send(url, 'POST', path, { token, body: toBody(value) }),
})
