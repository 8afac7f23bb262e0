import { parseJson } from '../json.ts'
import { isPlainJson } from './body.ts'
import type { BodyReader } from './body-reader.ts'
import { createCrossSiteCheck } from './cross-site.ts'
import { type ErrorReply, RejectedRequest } from './error-reply.ts'
import type { Route } from './exchange.ts'
import { unsupportedMediaType } from './rejections.ts'
import { toReply } from './reply.ts'
import type { SandboxPanel } from './sandbox-control.ts'

const crossSite: ErrorReply = {
  status: 403,
  code: 'FORBIDDEN',
  message: 'The sandbox is controlled from its own pages only.',
}

/**
 * The sandbox's control for GraphiQL's panel: GET for its state, POST for an action. The page stays at its own origin:
 * had the sandbox CORS headers instead, any page could break it, and the page's security policy had to name its ports.
 * Pages of other sites are refused.
 */
export const createSandboxRoute = (panel: SandboxPanel, bodies: BodyReader): Route => {
  const isCrossSite = createCrossSiteCheck([])

  const respondTo = async (request?: { readonly action: unknown }) => {
    const result = await panel.run(request)
    if ('code' in result) return result
    return toReply(
      200,
      { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
      JSON.stringify(result),
    )
  }

  return {
    methods: ['GET', 'POST'],
    async respond({ request }) {
      if (isCrossSite(request)) return crossSite
      if (request.method !== 'POST') return respondTo()
      if (!isPlainJson(request)) return unsupportedMediaType
      try {
        const body = await bodies.read(request, 'sandbox')
        return await respondTo({ action: body && parseJson(body.toString()) })
      } catch (error) {
        if (error instanceof RejectedRequest) return error.reply
        throw error
      }
    },
  }
}
