import { describe, expect, it } from 'vitest'
import { cacheBytesFor, youngGenerationOption } from '../../../src/config/memory.ts'
import { environment } from '../../../src/config/environment.ts'

const MIB = 2 ** 20
const GIB = 2 ** 30

describe('the default of CACHE_MAX_BYTES', () => {
  it.each([
    ['a container of 256 MiB', { processBytes: 256 * MIB, heapBytes: 160 * MIB }, 32 * MIB],
    ['a container of 2 GiB', { processBytes: 2 * GIB, heapBytes: 1.1 * GIB }, 256 * MIB],
    ['a machine of 64 GiB, whose heap V8 bounds', { processBytes: 64 * GIB, heapBytes: 4 * GIB }, GIB],
    ['a heap bounded by a flag', { processBytes: 64 * GIB, heapBytes: 400 * MIB }, 100 * MIB],
    ['hardly any memory', { processBytes: 64 * MIB, heapBytes: 40 * MIB }, 16 * MIB],
  ])('fits %s', (_, memory, bytes) => {
    expect(cacheBytesFor(memory)).toBe(bytes)
  })

  it('comes from the memory of this process', () => {
    expect(environment.parse({}).CACHE_MAX_BYTES).toBe(cacheBytesFor())
    expect(environment.parse({ CACHE_MAX_BYTES: '8MiB' }).CACHE_MAX_BYTES).toBe(8 * MIB)
  })
})

describe('the young generation', () => {
  const within = (mib: number, given: readonly string[] = []) =>
    youngGenerationOption(given, { processBytes: mib * MIB, heapBytes: 256 * MIB })

  it('is enlarged where V8 would take hardly any, though there is room', () => {
    expect([256, 512, 767].map((mib) => within(mib))).toEqual(Array(3).fill('--max-semi-space-size=16'))
  })

  it('is left to V8 with more memory, and with too little', () => {
    expect([64, 255, 768, 64 * 1024].map((mib) => within(mib))).toEqual(Array(4).fill(undefined))
  })

  it.each(['--max-semi-space-size=4', '--max_semi_space_size=4', '--inspect --max-semi-space-size=4'])(
    'is as the operator has set it: %s',
    (option) => expect(within(512, [option])).toBeUndefined(),
  )
})
