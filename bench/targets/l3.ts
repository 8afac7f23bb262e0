import { createServer } from 'node:http'
import { toGroup, toUser } from '../mapping.ts'
import { createMixinClient } from '../mixin-client.ts'
import { readProcessSettings } from '../process-settings.ts'

/**
 * L3, the limit of a hand-written program: the upstream calls that a query needs, signed as the bot, and
 * JSON.stringify of the response. No GraphQL, no checks, no caches, no limits.
 */

const { port, upstreamUrl } = readProcessSettings()

const client = createMixinClient(upstreamUrl)

type Authorization = string | undefined

const loadUsers = async (authorization: Authorization, ids: readonly string[]) => {
  const users = await client.users(ids, authorization)
  return ids.map((id) => {
    const user = users.get(id)
    return user ? toUser(user) : null
  })
}

const loadGroup = async (authorization: Authorization, id: string, first: number) => {
  const conversation = await client.conversation(id, authorization)
  const shown = conversation.participants.slice(0, first).map(({ user_id }) => user_id)
  const users = await client.users(shown, authorization)
  const creators = new Set<string>()
  for (const { app } of users.values()) if (app && !users.has(app.creator_id)) creators.add(app.creator_id)
  const others = await client.users([...creators], authorization)
  return toGroup(conversation, first, (userId) => users.get(userId) ?? others.get(userId))
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
