import { describe, expect, it } from 'vitest'
import { createAcceptReader } from '../../../src/response/media-types.ts'

const readAccept = createAcceptReader()
const JSON_TYPE = 'application/json'
const GRAPHQL = 'application/graphql-response+json'

describe('the content type of a response', () => {
  it.each([
    [undefined, JSON_TYPE],
    ['', JSON_TYPE],
    [' ', JSON_TYPE],
    ['*/*', JSON_TYPE],
    ['application/*', JSON_TYPE],
    [`${GRAPHQL}, ${JSON_TYPE}`, GRAPHQL],
    [`${JSON_TYPE}, ${GRAPHQL}`, JSON_TYPE],
    [`${JSON_TYPE};charset="UTF-8"`, JSON_TYPE],
    [`${GRAPHQL}; charset=utf8`, GRAPHQL],
    // JSON has no parameters: others say nothing.
    [`${JSON_TYPE};v=1`, JSON_TYPE],
    [`${GRAPHQL}; profile="a, b; q=0"; q=0.9, ${JSON_TYPE};odata=verbose;q=0.8`, GRAPHQL],
    // The larger weight wins, wherever it stands.
    [`${JSON_TYPE};q=0.8, ${GRAPHQL};q=0.9`, GRAPHQL],
    [`${GRAPHQL};q=0.1, ${JSON_TYPE};q=0.2`, JSON_TYPE],
    [`${GRAPHQL};q=0.1, */*;q=0.2`, JSON_TYPE],
    [`${GRAPHQL};Q=0.1, ${JSON_TYPE};Q=0.2`, JSON_TYPE],
    [`APPLICATION/GRAPHQL-RESPONSE+JSON, ${JSON_TYPE};q=0.9`, GRAPHQL],
    // What names a type more closely decides about it, whatever its weight.
    [`application/*;q=0.9, ${JSON_TYPE};q=0.1`, GRAPHQL],
    [`*/*;q=0.1, ${GRAPHQL};q=0.05`, JSON_TYPE],
    [`${JSON_TYPE};charset=utf8;q=0, ${GRAPHQL}`, GRAPHQL],
    [`text/html;q=0, ${JSON_TYPE};q=0.001`, JSON_TYPE],
    // A weight of 0 excludes a type, wildcards included.
    [`${JSON_TYPE};q=0, */*`, GRAPHQL],
    [`${GRAPHQL};q=0.0, ${JSON_TYPE}`, JSON_TYPE],
  ])('%s: %s', (accept, type) => {
    expect(readAccept(accept).accepted).toEqual({
      headers: ['content-type', `${type}; charset=utf-8`],
      accept: type,
      asEvents: false,
    })
  })

  it.each([
    `${JSON_TYPE};q=0`,
    '*/*;q=0',
    `${JSON_TYPE};q=0, ${GRAPHQL};q=0.000, */*`,
    `${JSON_TYPE}; charset=utf-16`,
    `${JSON_TYPE}; v=1; charset=utf-16`,
    `${JSON_TYPE}; v=1; q=0`,
    `${JSON_TYPE};charset=utf8;q=0`,
    `${JSON_TYPE};charset=utf8;q=0, ${JSON_TYPE};charset=utf-8;q=0`,
    'application/*;q=0, */*',
    `${JSON_TYPE};Q=0`,
    'text/html',
    'multipart/mixed',
    'text/event-stream;q=0, multipart/mixed',
    'text/*',
    'nonsense',
    `${JSON_TYPE}, `.padEnd(513, ' '),
  ])('none for %s', (accept) => {
    expect(readAccept(accept).accepted).toBeUndefined()
  })

  it('is the same when the header comes again', () => {
    const accept = `${GRAPHQL};q=0.5, ${JSON_TYPE};q=0.4`
    expect(readAccept(accept)).toBe(readAccept(accept))
  })
})

