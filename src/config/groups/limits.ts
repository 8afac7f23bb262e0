import * as is from '../kinds.ts'

export const limits = {
  LIMIT_CONCURRENT_REQUESTS: is
    .wholeNumber(1, 1_000_000)
    .default(512)
    .describe(
      'Maximum number of requests in progress. Further requests get HTTP 503; see [overload](limits.md#overload).',
    ),
  LIMIT_BUSY_REQUESTS: is
    .wholeNumber(0, 1_000_000)
    .default(64)
    .describe(
      'Maximum number of requests in progress while the event loop delay is above `LIMIT_EVENT_LOOP_DELAY_MS`.',
    ),
  LIMIT_EVENT_LOOP_DELAY_MS: is
    .wholeNumber(1, 60_000)
    .default(200)
    .describe('Event loop delay, in milliseconds, above which `LIMIT_BUSY_REQUESTS` applies.'),
  LIMIT_REQUESTS_PER_SECOND: is.rateOrOff
    .default(0)
    .describe(
      'Maximum number of GraphQL requests per second with one API key, and from one client address without one. `0` turns it off. Further requests get HTTP 429; see [request rate](limits.md#request-rate).',
    ),
  LIMIT_REQUEST_MS: is
    .wholeNumber(1, 600_000)
    .default(10_000)
    .describe(
      'Maximum time to execute a request, in milliseconds. After that, the response contains what is ready and an error for each missing field.',
    ),
  LIMIT_CONNECTIONS: is
    .wholeNumber(10, 1_000_000)
    .default(2_000)
    .describe(
      'Maximum number of connections. A further one replaces the one that has waited for a request for longest. See [slow clients](limits.md#slow-clients).',
    ),
  LIMIT_CONNECTIONS_PER_ADDRESS: is
    .wholeNumber(1, 1_000_000)
    .default(500)
    .describe(
      'Maximum number of connections from one client address that wait for a request. Not applied if `TRUST_PROXY` is set.',
    ),
  LIMIT_READING_BODIES: is
    .wholeNumber(1, 1_000_000)
    .default(1_024)
    .describe(
      'Maximum number of request bodies that are read at a time. A further one replaces the slowest.',
    ),
  LIMIT_READING_BODIES_PER_ADDRESS: is
    .wholeNumber(1, 1_000_000)
    .default(128)
    .describe('The same for one client address.'),
  LIMIT_READING_BYTES: is
    .bytesBetween(16 * 2 ** 20, 2 ** 40)
    .default(64 * 2 ** 20)
    .describe('Maximum size of all request bodies that are read at a time. Beyond it, the oldest is cut.'),
  LIMIT_UNREAD_BYTES: is
    .bytesBetween(2 ** 20, 2 ** 40)
    .default(64 * 2 ** 20)
    .describe(
      'Maximum size of all responses that clients have not read yet. Beyond it, the client that reads most slowly is cut.',
    ),
  LIMIT_TRIES_PER_PHONE: is
    .wholeNumber(1, 1_000_000)
    .default(5)
    .describe(
      'Maximum number of attempts to enter a password or code for one phone number: this many at once, then this many per hour. See [guessing](limits.md#guessing).',
    ),
  LIMIT_TRIES_PER_ADDRESS: is
    .wholeNumber(1, 1_000_000)
    .default(20)
    .describe(
      'Maximum number of such attempts from one client address: this many at once, then this many per hour.',
    ),
  LIMIT_PHONES_PER_ADDRESS: is.wholeNumber(1, 1_000_000).optional().meta({
    description:
      'Maximum number of phone numbers that `findContacts` looks up for one client address: this many at once, then this many per hour.',
    defaultText: '`LIMIT_TRIES_PER_ADDRESS` where that is set, otherwise 50',
  }),
  LIMIT_SIGN_INS_PER_ACCOUNT: is
    .wholeNumber(1, 1_000_000)
    .default(30)
    .describe(
      'Maximum number of successful sign-ins to one account: this many at once, then this many per hour. Changes of its password have a count of their own.',
    ),
  LIMIT_SIGN_INS_PER_ADDRESS: is
    .wholeNumber(1, 1_000_000)
    .default(60)
    .describe(
      'Maximum number of successful sign-ins, registrations and changes of passwords from one client address: this many at once, then this many per hour.',
    ),
  LIMIT_TEXT_MESSAGES_PER_HOUR: is
    .wholeNumber(1, 1_000_000)
    .default(1_000)
    .describe(
      'Maximum number of text messages that `sendVerificationCode` sends for all callers together: this many at once, then this many per hour. You pay for each. See [text messages](limits.md#text-messages).',
    ),
  LIMIT_BODY_BYTES: is
    .bytesBetween(2 ** 10, 16 * 2 ** 20)
    .default(256 * 2 ** 10)
    .describe('Maximum size of a request body.'),
  LIMIT_JSON_NESTING: is
    .wholeNumber(4, 500)
    .default(32)
    .describe('Maximum nesting of objects and lists in the JSON of a request.'),
  LIMIT_NESTING: is
    .wholeNumber(4, 500)
    .default(64)
    .describe(
      'Maximum nesting of brackets of any kind in a GraphQL document. See [documents](limits.md#documents).',
    ),
  LIMIT_TOKENS: is
    .wholeNumber(10, 100_000)
    .default(1_000)
    .describe('Maximum number of tokens in a document.'),
  LIMIT_NAME_LENGTH: is
    .wholeNumber(32, 10_000)
    .default(128)
    .describe(
      'Maximum length of a name in a document: of aliases, fields, arguments, variables, types, fragments and operations.',
    ),
  LIMIT_FRAGMENTS: is
    .wholeNumber(0, 1_000)
    .default(50)
    .describe('Maximum number of fragment definitions in a document.'),
  LIMIT_DEPTH: is.wholeNumber(1, 100).default(10).describe('Maximum nesting of fields in an operation.'),
  LIMIT_ALIASES: is.wholeNumber(0, 10_000).default(30).describe('Maximum number of aliases in an operation.'),
  LIMIT_ROOT_FIELDS: is
    .wholeNumber(1, 10_000)
    .default(20)
    .describe('Maximum number of fields at the top level of an operation.'),
  LIMIT_DIRECTIVES: is
    .wholeNumber(0, 10_000)
    .default(9)
    .describe('Maximum number of directives in an operation.'),
  LIMIT_PARTS: is
    .wholeNumber(0, 1_000_000)
    .default(1_000)
    .describe(
      'Maximum number of response parts that `@defer` and `@stream` may deliver later. See [parts](limits.md#parts).',
    ),
  LIMIT_COST: is
    .wholeNumber(1, 1_000_000)
    .default(500)
    .describe(
      'Maximum number of upstream calls that an operation may cause in the worst case. See [cost](limits.md#cost).',
    ),
  LIMIT_ANSWER_BYTES: is
    .bytesBetween(2 ** 8, 64 * 2 ** 20)
    .default(8 * 2 ** 20)
    .describe(
      'Maximum size of a response, all its parts together. Beyond it, the response is an error; see [responses](limits.md#responses).',
    ),
}
