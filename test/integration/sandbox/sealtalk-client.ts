import { request } from 'node:http'
import type { IncomingHttpHeaders } from 'node:http'

/** An answer as it came over the wire; `code` and `result` of an envelope where it is one. */
export type Reply = {
  status: number
  headers: IncomingHttpHeaders
  bytes: Buffer
  text: string
  json: unknown
  code: number | undefined
  result: unknown
}

/** What goes along with a call. */
export type CallOptions = {
  cookie?: string
  /** Sent as JSON. */
  body?: unknown
  /** Sent as it is, with the content type of `headers`. */
  rawBody?: string
  headers?: Record<string, string>
  /** Null sends none, which node:http does of its own accord. */
  userAgent?: string | null
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const headersOf = ({ cookie, body, headers, userAgent = 'sealtalk-test' }: CallOptions) => ({
  ...(userAgent === null ? {} : { 'user-agent': userAgent }),
  ...(cookie === undefined ? {} : { cookie }),
  ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  ...headers,
})

/** Sends a call exactly as given. */
export const send = (url: string, method: string, path: string, options: CallOptions = {}): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    const payload = options.rawBody ?? (options.body === undefined ? undefined : JSON.stringify(options.body))
    const length = payload === undefined ? {} : { 'content-length': String(Buffer.byteLength(payload)) }
    const headers = { ...headersOf(options), ...length }
    const call = request({ hostname, port, method, path, agent: false, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('error', reject)
      answer.on('end', () => {
        const bytes = Buffer.concat(chunks)
        const json = parsed(bytes.toString())
        const { code, result } = (json ?? {}) as { code?: number; result?: unknown }
        const { statusCode: status = 0 } = answer
        resolve({ status, headers: answer.headers, bytes, text: bytes.toString(), json, code, result })
      })
    })
    call.on('error', reject)
    call.end(payload)
  })

/** A caller with one session. */
export type Client = {
  get(path: string): Promise<Reply>
  post(path: string, body?: unknown): Promise<Reply>
  delete(path: string, body?: unknown): Promise<Reply>
}

/** A caller who sends one cookie, or none where it is "". */
export const clientOf = (url: string, cookie: string): Client => {
  const session = cookie === '' ? {} : { cookie }
  const call = (method: string, path: string, body?: unknown): Promise<Reply> =>
    send(url, method, path, { ...session, ...(body === undefined ? {} : { body }) })
  return {
    get: (path) => call('GET', path),
    post: (path, body = {}) => call('POST', path, body),
    delete: (path, body = {}) => call('DELETE', path, body),
  }
}
