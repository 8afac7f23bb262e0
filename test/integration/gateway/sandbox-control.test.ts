import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Demo, startDemo } from '../../support/demo.ts'

interface Network {
  readonly network: string
  readonly people: readonly Readonly<Record<string, string>>[]
  readonly faults: readonly Readonly<Record<string, unknown>>[]
  readonly calls: { readonly total: number; readonly byEndpoint: Readonly<Record<string, number>> }
}

const PATH = '/graphql/sandbox'
const own = { 'sec-fetch-site': 'same-origin' }
const json = { ...own, 'content-type': 'application/json' }

describe("the sandbox's control at the gateway that has started it", () => {
  let demo: Demo
  beforeAll(async () => {
    demo = await startDemo()
  })
  afterAll(() => demo.stop())
  afterEach(() => act({ action: 'reset' }))

  const read = async (): Promise<readonly Network[]> => {
    const response = await fetch(demo.url + PATH, { headers: own })
    return ((await response.json()) as { networks: readonly Network[] }).networks
  }
  const send = (body: string, headers: Record<string, string> = json): Promise<Response> =>
    fetch(demo.url + PATH, { method: 'POST', headers, body })
  const act = async (action: object) => {
    const response = await send(JSON.stringify(action))
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  const query = async (text: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${demo.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ query: text }),
    })
    const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
    return { cookie, body: (await response.json()) as { data: unknown; errors?: { extensions: object }[] } }
  }
  const callsOf = async (network: string) => (await read()).find((one) => one.network === network)?.calls
  const GROUP =
    '{ conversation(id: "mixin:conversation:8043dba1-e742-4c54-8425-1b8e188313a8") { name memberCount } }'

  it('tells who may be acted as, which faults are on, and what was called', async () => {
    await query(GROUP)
    const [mixin, sealtalk] = await read()

    expect(mixin).toMatchObject({
      network: 'MIXIN',
      people: [{ name: 'Alia Sandmark', accessToken: 'sandbox-alia-all-scopes' }, {}, {}],
      faults: [],
      calls: { total: 1, byEndpoint: { 'GET /conversations/:id': 1 } },
    })
    expect(sealtalk).toMatchObject({
      network: 'SEALTALK',
      people: [{ name: 'Lin Tallmere', region: '86', number: '19900000001', password: 'demo-lin-1' }, {}],
      calls: { total: 0 },
    })
  })

  it('switches faults on and off, and counts the calls that met one', async () => {
    expect(
      await act({ action: 'faults', network: 'MIXIN', faults: [{ kind: 'html', status: 502 }] }),
    ).toMatchObject({ status: 200 })
    const { body } = await query(GROUP)
    expect(body.errors?.[0]?.extensions).toMatchObject({ code: 'UPSTREAM_UNAVAILABLE' })
    expect((await read())[0]?.faults).toEqual([{ kind: 'html', status: 502, endpoint: '*', hits: 2 }])

    await act({ action: 'faults', network: 'MIXIN', faults: [] })
    expect((await read())[0]?.faults).toEqual([])
    expect((await query(GROUP)).body.errors).toBeUndefined()
  })

  it('leaves everything as it was where a fault is invalid, and says why', async () => {
    await act({ action: 'faults', network: 'MIXIN', faults: [{ kind: '429' }] })
    const wrong = await act({
      action: 'faults',
      network: 'MIXIN',
      faults: [{ kind: '500' }, { kind: 'latency' }],
    })

    expect(wrong).toMatchObject({
      status: 400,
      body: { errors: [{ message: 'This fault cannot be set: latency needs latencyMs.' }] },
    })
    expect((await read())[0]?.faults).toMatchObject([{ kind: '429' }])
  })

  it.each([
    '{',
    '[]',
    '{}',
    '{"action": "other"}',
    '{"action": "faults"}',
    '{"action": "faults", "network": "OTHER", "faults": []}',
    '{"action": "faults", "network": "MIXIN", "faults": [1]}',
    '{"action": "faults", "network": "MIXIN", "faults": {}}',
  ])('refuses %s', async (body) => {
    const response = await send(body)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      errors: [
        { message: expect.stringContaining('Send {"action"'), extensions: { code: 'BAD_USER_INPUT' } },
      ],
    })
  })

  it('forgets what the gateway has read when it is asked to, but no session', async () => {
    const login =
      'mutation { login(input: { phone: { region: "86", number: "19900000001" }, password: "demo-lin-1" }) { user { name } } }'
    const { cookie } = await query(login)
    await query(GROUP)
    await query(GROUP)
    expect((await callsOf('MIXIN'))?.total).toBe(1)

    await act({ action: 'forget' })
    await query(GROUP)
    expect((await callsOf('MIXIN'))?.total).toBe(2)
    const { body } = await query('{ viewer { sealtalk { user { name } } } }', { cookie })
    expect(body.data).toEqual({ viewer: { sealtalk: { user: { name: 'Lin Tallmere' } } } })
  })

  it('ends the pause after failures when it is asked to forget', async () => {
    await act({ action: 'faults', network: 'MIXIN', faults: [{ kind: 'html', status: 502 }] })
    const ask = (id: number) =>
      query(`{ conversation(id: "mixin:conversation:00000000-0000-4000-8000-00000000000${id}") { name } }`)
    for (let id = 1; id <= 6; id += 1) await ask(id)
    const paused = (await callsOf('MIXIN'))?.total
    await ask(7)
    expect((await callsOf('MIXIN'))?.total).toBe(paused)

    await act({ action: 'faults', network: 'MIXIN', faults: [] })
    await act({ action: 'forget' })
    expect((await ask(8)).body.errors).toBeUndefined()
  })

  it('resets state, faults and counters of both networks', async () => {
    await act({ action: 'faults', network: 'SEALTALK', faults: [{ kind: '500' }] })
    await query(GROUP)
    await act({ action: 'reset' })

    for (const { faults, calls } of await read()) {
      expect(faults).toEqual([])
      expect(calls.total).toBe(0)
    }
  })

  it.each([
    ['a page of another site', { 'sec-fetch-site': 'cross-site' }],
    ['another page of the same site', { 'sec-fetch-site': 'same-site' }],
    ['a browser that does not say where the page is from', { origin: 'https://page.example' }],
  ])('is closed to %s', async (_, headers) => {
    expect((await fetch(demo.url + PATH, { headers })).status).toBe(403)
    const reset = await send('{"action": "reset"}', { 'content-type': 'application/json', ...headers })
    expect(reset.status).toBe(403)
  })

  it('takes JSON only, which pages of other sites cannot send unasked', async () => {
    expect((await send('{"action": "reset"}', { ...own, 'content-type': 'text/plain' })).status).toBe(415)
  })
})

describe("no control of the sandbox's is there", () => {
  it.each([
    [
      'in production',
      { NODE_ENV: 'production', SANDBOX: '1', SESSION_SECRET: 's'.repeat(32), GRAPHIQL: '1' },
    ],
    ['where the network is real', { SEALTALK_API_URL: 'https://sealtalk.example.com:8585' }],
    ['without GraphiQL', { GRAPHIQL: '0' }],
  ])('%s', async (_, settings) => {
    const demo = await startDemo(settings)
    const { status } = await fetch(demo.url + PATH, { headers: own })
    const page = await fetch(`${demo.url}/graphql`, { headers: { accept: 'text/html' } })
    const html = await page.text()
    await demo.stop()

    expect(status).toBe(404)
    expect(html.includes(`"sandbox":"`)).toBe(false)
  })

  it('for the network that is real, where the sandbox stands in for the other', async () => {
    const demo = await startDemo({ SANDBOX: '1', SEALTALK_API_URL: 'https://sealtalk.example.com:8585' })
    const response = await fetch(demo.url + PATH, { headers: own })
    const { networks } = (await response.json()) as { networks: readonly Network[] }
    await demo.stop()

    expect(networks.map(({ network }) => network)).toEqual(['MIXIN'])
  })
})
