import type { MaybePromise } from '../maybe-promise.ts'
import type { ErrorReply } from './error-reply.ts'
import type { Exchange, Route } from './exchange.ts'
import { methodNotAllowed, notFound } from './rejections.ts'
import { type Reply, toReply } from './reply.ts'
import type { StreamedReply } from './streamed-reply.ts'

/** The methods of a route as `Allow` lists them. */
const allowOf = ({ methods }: Route): string =>
  [...methods.flatMap((method) => (method === 'GET' ? ['GET', 'HEAD'] : method)), 'OPTIONS'].join(', ')

/**
 * Responds to a request by its method: to OPTIONS and to methods that the route does not take itself.
 * @param preflight further headers for OPTIONS
 */
export const respondByMethod = (
  route: Route | undefined,
  exchange: Exchange,
  preflight: Readonly<Record<string, string>> = {},
): MaybePromise<Reply | StreamedReply | ErrorReply> => {
  if (!route) return notFound
  const { method } = exchange.request
  if (method === 'OPTIONS') return toReply(204, { ...preflight, allow: allowOf(route) }, undefined)
  if (!route.methods.some((one) => one === (method === 'HEAD' ? 'GET' : method))) {
    return methodNotAllowed(allowOf(route), route.methods.includes('POST'))
  }
  return route.respond(exchange)
}
