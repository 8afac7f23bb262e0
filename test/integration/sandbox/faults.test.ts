import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Fault, FaultKind } from '../../../sandbox/faults.ts'
import { send } from './mixin-client.ts'
import type { CallOptions } from './mixin-client.ts'
import { useMixin } from './mixin-fixture.ts'
import type { WireConversation } from './mixin-wire.ts'

const fixture = useMixin()

const set = (fault: Fault) => fixture.mixin.control.setFault(fault)

const read = (options: CallOptions = {}) =>
  send(fixture.mixin.url, 'GET', `/users/${fixture.mixin.examples.userId}`, {
    token: 'sandbox-alia-all-scopes',
    ...options,
  })

const rename = () => fixture.bot.post(`/conversations/${fixture.mixin.examples.groupId}`, { name: 'Renamed' })

const groupName = async () =>
  ((await fixture.bot.get(`/conversations/${fixture.mixin.examples.groupId}`)).data as WireConversation).name

describe('faults that replace the answer', () => {
  it('429 refuses in the network’s way', async () => {
    set({ kind: '429', times: 1, retryAfterSeconds: 7 })
    const answer = await read()
    expect(answer.status).toBe(202)
    expect(answer.error?.code).toBe(429)
    expect(answer.headers).toMatchObject({ 'retry-after': '7' })
    expect(answer.headers['x-server-time']).toBeDefined()
  })

  it('error refuses with the code and text given', async () => {
    set({ kind: 'error', code: 20117, description: 'no money' })
    const answer = await read()
    expect([answer.status, answer.error]).toEqual([
      202,
      { status: 202, code: 20117, description: 'no money' },
    ])
  })

  it.each([500, 7000, 7001])('error %d comes with HTTP 500', async (code) => {
    set({ kind: 'error', code })
    expect(await read()).toMatchObject({ status: 500, error: { status: 500, code } })
  })

  it('500 breaks down in JSON', async () => {
    set({ kind: '500' })
    expect(await read()).toMatchObject({ status: 500, error: { code: 500 } })
  })

  it.each([undefined, 200, 401, 429, 502])('html gives a page, with status %s', async (status) => {
    set({ kind: 'html', ...(status === undefined ? {} : { status }) })
    const answer = await read()
    expect(answer.status).toBe(status ?? 500)
    expect(answer.headers['content-type']).toContain('text/html')
    expect(answer.text).toContain('<html>')
    expect(answer.headers['x-server-time']).toBeUndefined()
  })

  it('garbage says it is JSON', async () => {
    set({ kind: 'garbage' })
    const answer = await read()
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8'])
    expect(() => JSON.parse(answer.text) as unknown).toThrow(SyntaxError)
  })

  it('big-body is JSON of the size given, 60 MB by default', async () => {
    set({ kind: 'big-body', bytes: 1_234_567, times: 1 })
    const answer = await read()
    expect(answer.bytes).toHaveLength(1_234_567)
    expect(answer.data).toMatch(/^a+$/)
    set({ kind: 'big-body' })
    expect((await read()).bytes).toHaveLength(60_000_000)
  })

  it('gzip-bomb is small until it is unpacked', async () => {
    set({ kind: 'gzip-bomb' })
    const answer = await read()
    expect(answer.headers['content-encoding']).toBe('gzip')
    expect(answer.bytes.length).toBeLessThan(100_000)
    const unpacked = gunzipSync(answer.bytes)
    expect(unpacked).toHaveLength(60_000_000)
    expect(unpacked.subarray(0, 10).toString()).toBe('{"data":"a')
    expect(unpacked.subarray(-3).toString()).toBe('a"}')
  })

  it('redirect points elsewhere, and whoever follows is counted', async () => {
    set({ kind: 'redirect', times: 1 })
    const answer = await read()
    expect([answer.status, answer.headers['location']]).toEqual([302, '/redirected'])
    await send(fixture.mixin.url, 'GET', '/redirected')
    expect(fixture.mixin.control.calls().byEndpoint).toEqual({ 'GET /users/:id': 1, 'GET *': 1 })
  })

  it('do not let the call take effect, unless told so', async () => {
    set({ kind: 'html', endpoint: 'POST /conversations/:id', times: 1 })
    await rename()
    expect(await groupName()).toBe('Parley Testers')
    set({ kind: 'html', endpoint: 'POST /conversations/:id', times: 1, applied: true })
    expect((await rename()).text).toContain('<html>')
    expect(await groupName()).toBe('Renamed')
  })
})

