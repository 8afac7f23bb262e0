import { availableParallelism } from 'node:os'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { readSettings } from '../../../src/config/index.ts'
import { cacheBytesFor, memoryAtHand, workerHeapBytes, workerOptions } from '../../../src/config/memory.ts'
import { packSettings, settingsOfWorker, unpackSettings } from '../../../src/config/worker-settings.ts'

const MIB = 2 ** 20
const GIB = 2 ** 30

describe('WORKERS', () => {
  it('is one process, a number, or one for each core', () => {
    expect(readSettings({}).workers).toBe(1)
    expect(readSettings({ WORKERS: '4' }).workers).toBe(4)
    expect(readSettings({ WORKERS: 'Auto' }).workers).toBe(availableParallelism())
  })

  it.each(['0', '-1', '1.5', 'many', '257', '1e1'])('refuses %s', (value) => {
    expect(() => readSettings({ WORKERS: value })).toThrow(
      'WORKERS must be a whole number from 1 to 256, or auto',
    )
  })
})

describe('the settings of one of several workers', () => {
  const settings = readSettings({
    WORKERS: '3',
    CACHE_MAX_BYTES: '100MiB',
    UPSTREAM_CONNECTIONS: '128',
    LIMIT_CONCURRENT_REQUESTS: '10',
    LIMIT_BUSY_REQUESTS: '0',
    LIMIT_CONNECTIONS: '2000',
    LIMIT_READING_BODIES: '2',
    LIMIT_READING_BYTES: '16MiB',
    LIMIT_UNREAD_BYTES: '9MiB',
    MIXIN_PIN: '123456',
    MIXIN_APP_ID: '8043dba1-e742-4c54-8425-1b8e188313a8',
    MIXIN_SESSION_ID: '8043dba1-e742-4c54-8425-1b8e188313a9',
    MIXIN_SESSION_PRIVATE_KEY: 'a'.repeat(64),
    API_KEYS: 'first-key-of-16-letters,shop:read:mixin:5=second-key-of-16-letters',
    SESSION_SECRET: 'a secret of more than thirty-two characters',
  })
  const all = [0, 1, 2].map((index) => settingsOfWorker(settings, index))
  const sum = (read: (one: (typeof all)[number]) => number | undefined): number =>
    all.reduce((total, one) => total + (read(one) ?? 0), 0)

  it('have its part of each total, and together the total', () => {
    expect(all.map(({ overload }) => overload.concurrentRequests)).toEqual([4, 3, 3])
    expect(sum((one) => one.overload.concurrentRequests)).toBe(10)
    expect(sum((one) => one.connections.connections)).toBe(2_000)
    expect(sum((one) => one.connections.connectionsPerAddress)).toBe(500)
    expect(sum((one) => one.connections.readingBytes)).toBe(16 * MIB)
    expect(sum((one) => one.upstreamConnections)).toBe(128)
    expect(sum((one) => one.cacheMaxBytes)).toBe(100 * MIB)
  })

  it('leave each worker at least one, and room for one response, and keep a 0', () => {
    expect(all.map(({ connections }) => connections.readingBodies)).toEqual([1, 1, 1])
    expect(all.map(({ connections }) => connections.unreadBytes)).toEqual(Array(3).fill(8 * MIB))
    expect(all.map(({ overload }) => overload.busyRequests)).toEqual([0, 0, 0])
  })

  it('leave alone what counts per request, or is counted by all together', () => {
    expect(all.map(({ limits }) => limits)).toEqual(Array(3).fill(settings.limits))
    expect(all.map(({ attempts }) => attempts)).toEqual(Array(3).fill(settings.attempts))
  })

  it('arrive in another process as they are, secrets included and masked as before', () => {
    const arrived = unpackSettings(packSettings(settings))
    expect(arrived.session.secret?.reveal()).toBe('a secret of more than thirty-two characters')
    expect(arrived.mixin?.bot?.sessionPrivateKey.reveal()).toBe('a'.repeat(64))
    expect(arrived.apiKeys.map((key) => key.reveal())).toEqual([
      'first-key-of-16-letters',
      'second-key-of-16-letters',
    ])
    expect(arrived.apiKeys.map(({ rights }) => rights)).toEqual(settings.apiKeys.map(({ rights }) => rights))
    expect(inspect(arrived, { depth: 9 })).not.toMatch(/thirty-two|first-key|123456|aaaa/)
    expect(JSON.stringify(arrived)).toBe(JSON.stringify(settings))
    expect(Object.isFrozen(arrived.limits)).toBe(true)
  })
})

describe('the memory of several workers', () => {
  it.each([
    ['a container of 1 GiB', 4, { processBytes: GIB, heapBytes: 0.55 * GIB }, 128 * MIB, 128 * MIB],
    ['a machine of 64 GiB', 16, { processBytes: 64 * GIB, heapBytes: 4 * GIB }, 2 * GIB, 8 * GIB],
    ['a heap bounded by a flag', 2, { processBytes: 64 * GIB, heapBytes: 400 * MIB }, 400 * MIB, 200 * MIB],
    ['hardly any memory', 4, { processBytes: 256 * MIB, heapBytes: 160 * MIB }, 96 * MIB, 32 * MIB],
  ])('fits %s', (_, workers, memory, heapBytes, cacheBytes) => {
    expect(workerHeapBytes(workers, memory)).toBe(heapBytes)
    expect(cacheBytesFor(memory, workers)).toBe(cacheBytes)
  })

  it('is the default of CACHE_MAX_BYTES', () => {
    expect(readSettings({ WORKERS: '2' }).cacheMaxBytes).toBe(cacheBytesFor(undefined, 2))
    expect(readSettings({ WORKERS: '2', CACHE_MAX_BYTES: '8MiB' }).cacheMaxBytes).toBe(8 * MIB)
  })

  it('is warned of where there are more workers than it is enough for', () => {
    const most = Math.floor(memoryAtHand().processBytes / (160 * MIB))
    expect(readSettings({ WORKERS: '2' }).warnings).toEqual([])
    const { warnings } = readSettings({ WORKERS: String(Math.min(256, most + 1)) })
    expect(warnings.length).toBe(most < 256 ? 1 : 0)
  })

  it('bounds each heap where V8 would take more, unless the operator has', () => {
    const small = { processBytes: GIB, heapBytes: 0.55 * GIB }
    expect(workerOptions(4, [], small)).toEqual(['--max-old-space-size=128'])
    expect(workerOptions(2, [], { processBytes: 64 * GIB, heapBytes: 4 * GIB })).toEqual([])
    expect(workerOptions(4, ['--max-old-space-size=300'], small)).toEqual([])
    expect(workerOptions(4, ['--enable-source-maps --max_old_space_size=300'], small)).toEqual([])
  })
})