describe('incremental delivery', () => {
  it.each([
    [`multipart/mixed, ${JSON_TYPE}`, `${JSON_TYPE},multipart/mixed`],
    [`multipart/mixed;deferSpec=20220824, ${GRAPHQL};q=0.9`, `${GRAPHQL},multipart/mixed`],
    [`multipart/mixed; boundary="graphql"; deferSpec=20220824, ${JSON_TYPE}`, `${JSON_TYPE},multipart/mixed`],
    ['Text/Event-Stream, */*', `${JSON_TYPE},text/event-stream`],
    // The larger weight wins; of equal ones, incremental delivery, and of its types multipart.
    [`multipart/mixed;q=0.9, text/event-stream, ${JSON_TYPE};q=0.5`, `${JSON_TYPE},text/event-stream`],
    [`multipart/mixed;q=0.5, text/event-stream;q=0.4, */*;q=0.5`, `${JSON_TYPE},multipart/mixed`],
    [`${GRAPHQL}, ${JSON_TYPE};q=0.9, text/event-stream, multipart/mixed`, `${GRAPHQL},multipart/mixed`],
  ])('is accepted by name: %s', (accept, expected) => {
    const { accepted } = readAccept(accept)
    expect(accepted?.accept).toBe(expected)
    expect(accepted?.parts?.format).toBe('path')
  })

  it.each([
    '*/*',
    'multipart/*, application/*',
    `multipart/mixed;q=0, ${JSON_TYPE}`,
    `multipart/mixed;q=0.000, text/event-stream;q=0, ${JSON_TYPE};q=0.1`,
    `multipart/mixed;q=0.9, ${JSON_TYPE}`,
    `text/event-stream;deferSpec=20220824;q=0.2, ${JSON_TYPE};q=0.201`,
    // Formats that the gateway does not write, which is no reason to send another.
    `multipart/mixed;incrementalSpec=v0.3, ${JSON_TYPE}`,
    'multipart/mixed;incrementalSpec=v0.3, */*',
    `multipart/mixed;deferSpec=20250101, text/event-stream;incrementalSpec=v9, ${JSON_TYPE}`,
    `multipart/mixed;boundary=graphql;subscriptionSpec=1.0, ${JSON_TYPE}`,
    `multipart/mixed;deferSpec=20220824;incrementalSpec=v0.2, ${JSON_TYPE}`,
  ])('is not accepted: %s', (accept) => {
    const { accepted } = readAccept(accept)
    expect(accepted?.accept).toBe(JSON_TYPE)
    expect(accepted).not.toHaveProperty('parts')
  })
})

const MULTIPART = 'multipart/mixed'
const EVENTS = 'text/event-stream'

describe('the format of parts', () => {
  it.each([
    [`${MULTIPART}, ${JSON_TYPE}`, 'path', `${MULTIPART}; boundary="-"`],
    [
      `${MULTIPART};deferSpec=20220824, ${JSON_TYPE}`,
      'path',
      `${MULTIPART}; boundary="-"; deferSpec=20220824`,
    ],
    [
      `${MULTIPART}; INCREMENTALSPEC="V0.1" , */*`,
      'path',
      `${MULTIPART}; boundary="-"; incrementalSpec=v0.1`,
    ],
    [
      `${MULTIPART};boundary="x";incrementalSpec=v0.2, ${JSON_TYPE}`,
      'id',
      `${MULTIPART}; boundary="-"; incrementalSpec=v0.2`,
    ],
    [`${EVENTS};incrementalSpec=v0.2`, 'id', `${EVENTS}; incrementalSpec=v0.2`],
    [`${EVENTS};deferSpec=20220824`, 'path', `${EVENTS}; deferSpec=20220824`],
    [EVENTS, 'path', EVENTS],
    // Of several, the largest weight; of equal ones, the first that names a format.
    [
      `${MULTIPART}, ${MULTIPART};incrementalSpec=v0.2, ${MULTIPART};deferSpec=20220824, ${JSON_TYPE}`,
      'id',
      `${MULTIPART}; boundary="-"; incrementalSpec=v0.2`,
    ],
    [
      `${MULTIPART};incrementalSpec=v0.2;q=0.5, ${MULTIPART};deferSpec=20220824;q=0.9, ${JSON_TYPE};q=0.1`,
      'path',
      `${MULTIPART}; boundary="-"; deferSpec=20220824`,
    ],
    [
      `${MULTIPART};incrementalSpec=v0.3, ${MULTIPART};incrementalSpec=v0.2;q=0.9, ${JSON_TYPE};q=0.8`,
      'id',
      `${MULTIPART}; boundary="-"; incrementalSpec=v0.2`,
    ],
    [
      `${MULTIPART};incrementalSpec=v0.2;q=0, ${MULTIPART}, ${JSON_TYPE}`,
      'path',
      `${MULTIPART}; boundary="-"`,
    ],
  ])('is chosen by the parameter of the media type: %s', (accept, format, contentType) => {
    expect(readAccept(accept).accepted?.parts).toMatchObject({ format, contentType })
  })
})

