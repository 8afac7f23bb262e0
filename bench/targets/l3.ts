import { createServer } from 'node:http'
import { Pool } from 'undici'
import { toGroup, toUser } from '../mapping.ts'
import { upstreamHeaders } from '../bot.ts'
import { readProcessSettings } from '../process-settings.ts'
import type { MixinConversation, MixinUser } from '../world.ts'

/**
 * L3, the limit of a hand-written program: the upstream calls that a query needs, signed as the bot, and
 * JSON.stringify of the response. No GraphQL, no checks, no caches, no limits.
 */

const { port, upstreamUrl } = readProcessSettings()

/** Parley's default. */
const pool = new Pool(upstreamUrl, { connections: 128 })
const MAX_FETCH_IDS = 100

type Authorization = string | undefined

const call = async <Data>(
  authorization: Authorization,
  method: 'GET' | 'POST',
  path: string,
  content?: unknown,
): Promise<Data> => {
  const body = content === undefined ? '' : JSON.stringify(content)
  const headers = upstreamHeaders(authorization, method, path, body)
  const response = await pool.request({ method, path, headers, ...(body !== '' && { body }) })
  const { data } = (await response.body.json()) as { data: Data }
  return data
}

const fetchUsers = async (
  authorization: Authorization,
  ids: readonly string[],
  users = new Map<string, MixinUser>(),
): Promise<Map<string, MixinUser>> => {
  const starts = Array.from(
    { length: Math.ceil(ids.length / MAX_FETCH_IDS) },
    (_, page) => page * MAX_FETCH_IDS,
  )
  const pages = await Promise.all(
    starts.map((start) =>
      call<MixinUser[]>(authorization, 'POST', '/users/fetch', ids.slice(start, start + MAX_FETCH_IDS)),
    ),
  )
  for (const user of pages.flat()) users.set(user.user_id, user)
  return users
}

const loadUsers = async (authorization: Authorization, ids: readonly string[]) => {
  const users = await fetchUsers(authorization, ids)
  return ids.map((id) => {
    const user = users.get(id)
    return user ? toUser(user) : null
  })
}

const loadGroup = async (authorization: Authorization, id: string, first: number) => {
  const conversation = await call<MixinConversation>(authorization, 'GET', `/conversations/${id}`)
  const shown = conversation.participants.slice(0, first).map(({ user_id }) => user_id)
  const users = await fetchUsers(authorization, shown)
  const creators = new Set<string>()
  for (const { app } of users.values()) if (app && !users.has(app.creator_id)) creators.add(app.creator_id)
  await fetchUsers(authorization, [...creators], users)
  return toGroup(conversation, first, (userId) => users.get(userId))
}

interface Variables {
  readonly id: string
  readonly first?: number
  readonly by?: readonly { readonly mixinUserId: string }[]
}

const respond = async (authorization: Authorization, { id, first, by }: Variables): Promise<object> => {
  if (by) {
    const ids = by.map(({ mixinUserId }) => mixinUserId)
    return { users: await loadUsers(authorization, ids) }
  }
  if (first !== undefined) {
    return { conversation: await loadGroup(authorization, id.slice('mixin:conversation:'.length), first) }
  }
  const [user] = await loadUsers(authorization, [id])
  return { user }
}

createServer((request, response) => {
  let body = ''
  request.setEncoding('utf8')
  request.on('data', (chunk: string) => (body += chunk))
  request.on('end', () => {
    const { variables = { id: '' } } = JSON.parse(body) as { variables?: Variables }
    respond(request.headers.authorization, variables).then(
      (data) => {
        const bytes = Buffer.from(JSON.stringify({ data }))
        response
          .writeHead(200, {
            'content-type': 'application/json; charset=utf-8',
            'content-length': bytes.length,
          })
          .end(bytes)
      },
      (error: unknown) => response.writeHead(500).end(String(error)),
    )
  })
}).listen(port, '127.0.0.1')
