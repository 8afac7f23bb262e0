import Negotiator from 'negotiator'
import { LRUCache } from 'lru-cache'

/** Characters of an `Accept` header; a longer one is rejected unread. */
export const MAX_ACCEPT_LENGTH = 512

/** How many results are cached, and for headers of at most how many characters. */
const CACHED_HEADERS = 100
const MAX_CACHED_LENGTH = 256

type JsonType = 'application/json' | 'application/graphql-response+json'

/** Preferred first where the client leaves the choice. */
const JSON_OFFERS: ReadonlyMap<string, JsonType> = new Map<string, JsonType>([
  ['application/json; charset=utf-8', 'application/json'],
  ['application/graphql-response+json; charset=utf-8', 'application/graphql-response+json'],
])
const HTML = 'text/html'
const EVENTS = 'text/event-stream'
const OFFERS = [...JSON_OFFERS.keys(), HTML, EVENTS]

/** Media types of incremental delivery. */
const INCREMENTAL: readonly string[] = ['multipart/mixed', EVENTS]
/** Asks for a later format of incremental delivery, such as `incrementalSpec=v0.2`, than the gateway writes. */
const OTHER_FORMAT = /;\s*incremental/i

/** A range of a type that is offered whole, and its parameters. */
const RANGE = /(application\/(?:graphql-response\+)?json|text\/html)((?:\s*;(?:[^;,"]|"[^"]*")*)+)/gi
/** JSON has no parameters, so only the weight and the charset count. */
const JSON_PARAMETER = /;(?!\s*(?:q|charset)\s*=)(?:[^;,"]|"[^"]*")*/gi
const HTML_PARAMETER = /;(?!\s*q\s*=)(?:[^;,"]|"[^"]*")*/gi
/** A common spelling of the charset. */
const UTF8 = /(;\s*charset\s*=\s*"?)utf8\b/gi

const withoutParameters = (accept: string): string =>
  accept.replace(RANGE, (_, type: string, parameters: string) => {
    const ignored = type.toLowerCase() === HTML ? HTML_PARAMETER : JSON_PARAMETER
    return type + parameters.replace(ignored, '').replace(UTF8, '$1utf-8')
  })

/** A range of a type of incremental delivery, without its other parameters, and its weight. */
const INCREMENTAL_RANGE = /(multipart\/mixed|text\/event-stream)((?:\s*;(?:[^;,"]|"[^"]*")*)*)/gi
const WEIGHT = /;\s*q\s*=\s*"?([\d.]+)/i

/** Changes the weights of these ranges by less than the smallest difference of two weights, which decides between equal ones. */
const withAdvantage = (accept: string, advantageOf: (type: string) => number): string =>
  accept.replace(INCREMENTAL_RANGE, (_, type: string, parameters: string) => {
    const weight = Number(WEIGHT.exec(parameters)?.[1] ?? 1)
    return `${type};q=${weight > 0 ? Math.max(0.0001, weight + advantageOf(type.toLowerCase())) : 0}`
  })

const readRanges = (accept: string) => {
  const negotiator = new Negotiator({ headers: { accept } })
  const named = new Set(negotiator.mediaTypes().map((type) => type.toLowerCase()))
  return {
    isNamed: (type: string): boolean => named.has(type),
    rank: (types: readonly string[]): readonly string[] => negotiator.mediaTypes([...types]),
  }
}

/**
 * The types of incremental delivery that a client names and prefers to whole JSON, or accepts alike; the best first.
 * @param whole the type of a response in one piece
 */
const incrementalTypes = (accept: string, whole: string): readonly string[] => {
  if (OTHER_FORMAT.test(accept)) return []
  const { isNamed, rank } = readRanges(
    withAdvantage(accept, (type) => ((type === EVENTS) === (whole === EVENTS) ? 0.0006 : 0.0005)),
  )
  const ranked = rank([...INCREMENTAL, ...(whole === EVENTS ? [] : [whole])])
  const end = ranked.indexOf(whole) + (whole === EVENTS ? 1 : 0)
  return ranked.slice(0, end).filter(isNamed)
}

/** The part of a client's `Accept` that the gateway can satisfy. */
export interface Accepted {
  /** Name and value of the response's content type where it is whole JSON. */
  readonly headers: readonly ['content-type', string]
  /** The same choice as an `Accept` header: one JSON type, then a type of incremental delivery if that may be used. */
  readonly accept: string
  /** Whether a whole response is sent as events, by GraphQL over SSE: the client prefers these to JSON. */
  readonly asEvents: boolean
}

export interface AcceptResult {
  /** Undefined where the client accepts neither JSON in UTF-8 nor events. */
  readonly accepted: Accepted | undefined
  readonly prefersHtml: boolean
}

const NOTHING_ACCEPTED: AcceptResult = { accepted: undefined, prefersHtml: false }

const negotiate = (given: string): AcceptResult => {
  const accept = withoutParameters(given)
  // Of equal weights, whole JSON counts.
  const { isNamed, rank } = readRanges(withAdvantage(accept, () => -0.0005))
  // A wildcard asks neither for a page nor for events nor for incremental delivery: the client has to name them.
  const ranked = rank(OFFERS).filter((type) => JSON_OFFERS.has(type) || isNamed(type))
  const prefersHtml = ranked[0] === HTML
  const whole = ranked.find((type) => type !== HTML)
  if (whole === undefined) return { accepted: undefined, prefersHtml }
  const json = JSON_OFFERS.get(whole) ?? 'application/json'
  const [incremental] = incrementalTypes(accept, whole)
  return {
    accepted: {
      headers: ['content-type', `${json}; charset=utf-8`],
      accept: incremental === undefined ? json : `${json},${incremental}`,
      asEvents: whole === EVENTS,
    },
    prefersHtml,
  }
}

export type AcceptReader = (accept: string | undefined) => AcceptResult

/** Reads `Accept` headers and caches the results. An absent or blank header accepts anything. */
export const createAcceptReader = (): AcceptReader => {
  const cached = new LRUCache<string, AcceptResult>({ max: CACHED_HEADERS })
  return (accept = '*/*') => {
    const known = cached.get(accept)
    if (known) return known
    if (accept.length > MAX_ACCEPT_LENGTH) return NOTHING_ACCEPTED
    const negotiated = negotiate(accept.trim() === '' ? '*/*' : accept)
    if (accept.length <= MAX_CACHED_LENGTH) cached.set(accept, negotiated)
    return negotiated
  }
}

/** @param types an `Accept` header as `Accepted` has it, or a content type */
export const isIncremental = (types: string | null): boolean =>
  types !== null && /\b(multipart\/mixed|text\/event-stream)\b/.test(types)