describe('faults that damage the true answer', () => {
  it('truncated leaves half of the JSON in a well-formed answer', async () => {
    const whole = await read()
    set({ kind: 'truncated' })
    const answer = await read()
    expect(answer.text).toBe(whole.text.slice(0, answer.text.length))
    expect(answer.bytes).toHaveLength(Math.floor(whole.bytes.length / 2))
    expect(answer.headers['content-length']).toBe(String(answer.bytes.length))
  })

  it('truncated ends before the length it declared', async () => {
    set({ kind: 'truncated', declaredLength: 'full' })
    await expect(read()).rejects.toThrow('aborted')
  })

  it('wrong-types changes each field of the payload and leaves the envelope', async () => {
    set({ kind: 'wrong-types' })
    const answer = await read()
    expect(answer.data).toMatchObject({ user_id: 36, full_name: 12, is_verified: 'yes' })
  })

  it('wrong-types can give a number, swap lists and objects, or hit the first element only', async () => {
    const shapes = async (shape: Fault['shape']) => {
      set({ kind: 'wrong-types', times: 1, ...(shape === undefined ? {} : { shape }) })
      return (await fixture.bot.get('/circles')).data
    }
    expect(await shapes('scalar')).toBe(42)
    expect(await shapes('swapped')).toMatchObject({ items: [{ name: 'Testers' }, { name: 'Large' }] })
    expect(await shapes('first')).toMatchObject([{ name: 7 }, { name: 'Large' }])
    set({ kind: 'wrong-types', shape: 'swapped' })
    expect((await read()).data).toMatchObject([{ type: 'user' }])
  })

  it('values gives the fields of a name other values, at any depth', async () => {
    set({ kind: 'values', values: { name: null, circle_id: 7, missing: 1 } })
    const [circle] = (await fixture.bot.get('/circles')).data as Record<string, unknown>[]
    expect(circle).toMatchObject({ type: 'circle', name: null, circle_id: 7 })
    expect(circle).not.toHaveProperty('missing')
  })

  it('null-data is a success of nothing', async () => {
    set({ kind: 'null-data' })
    expect(await read()).toMatchObject({ status: 200, text: '{"data":null}' })
  })

  it('leave failures as they are, since these have no payload', async () => {
    set({ kind: 'null-data' })
    expect((await read({ token: 'nobody' })).error?.code).toBe(401)
  })

  it('wrong-request-id echoes another id', async () => {
    set({ kind: 'wrong-request-id' })
    const requestId = crypto.randomUUID()
    const answer = await read({ headers: { 'x-request-id': requestId } })
    expect(answer.status).toBe(200)
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(answer.headers['x-request-id']).not.toBe(requestId)
  })

  it('latency answers as usual, later, and goes with every other kind', async () => {
    set({ kind: 'latency', latencyMs: 40, times: 1 })
    set({ kind: '500', latencyMs: 40, times: 1 })
    const before = performance.now()
    expect((await read()).status).toBe(200)
    const between = performance.now()
    expect((await read()).status).toBe(500)
    const after = performance.now()
    // Timers may fire a millisecond early.
    expect(between - before).toBeGreaterThan(38)
    expect(after - between).toBeGreaterThan(38)
  })
})

