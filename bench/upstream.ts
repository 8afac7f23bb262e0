import { createServer, type ServerResponse } from 'node:http'
import { BOT } from './bot.ts'
import { readProcessSettings } from './process-settings.ts'
import { findConversation, findUser } from './world.ts'

/** A minimal Mixin in its own process: checks nothing, counts calls and sends prepared bytes. */

const { port, latencyMs } = readProcessSettings()

const EMPTY = Buffer.alloc(0)
const COMMA = Buffer.from(',')
const OPEN = Buffer.from('{"data":')
const OPEN_LIST = Buffer.from('{"data":[')
const CLOSE = Buffer.from('}')
const CLOSE_LIST = Buffer.from(']}')
const NOT_FOUND = Buffer.from(
  JSON.stringify({ error: { status: 202, code: 404, description: 'The endpoint is not found.' } }),
)

/** JSON by id, created at the first call; empty for an unknown id. */
const createStore = (find: (id: string) => object | undefined) => {
  const known = new Map<string, Buffer>()
  return (id: string): Buffer => {
    const bytes = known.get(id)
    if (bytes) return bytes
    const found = find(id)
    const made = found ? Buffer.from(JSON.stringify(found)) : EMPTY
    known.set(id, made)
    return made
  }
}

const users = createStore(findUser)
const conversations = createStore(findConversation)
const me = Buffer.from(
  JSON.stringify({ type: 'user', user_id: BOT.appId, full_name: 'Bench', identity_number: '7000' }),
)

const one = (bytes: Buffer): Buffer => (bytes === EMPTY ? NOT_FOUND : Buffer.concat([OPEN, bytes, CLOSE]))

const many = (body: string): Buffer => {
  const parts: Buffer[] = [OPEN_LIST]
  for (const id of JSON.parse(body) as string[]) {
    const bytes = users(id)
    if (bytes === EMPTY) continue
    if (parts.length > 1) parts.push(COMMA)
    parts.push(bytes)
  }
  parts.push(CLOSE_LIST)
  return Buffer.concat(parts)
}

const respond = (url: string, body: string): Buffer => {
  if (url === '/users/fetch') return many(body)
  if (url === '/me') return one(me)
  const id = url.slice(url.lastIndexOf('/') + 1)
  return one(url.startsWith('/conversations/') ? conversations(id) : users(id))
}

let calls = 0

const send = (response: ServerResponse, bytes: Buffer): void => {
  response
    .writeHead(200, {
      'content-type': 'application/json; charset=utf-8',
      'content-length': bytes.length,
      'x-server-time': `${Date.now()}000000`,
    })
    .end(bytes)
}

createServer((request, response) => {
  const url = request.url ?? '/'
  if (url === '/bench/calls') return send(response, Buffer.from(String(calls)))
  calls += 1
  let body = ''
  request.setEncoding('latin1')
  request.on('data', (chunk: string) => (body += chunk))
  request.on('end', () => {
    const bytes = respond(url, body)
    if (latencyMs === 0) send(response, bytes)
    else setTimeout(send, latencyMs, response, bytes)
  })
}).listen(port, '127.0.0.1')