describe('a whole response', () => {
  it.each([
    [EVENTS, EVENTS],
    ['Text/Event-Stream;Q=0.1', EVENTS],
    [`${EVENTS}; charset=utf-8`, EVENTS],
    [`${EVENTS}, ${JSON_TYPE};q=0.999`, EVENTS],
    [`${EVENTS}, */*;q=0.1`, EVENTS],
    [`${JSON_TYPE};q=0, ${EVENTS};q=0.001`, EVENTS],
    [`${JSON_TYPE}; charset=utf-16, ${EVENTS}`, EVENTS],
    [`text/html;q=0.9, ${EVENTS}`, EVENTS],
    // At the same weight, both in one form.
    [`multipart/mixed, ${EVENTS}`, EVENTS],
    [`multipart/mixed, ${EVENTS};q=0.9`, 'multipart/mixed'],
    [`multipart/mixed, ${EVENTS};q=0.9, ${JSON_TYPE};q=0.8`, 'multipart/mixed'],
  ])('is sent as events: %s, and parts as %s', (accept, parts) => {
    expect(readAccept(accept)).toMatchObject({
      accepted: { asEvents: true, accept: `${JSON_TYPE},${parts}` },
      prefersHtml: false,
    })
  })

  it.each([
    '*/*',
    'text/*, application/json;q=0.5',
    `${EVENTS}, ${JSON_TYPE}`,
    `${EVENTS}, */*`,
    `${EVENTS};q=0.5, ${JSON_TYPE};q=0.501`,
    `${EVENTS};q=0, ${JSON_TYPE};q=0.1`,
    // As urql sends it.
    `${GRAPHQL}, application/graphql+json, ${JSON_TYPE}, ${EVENTS}, multipart/mixed`,
  ])('is JSON for %s', (accept) => {
    expect(readAccept(accept).accepted).toMatchObject({ asEvents: false })
  })
})

describe('a browser', () => {
  it.each([
    'text/html',
    'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    `${JSON_TYPE};q=0.5, text/html;q=0.6`,
    'text/html;charset=utf-8',
    'text/html; level=1; q=0.9, */*;q=0.8',
    'Text/HTML;charset="utf-8"',
  ])('prefers a page: %s', (accept) => {
    expect(readAccept(accept).prefersHtml).toBe(true)
  })

  it.each([
    undefined,
    '*/*',
    'text/*',
    'text/html;q=0',
    'text/html;q=0, */*',
    'text/html;q=0.0, text/*',
    'TEXT/HTML;Q=0, */*',
    'text/html;level=1;q=0, */*',
    'application/xhtml+xml, text/*',
    `${JSON_TYPE}, text/html;q=0.9`,
    'text/html;level="q=1";q=0, */*',
    'text/htmlx',
  ])('is not one that sends %s', (accept) => {
    expect(readAccept(accept).prefersHtml).toBe(false)
  })
})
