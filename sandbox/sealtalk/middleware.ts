import { jsonResponse } from '../response.ts'
import type { UpstreamResponse } from '../response.ts'
import type { UpstreamRequest, Route } from '../upstream.ts'
import { decodeBody, parseBody } from './body.ts'
import type { Endpoint } from './endpoint.ts'
import { laterRenderer } from './later-render.ts'
import { createRenderer } from './render.ts'
import { Hang, Refusal, missing, notLoggedIn } from './replies.ts'
import type { World } from './world.ts'

/** Paths that need no session; they must match exactly. */
const OPEN_PATHS: ReadonlySet<string> = new Set([
  '/ping',
  '/user/send_code',
  '/user/send_code_yp',
  '/user/verify_code',
  '/user/verify_code_yp',
  '/user/regionlist',
  '/user/check_phone_available',
  '/user/register',
  '/user/login',
  '/user/reset_password',
  '/user/get_sms_img_code',
])

const LATER_OPEN_PATHS: ReadonlySet<string> = new Set([
  '/ping',
  '/user/pic_code',
  '/user/send_code_yp',
  '/user/verify_code_register',
  '/user/regionlist',
])

/** Longest request line of the server's HTTP parser, near enough. */
const LONGEST_TARGET = 8_000

/** Path of a call without its query, as sent. */
export const pathOf = (request: UpstreamRequest): string => request.target.split('?', 1)[0] ?? ''

/** Value of the session's cookie; "" where none came. */
export const cookieOf = (world: World, request: UpstreamRequest): string => {
  const prefix = `${world.cookieName}=`
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(prefix))?.slice(prefix.length) ?? ''
}

/** Checks of every call before its endpoint: body, User-Agent, session, empty fields. */
export type Middleware = {
  /** The route of an endpoint, with these checks. */
  toRoute(endpoint: Endpoint): Route
  unmatched(request: UpstreamRequest): UpstreamResponse
}

/** The middleware of a world, in its dialect. */
export const createMiddleware = (world: World): Middleware => {
  const isLater = world.dialect === 'later'
  const renderer = isLater ? laterRenderer : createRenderer(world.isDevelopment, world.traits.isSpring)
  const openPaths = isLater ? LATER_OPEN_PATHS : OPEN_PATHS

  const admit = (request: UpstreamRequest) => {
    const raw = parseBody(request.headers['content-type'] ?? '', request.body)
    if (world.traits.needsUserAgent && request.headers['user-agent'] === undefined) throw missing('substr')
    const cookie = cookieOf(world, request)
    const isOpen = openPaths.has(pathOf(request))
    if (!isOpen && cookie === '') throw notLoggedIn()
    const userId = isOpen ? 0 : world.sessions.userOf(cookie)
    return { request, body: decodeBody(world.ids, raw), userId, cookie }
  }

  /** The later server tells an id of a wrong form from an unknown one. */
  const checkIds = (endpoint: Endpoint, request: UpstreamRequest): void => {
    for (const name of ['id', 'friendId']) {
      const isThere = endpoint.path.includes(`/:${name}`)
      if (isThere && world.ids.decode(request.param(name)) === null) throw new Refusal(400, 'Bad id.', true)
    }
  }

  const guard = (request: UpstreamRequest, run: () => UpstreamResponse): UpstreamResponse => {
    if (request.target.length > LONGEST_TARGET) return { ...jsonResponse(431, null), headers: {}, body: '' }
    try {
      return run()
    } catch (error) {
      if (error instanceof Hang) return { ...jsonResponse(200, null), hangs: true }
      if (!(error instanceof Refusal)) throw error
      return renderer.refusal(error, request.method)
    }
  }

  return {
    toRoute: (endpoint) => ({
      method: endpoint.method,
      path: endpoint.path,
      handle: (request) =>
        guard(request, () => {
          const call = admit(request)
          if (isLater) checkIds(endpoint, request)
          return renderer.reply(endpoint.handle(call))
        }),
    }),
    unmatched: (request) =>
      guard(request, () => {
        admit(request)
        return renderer.unmatched(request.method, pathOf(request))
      }),
  }
}
