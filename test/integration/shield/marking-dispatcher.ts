import { Agent, type Dispatcher } from 'undici'

/** What every text is marked with that an upstream sends to a viewer. No text of the upstreams looks like it. */
export const markOf = (viewer: string): string => `~as-${viewer}~`

/** Viewers whose marks are in a text, each once. */
export const marksIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/~as-(\w+)~/g)].map(([, viewer = '']) => viewer)),
]

/** Keys whose values are ids, times and words of closed lists: the gateway would not know them any more. */
const UNMARKED =
  /^(id|type|category|role|relationship|action|gender|status|region|version)$|^identity_number$|(^|_)(user|app|creator|conversation|circle)_id$|(Id|At|Version)$|_(at|until|source)$|^timestamp/

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const markText = (text: string, mark: string): string =>
  /^https?:\/\//.test(text) ? `${text}#${mark}` : `${text}${mark}`

/** The same JSON with a mark in every text. */
const mark = (value: unknown, by: string, key = ''): unknown => {
  if (typeof value === 'string') return value === '' || UNMARKED.test(key) ? value : markText(value, by)
  if (Array.isArray(value)) return value.map((item) => mark(item, by, key))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mark(inner, by, name)]))
}

const markBody = (body: string, by: string): string => {
  try {
    const json: unknown = JSON.parse(body)
    return isObject(json) && 'error' in json ? body : JSON.stringify(mark(json, by))
  } catch {
    return body
  }
}

type Headers = Readonly<Record<string, string>>

/** Whom a request is made for, as its credential tells. */
export type ViewerOf = (headers: Headers) => string

type AnswerHeaders = Readonly<Record<string, string | string[] | undefined>>

/** Sends requests as they are, and changes the body of every answer. Status, headers and their length stay. */
export const createChangingDispatcher = (
  change: (body: string, headers: Headers) => string,
  onAnswer: (headers: AnswerHeaders) => void = () => undefined,
): Dispatcher =>
  new Agent().compose((dispatch) => (options, handler) => {
    const chunks: Buffer[] = []
    return dispatch(options, {
      onRequestStart: (controller, context) => handler.onRequestStart?.(controller, context),
      onResponseStart(controller, status, headers, message) {
        onAnswer(headers)
        handler.onResponseStart?.(controller, status, headers, message)
      },
      onResponseData: (_, chunk) => void chunks.push(chunk),
      onResponseEnd(controller, trailers) {
        const changed = change(Buffer.concat(chunks).toString(), options.headers as Headers)
        handler.onResponseData?.(controller, Buffer.from(changed))
        handler.onResponseEnd?.(controller, trailers)
      },
      onResponseError: (controller, error) => handler.onResponseError?.(controller, error),
    })
  })

/** Marks every text in every answer with whom it is for. */
export const createMarkingDispatcher = (
  viewerOf: ViewerOf,
  onAnswer?: (headers: AnswerHeaders) => void,
): Dispatcher =>
  createChangingDispatcher((body, headers) => markBody(body, markOf(viewerOf(headers))), onAnswer)

/** Marks by whose token or cookie a request carries. */
export interface CredentialMarks<Name extends string> {
  readonly dispatcher: Dispatcher
  /** Cookies that SealTalk gives from now on are this one's; nobody's where left out. */
  signingIn(name?: Name): void
}

/** @param tokens owners by `Authorization` header; whatever else is in it is the bot's, which signs each request anew */
export const createCredentialMarks = <Name extends string>(
  tokens: ReadonlyMap<string, Name>,
): CredentialMarks<Name> => {
  const cookies = new Map<string, Name>()
  let owner: Name | undefined
  const dispatcher = createMarkingDispatcher(
    ({ authorization, cookie }) => {
      if (cookie !== undefined) return cookies.get(cookie) ?? 'nobody'
      return authorization === undefined ? 'nobody' : (tokens.get(authorization) ?? 'bot')
    },
    ({ 'set-cookie': given = [] }) => {
      for (const cookie of [given].flat()) if (owner) cookies.set(cookie.split(';')[0] ?? '', owner)
    },
  )
  return { dispatcher, signingIn: (name) => void (owner = name) }
}
