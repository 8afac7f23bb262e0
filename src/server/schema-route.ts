import { createHash } from 'node:crypto'
import type { GraphQLSchema } from 'graphql'
import { printSdl } from '../document/sdl.ts'
import type { Route } from './exchange.ts'
import { compressible, type Reply, toReply } from './reply.ts'

const CONTENT_TYPE = 'text/plain; charset=utf-8'

const NOT_SERVED = toReply(
  404,
  { 'content-type': CONTENT_TYPE, 'cache-control': 'no-store' },
  'This gateway does not serve its schema, because introspection is off (INTROSPECTION).\n',
)

/** Whether `If-None-Match` names the entity. Weak comparison, as for every GET. */
const isMatch = (header: string | undefined, etag: string): boolean =>
  (header ?? '').split(',').some((one) => [etag, etag.slice(2), '*'].includes(one.trim()))

/** The SDL at a path of its own, which tools read without introspection. Printed at the first request. */
export const createSchemaRoute = (schema: GraphQLSchema, isServed: boolean): Route => {
  let whole: { readonly etag: string; readonly reply: Reply; readonly unchanged: Reply } | undefined

  const print = () => {
    const sdl = printSdl(schema)
    // Weak, since it may be compressed.
    const etag = `W/"${createHash('sha256').update(sdl).digest('base64url').slice(0, 27)}"`
    const headers = { etag, 'cache-control': 'no-cache' }
    const reply = compressible(toReply(200, { 'content-type': CONTENT_TYPE, ...headers }, sdl))
    return { etag, reply, unchanged: toReply(304, headers, undefined) }
  }

  return {
    methods: ['GET'],
    async respond({ request }) {
      if (!isServed) return NOT_SERVED
      const { etag, reply, unchanged } = (whole ??= print())
      return isMatch(request.headers['if-none-match'], etag) ? unchanged : reply
    },
  }
}