describe('faults that lose the answer', () => {
  /** The state a call is in once another one has come and gone. */
  const stateOf = async (pending: Promise<unknown>) => {
    await read({ token: 'nobody' })
    return Promise.race([pending.then(() => 'answered'), Promise.resolve('waiting')])
  }

  const until = async (isTrue: () => boolean) => {
    while (!isTrue()) await new Promise((resolve) => setImmediate(resolve))
  }

  it('hang-before-headers never answers', async () => {
    set({ kind: 'hang-before-headers', times: 1 })
    const stop = new AbortController()
    const pending = read({ signal: stop.signal })
    await until(() => fixture.mixin.control.calls().total === 1)
    expect(await stateOf(pending)).toBe('waiting')
    expect(fixture.mixin.control.calls().recent[0]).toMatchObject({
      fault: 'hang-before-headers',
      status: null,
    })
    stop.abort()
    await expect(pending).rejects.toThrow('aborted')
  })

  it('hang-in-body sends the first half', async () => {
    set({ kind: 'hang-in-body', times: 1 })
    const stop = new AbortController()
    let pending: Promise<unknown> = Promise.resolve()
    await new Promise<void>((resolve) => {
      pending = read({ signal: stop.signal, onFirstBytes: resolve })
    })
    expect(await stateOf(pending)).toBe('waiting')
    stop.abort()
    await expect(pending).rejects.toThrow('aborted')
  })

  it('hang-up-before ends the connection and changes nothing', async () => {
    set({ kind: 'hang-up-before', endpoint: 'POST /conversations/:id' })
    await expect(rename()).rejects.toThrow('socket hang up')
    expect(await groupName()).toBe('Parley Testers')
  })

  it('hang-up-after ends the connection once the change is made', async () => {
    set({ kind: 'hang-up-after', endpoint: 'POST /conversations/:id' })
    await expect(rename()).rejects.toThrow('socket hang up')
    expect(await groupName()).toBe('Renamed')
    expect(fixture.mixin.control.calls().byEndpoint['POST /conversations/:id']).toBe(1)
  })
})

describe('fault switches', () => {
  const statuses = async (count: number) => {
    const seen: number[] = []
    for (let call = 0; call < count; call += 1) seen.push((await read()).error?.code ?? 200)
    return seen
  }

  it('are gone after as many times as was said', async () => {
    set({ kind: '500', times: 2 })
    expect(await statuses(3)).toEqual([500, 500, 200])
    expect(fixture.mixin.control.faults()).toEqual([])
  })

  it('make sequences in the order they were set', async () => {
    set({ kind: '500', times: 1 })
    set({ kind: '429', times: 1 })
    expect(await statuses(3)).toEqual([500, 429, 200])
  })

  it('spare the first calls, and spread a share of them evenly', async () => {
    set({ kind: '500', skip: 1, times: 1 })
    expect(await statuses(3)).toEqual([200, 500, 200])
    set({ kind: '429', share: 0.25 })
    expect(await statuses(8)).toEqual([200, 200, 200, 429, 200, 200, 200, 429])
  })

  it('hit the endpoint they name, before those for all', async () => {
    set({ kind: '500' })
    set({ kind: '429', endpoint: 'GET /users/:id' })
    expect(await statuses(1)).toEqual([429])
    expect((await fixture.alia.get('/me')).error?.code).toBe(500)
  })

  it('tell how many calls they have hit, and go off together', async () => {
    set({ kind: '500', endpoint: 'GET /users/:id' })
    await statuses(2)
    expect(fixture.mixin.control.faults()).toEqual([{ kind: '500', endpoint: 'GET /users/:id', hits: 2 }])
    fixture.mixin.control.clearFaults()
    expect(await statuses(1)).toEqual([200])
  })

  it.each<[Fault, string]>([
    [{ kind: 'explosion' as FaultKind }, 'kind must be one of'],
    [{ kind: '500', endpoint: 'GET /nowhere' }, 'endpoint must be * or one of'],
    [{ kind: 'latency' }, 'latency needs latencyMs'],
    [{ kind: 'error' }, 'error needs code'],
    [{ kind: '500', times: 0 }, 'times must be a whole number from 1'],
    [{ kind: '500', share: 2 }, 'share must be a number over 0'],
    [{ kind: 'html', status: 99 }, 'status must be'],
    [{ kind: 'redirect', location: 'a\r\nb: c' }, 'location must be'],
    [JSON.parse('{"kind":"500","colour":"red"}') as Fault, 'colour is not a setting'],
  ])('refuse %j', (fault, problem) => {
    expect(() => set(fault)).toThrow(problem)
    expect(fixture.mixin.control.faults()).toEqual([])
  })
})
