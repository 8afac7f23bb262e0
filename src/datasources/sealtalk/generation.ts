import { isObject } from '../../json.ts'
import type { HttpResponse } from '../../upstream/send-request.ts'
import { endpoints, type SealTalkEndpoint } from './endpoints.ts'
import { hasOwnMeaning, LATER_CODES } from './error-meanings.ts'

/**
 * Whose numbers a server uses: those of the Node server and the first one in Java, or those of the later one in Java.
 * @see docs/networks/sealtalk.md#generations
 */
export type Generation = 'former' | 'later'

/** Calls that the later server lacks: if one of them succeeds, the server is a former one. */
const FORMER_ONLY: ReadonlySet<SealTalkEndpoint> = new Set<SealTalkEndpoint>([
  endpoints.sendCode,
  endpoints.verifyCode,
  endpoints.verifyCodeYunpian,
  endpoints.checkPhone,
  endpoints.register,
  endpoints.login,
  endpoints.resetPassword,
  endpoints.changePassword,
  endpoints.setStAccount,
])

export const isFormerOnly = (endpoint: SealTalkEndpoint): boolean => FORMER_ONLY.has(endpoint)

/** These pass on numbers of the provider of text messages. */
const PASSING_ON: ReadonlySet<SealTalkEndpoint> = new Set<SealTalkEndpoint>([
  endpoints.sendCode,
  endpoints.sendCodeYunpian,
])

const NOT_LOGGED_IN = /^Not logg?ed in\b/i

/** The later server's refusal of a call without a session, which is also its response to unknown paths. */
export const saysNotLoggedIn = (message: unknown): boolean =>
  typeof message === 'string' && NOT_LOGGED_IN.test(message)

/**
 * What a response reveals, undefined for nothing. Only its form and the server's own numbers and words count: nothing that
 * a caller sends can make a server respond like one of another generation.
 */
const revealedBy = (
  endpoint: SealTalkEndpoint,
  { status, body }: Pick<HttpResponse, 'status' | 'body'>,
  json: unknown,
): Generation | undefined => {
  if (!isObject(json)) return status === 403 && NOT_LOGGED_IN.test(body.trimStart()) ? 'former' : undefined
  const { code, message } = json
  if (typeof code !== 'number') return undefined
  if (status === 200 && code === 200) return FORMER_ONLY.has(endpoint) ? 'former' : undefined
  if (!LATER_CODES.has(code) || typeof message !== 'string') return undefined
  if (code === 1000) return saysNotLoggedIn(message) ? 'later' : undefined
  if (status === 400) return 'later'
  return status === 200 && !hasOwnMeaning(endpoint, code) && !PASSING_ON.has(endpoint) ? 'later' : undefined
}

/** Which generation a server belongs to, as its responses to ordinary calls reveal. No call is made to find out. */
export interface Generations {
  /** Undefined until a response has revealed it. */
  current(): Generation | undefined
  /** The latest response that reveals it counts, since a server may be replaced. */
  observe(endpoint: SealTalkEndpoint, response: Pick<HttpResponse, 'status' | 'body'>, json: unknown): void
}

export const createGenerations = (): Generations => {
  let generation: Generation | undefined
  return {
    current: () => generation,
    observe(endpoint, response, json) {
      generation = revealedBy(endpoint, response, json) ?? generation
    },
  }
}
