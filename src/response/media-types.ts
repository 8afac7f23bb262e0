import Negotiator from 'negotiator'
import { LRUCache } from 'lru-cache'
import { EVENTS, type PartsType, readPartsType } from './parts-type.ts'

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
/** Stands for a type that the client names and the gateway does not write. */
const NOT_OFFERED = 'not/offered'
const OFFERS = [...JSON_OFFERS.keys(), HTML, EVENTS]

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

/** A range of a type of incremental delivery, its parameters, and its weight. */
const INCREMENTAL_RANGE = /(multipart\/mixed|text\/event-stream)((?:\s*;(?:[^;,"]|"[^"]*")*)*)/gi
const WEIGHT = /;\s*q\s*=\s*"?([\d.]+)/i

/** Changes a weight by less than the smallest difference of two weights, which decides between equal ones. */
const weigh = (parameters: string, advantage: number): number => {
  const weight = Number(WEIGHT.exec(parameters)?.[1] ?? 1)
  return weight > 0 ? Math.max(0.0001, weight + advantage) : 0
}

const readRanges = (accept: string) => {
  const negotiator = new Negotiator({ headers: { accept } })
  const named = new Set(negotiator.mediaTypes().map((type) => type.toLowerCase()))
  return {
    isNamed: (type: string): boolean => named.has(type),
    rank: (types: readonly string[]): readonly string[] => negotiator.mediaTypes([...types]),
  }
}

/**
 * The best type of incremental delivery that a client names and prefers to a whole response, or accepts alike.
 * @param whole the type of a response in one piece
 */
const negotiateParts = (accept: string, whole: string): PartsType | undefined => {
  const named = new Map<string, PartsType>()
  const ranges = accept.replace(INCREMENTAL_RANGE, (_, given: string, parameters: string) => {
    const type = given.toLowerCase()
    const parts = readPartsType(type, parameters)
    const weight = weigh(parameters, (type === EVENTS) === (whole === EVENTS) ? 0.0006 : 0.0005)
    if (!parts) return `${NOT_OFFERED};q=${weight}`
    const offer = type + parts.parameter
    if (weight > 0) named.set(offer, parts)
    return `${offer};q=${weight}`
  })
  const [best = ''] = readRanges(ranges).rank([...named.keys(), ...(whole === EVENTS ? [] : [whole])])
  return named.get(best)
}

/** The part of a client's `Accept` that the gateway can satisfy. */
export interface Accepted {
  /** Name and value of the response's content type where it is whole JSON. */
  readonly headers: readonly ['content-type', string]
  /** The same choice as an `Accept` header: one JSON type, then a type of incremental delivery if that may be used. */
  readonly accept: string
  /** How parts are delivered; undefined where they may not be. */
  readonly parts?: PartsType | undefined
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
  const { isNamed, rank } = readRanges(
    accept.replace(
      INCREMENTAL_RANGE,
      (_, type: string, parameters: string) => `${type};q=${weigh(parameters, -0.0005)}`,
    ),
  )
  // A wildcard asks neither for a page nor for events nor for incremental delivery: the client has to name them.
  const ranked = rank(OFFERS).filter((type) => JSON_OFFERS.has(type) || isNamed(type))
  const prefersHtml = ranked[0] === HTML
  const whole = ranked.find((type) => type !== HTML)
  if (whole === undefined) return { accepted: undefined, prefersHtml }
  const json = JSON_OFFERS.get(whole) ?? 'application/json'
  const parts = negotiateParts(accept, whole)
  return {
    accepted: {
      headers: ['content-type', `${json}; charset=utf-8`],
      accept: parts ? `${json},${parts.type}` : json,
      ...(parts && { parts }),
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
