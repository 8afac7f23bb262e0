import { MAX_ACCEPT_LENGTH } from '../response/media-types.ts'
import { OWN_HEADERS } from './cors.ts'
import type { ErrorReply } from './error-reply.ts'

export const unsupportedMediaType: ErrorReply = {
  status: 415,
  code: 'BAD_USER_INPUT',
  message: 'The request body must be sent as application/json in UTF-8, without compression.',
}

export const notJsonObject: ErrorReply = {
  status: 400,
  code: 'BAD_USER_INPUT',
  message:
    'The request body must be a JSON object, for example {"query": "{ viewer { mixin { user { name } } } }"}.',
}

export const parametersNotJsonObjects: ErrorReply = {
  status: 400,
  code: 'BAD_USER_INPUT',
  message: 'The URL parameters "variables" and "extensions" must be JSON objects, for example {"id": "1"}.',
}

export const notFound: ErrorReply = {
  status: 404,
  code: 'NOT_FOUND',
  message: 'There is no resource at this path. Send GraphQL requests to /graphql.',
}

/** @param allow the methods that the path takes */
export const methodNotAllowed = (allow: string, isGraphQL: boolean): ErrorReply => ({
  status: 405,
  code: 'BAD_USER_INPUT',
  message: isGraphQL
    ? 'GraphQL requests must use POST; queries may also use GET.'
    : `This path takes these methods only: ${allow}.`,
  headers: { allow },
})

export const notAcceptable: ErrorReply = {
  status: 406,
  code: 'BAD_USER_INPUT',
  message:
    `The Accept header must allow application/graphql-response+json, application/json in UTF-8 or text/event-stream, ` +
    `and be at most ${MAX_ACCEPT_LENGTH} characters long. multipart/mixed needs one of them beside it: a response without parts is JSON.`,
}

/** Other sites can make a browser send a GET with its cookies. @see cross-site.ts */
export const crossSiteGet: ErrorReply = {
  status: 403,
  code: 'FORBIDDEN',
  message: `A GET request with a cookie must come from an allowed page or send one of these headers, as a protection against cross-site requests: ${OWN_HEADERS.join(', ')}.`,
}

/** Less than 1 kB/s on average, after 5 seconds. */
export const bodyTooSlow: ErrorReply = {
  status: 408,
  code: 'BAD_USER_INPUT',
  message: 'The request body arrived too slowly: at less than 1 kB per second. Send it again, all at once.',
  headers: { connection: 'close' },
}

/** The slowest body, where too many are being read. */
export const tooManyBodies: ErrorReply = {
  status: 503,
  code: 'RATE_LIMITED',
  message:
    'The gateway is reading too many request bodies at a time, and this one arrived most slowly (LIMIT_READING_BODIES, LIMIT_READING_BODIES_PER_ADDRESS, LIMIT_READING_BYTES). Retry in a second.',
  retryAfterMs: 1_000,
  headers: { 'retry-after': '1', connection: 'close' },
}
