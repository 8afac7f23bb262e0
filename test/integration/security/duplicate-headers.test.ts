import { afterAll, describe, expect, it } from 'vitest'
import { startGateway } from '../../support/gateway.ts'
import { sendBytes } from './raw-socket.ts'

const ORIGIN = 'https://app.example'
const gateway = await startGateway({ env: { CORS_ORIGINS: ORIGIN } })
afterAll(() => gateway.close())

const BODY = '{"query":"{ __typename }"}'

const post = (lines: readonly string[], body = BODY) =>
  sendBytes(
    gateway.url,
    [
      'POST /graphql HTTP/1.1',
      'Host: gateway',
      'Content-Type: application/json',
      'Connection: close',
      ...lines,
      '',
      body,
    ].join('\r\n'),
  )
const length = `Content-Length: ${BODY.length}`

describe('a header that is sent twice', () => {
  it.each([
    ['Accept', ['Accept: text/html;q=0', 'Accept: application/json']],
    ['Accept-Encoding', ['Accept-Encoding: br', 'Accept-Encoding: gzip']],
    ['X-Parley-Trace', ['X-Parley-Trace: 1', 'X-Parley-Trace: 1']],
    ['Content-Encoding', ['Content-Encoding: identity', 'Content-Encoding: identity']],
  ])('counts as one list: %s', async (_, lines) => {
    const { statuses, text } = await post([length, ...lines])
    expect(statuses).toEqual([200])
    expect(text.endsWith('{"data":{"__typename":"Query"}}')).toBe(true)
  })

  it.each([
    ['Content-Length', [length, `Content-Length: ${BODY.length - 1}`]],
    ['Content-Length, the same', [length, length]],
    ['Content-Length beside Transfer-Encoding', [length, 'Transfer-Encoding: chunked']],
    ['Host', [length, 'Host: gateway']],
    ['Host, another one', [length, 'Host: another']],
  ])('is refused where it says whose or how long the request is: %s', async (_, lines) => {
    expect((await post(lines)).statuses).toEqual([400])
  })

  it('is no origin that may read the response', async () => {
    const { text } = await post([length, `Origin: ${ORIGIN}`, `Origin: ${ORIGIN}`])
    expect(text).not.toMatch(/access-control-allow-origin/i)
  })
})

it('a request without Host is refused', async () => {
  const bytes = 'GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n'
  expect((await sendBytes(gateway.url, bytes)).statuses).toEqual([400])
})
