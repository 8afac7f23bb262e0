import { afterEach, describe, expect, it } from 'vitest'
import type { Fault } from '../../../sandbox/faults.ts'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { codesOf } from '../../support/gateway.ts'
import {
  startSandboxGateway,
  type SandboxGateway,
  type SandboxGatewayOptions,
} from '../../support/sandbox.ts'

const FETCH = 'POST /users/fetch'
const READ = 'GET /conversations/:id'
const USER = `user(by: { mixinUserId: "${x.userId}" }) { name }`
const GROUP = `conversation(id: "mixin:conversation:${x.groupId}") { name }`

let harness: SandboxGateway
afterEach(() => harness.close())

const start = async (options: SandboxGatewayOptions = {}): Promise<SandboxGateway> => {
  harness = await startSandboxGateway(options)
  return harness
}

const countOf = (endpoint: string): number => harness.calls().filter((call) => call === endpoint).length

/** How often a read may be sent: a failure that a second attempt may mend is tried once more. */
const ONCE = 1
const TWICE = 2

describe('a read that fails', () => {
  it.each<[string, string, number, Omit<Fault, 'endpoint'>]>([
    ['RATE_LIMITED', 'a refusal for too many calls', ONCE, { kind: '429' }],
    ['RATE_LIMITED', 'a proxy’s 429', ONCE, { kind: 'html', status: 429, retryAfterSeconds: 7 }],
    ['UNAUTHENTICATED', 'a refusal of the credential', ONCE, { kind: 'error', code: 401 }],
    ['UNAUTHENTICATED', 'a proxy’s 401', ONCE, { kind: 'html', status: 401 }],
    ['FORBIDDEN', 'a refusal', ONCE, { kind: 'error', code: 403 }],
    ['FORBIDDEN', 'a proxy’s 403', ONCE, { kind: 'html', status: 403 }],
    ['BAD_USER_INPUT', 'a refusal of a field', ONCE, { kind: 'error', code: 10002 }],
    ['UPSTREAM_ERROR', 'a code that nobody knows', ONCE, { kind: 'error', code: 31337 }],
    ['UPSTREAM_UNAVAILABLE', 'a breakdown', TWICE, { kind: '500' }],
    ['UPSTREAM_UNAVAILABLE', 'a breakdown of its messages', TWICE, { kind: 'error', code: 7000 }],
    ['UPSTREAM_UNAVAILABLE', 'a time-out of its own', TWICE, { kind: 'error', code: 7001 }],
    ['UPSTREAM_UNAVAILABLE', 'a proxy’s 500', TWICE, { kind: 'html' }],
    ['UPSTREAM_UNAVAILABLE', 'a proxy’s 502', TWICE, { kind: 'html', status: 502 }],
    ['UPSTREAM_UNAVAILABLE', 'a page with status 200', ONCE, { kind: 'html', status: 200 }],
    ['UPSTREAM_UNAVAILABLE', 'garbage', ONCE, { kind: 'garbage' }],
    ['UPSTREAM_UNAVAILABLE', 'half of the JSON', ONCE, { kind: 'truncated' }],
    ['UPSTREAM_UNAVAILABLE', 'a cut connection', TWICE, { kind: 'truncated', declaredLength: 'full' }],
    ['UPSTREAM_UNAVAILABLE', 'nothing for data', ONCE, { kind: 'null-data' }],
    ['UPSTREAM_UNAVAILABLE', 'other types', ONCE, { kind: 'wrong-types' }],
    ['UPSTREAM_UNAVAILABLE', 'a number', ONCE, { kind: 'wrong-types', shape: 'scalar' }],
    ['UPSTREAM_UNAVAILABLE', 'an object for a list', ONCE, { kind: 'wrong-types', shape: 'swapped' }],
    ['UPSTREAM_UNAVAILABLE', 'sixty megabytes', ONCE, { kind: 'big-body' }],
    ['UPSTREAM_UNAVAILABLE', 'a gzip bomb', ONCE, { kind: 'gzip-bomb' }],
    ['UPSTREAM_UNAVAILABLE', 'a redirect', ONCE, { kind: 'redirect' }],
    ['UPSTREAM_UNAVAILABLE', 'a hang-up before', TWICE, { kind: 'hang-up-before' }],
    ['UPSTREAM_UNAVAILABLE', 'a hang-up after', TWICE, { kind: 'hang-up-after' }],
    ['UPSTREAM_UNAVAILABLE', 'the answer of another call', ONCE, { kind: 'wrong-request-id' }],
  ])('is %s for %s, without an effect on the field beside it', async (code, _, most, fault) => {
    await start()
    harness.sandbox.control.setFault({ endpoint: FETCH, ...fault })

    const answer = await harness.gateway.query(`{ ${USER} ${GROUP} }`)

    expect(answer.status).toBe(200)
    expect(codesOf(answer)).toEqual([`user: ${code}`])
    expect(answer.data).toEqual({ user: null, conversation: { name: 'Parley Testers' } })
    expect(answer.errors[0]?.extensions).toMatchObject({
      network: 'MIXIN',
      retryable: code === 'RATE_LIMITED' || code === 'UPSTREAM_UNAVAILABLE',
      requestId: answer.headers.get('x-request-id'),
    })
    expect(countOf(READ)).toBe(1)
    expect(countOf(FETCH)).toBeGreaterThanOrEqual(1)
    expect(countOf(FETCH)).toBeLessThanOrEqual(most)
    expect(countOf('GET *')).toBe(0)
  })

  it.each<[string, Omit<Fault, 'endpoint'>]>([
    ['a proxy in front of it', { kind: 'html', status: 429 }],
    ['the network itself', { kind: '429' }],
  ])('has retryAfterMs where %s has it', async (_, fault) => {
    await start()
    harness.sandbox.control.setFault({ endpoint: FETCH, ...fault, retryAfterSeconds: 7 })

    const [error] = (await harness.gateway.query(`{ ${USER} }`)).errors

    expect(error?.extensions['retryAfterMs']).toBeGreaterThan(6_000)
    expect(error?.extensions['retryAfterMs']).toBeLessThanOrEqual(7_000)
  })

  it('times out after a few seconds without a complete response', async () => {
    const harnesses = await Promise.all(
      (['hang-before-headers', 'hang-in-body'] as const).map(async (kind) => {
        // The request itself has more time than this test: it is the call that is given up.
        const one = await startSandboxGateway({ env: { LIMIT_REQUEST_MS: '60000' } })
        one.sandbox.control.setFault({ endpoint: FETCH, kind })
        return one
      }),
    )

    const answers = await Promise.all(harnesses.map(({ gateway }) => gateway.query(`{ ${USER} ${GROUP} }`)))

    for (const answer of answers) {
      expect(codesOf(answer)).toEqual(['user: UPSTREAM_UNAVAILABLE'])
      expect(answer.data).toEqual({ user: null, conversation: { name: 'Parley Testers' } })
    }
    for (const one of harnesses) expect(one.calls().filter((endpoint) => endpoint === FETCH)).toHaveLength(1)
    await Promise.all(harnesses.map((one) => one.close()))
    await start()
  })

  it('is no failure where the response is slow', async () => {
    await start()
    harness.sandbox.control.setFault({ kind: 'latency', latencyMs: 300 })

    expect((await harness.gateway.query(`{ ${USER} }`)).data).toEqual({ user: { name: 'Mirel Ostby' } })
    expect(harness.calls()).toEqual([FETCH])
  })

  it('fails only the user whose row is invalid', async () => {
    await start()
    harness.sandbox.control.setFault({ endpoint: FETCH, kind: 'wrong-types', shape: 'first' })
    // Rows come sorted by id.
    const [first, second] = [x.botId, x.userId]

    const answer = await harness.gateway.query(
      `{ users(by: [{ mixinUserId: "${second}" }, { mixinUserId: "${first}" }]) { upstreamId } }`,
    )

    expect(answer.data).toEqual({ users: [{ upstreamId: second }, null] })
    expect(codesOf(answer)).toEqual(['users.1: UPSTREAM_UNAVAILABLE'])
  })

  it('shows neither the upstream’s address nor its messages', async () => {
    await start()
    harness.sandbox.control.setFault({ kind: 'error', code: 10002, description: 'canary of the upstream' })
    const told = [await harness.gateway.query(`{ ${USER} ${GROUP} }`)]
    harness.sandbox.control.clearFaults()
    harness.sandbox.control.setFault({ kind: 'hang-up-before' })
    told.push(await harness.gateway.query(`{ ${USER} ${GROUP} }`))

    const said = JSON.stringify(told.map(({ data, errors }) => ({ data, errors })))
    expect(said).not.toContain('canary')
    expect(said).not.toContain('127.0.0.1')
    expect(said).not.toContain('ECONN')
  })
})

describe('addresses of the upstream', () => {
  it('are tried in order where nothing was sent', async () => {
    await start({ env: ({ url }) => ({ MIXIN_API_URL: `http://127.0.0.1:1,${url}` }) })

    expect((await harness.gateway.query(`{ ${USER} }`)).data).toEqual({ user: { name: 'Mirel Ostby' } })
    expect(harness.calls()).toEqual([FETCH])
  })

  it('without a server are UPSTREAM_UNAVAILABLE, also for a write, since nothing was sent', async () => {
    await start({ env: { MIXIN_API_URL: 'http://127.0.0.1:1' } })

    expect(codesOf(await harness.gateway.query(`{ ${USER} }`))).toEqual(['user: UPSTREAM_UNAVAILABLE'])
    expect(
      codesOf(
        await harness.gateway.query(
          `mutation { rotateConversationCode(input: { id: "mixin:conversation:${x.groupId}" }) { conversation { id } } }`,
        ),
      ),
    ).toEqual(['rotateConversationCode: UPSTREAM_UNAVAILABLE'])
  })
})
