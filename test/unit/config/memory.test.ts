import { describe, expect, it } from 'vitest'
import { cacheBytesFor } from '../../../src/config/memory.ts'
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
