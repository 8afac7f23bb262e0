import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { chooseCoding, createCompressor } from '../../../src/server/compression.ts'
import type { ResponseBody } from '../../../src/context.ts'
import { ownCopy } from '../../../src/response/response-body.ts'
import { type Reply, toReply } from '../../../src/server/reply.ts'

describe('the coding of a response', () => {
  it.each([
    ['gzip, deflate, br', 'br'],
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['GZIP;Q=0.5', 'gzip'],
    ['gzip;q=1.0, br;q=0.9', 'gzip'],
    ['br;q=0, gzip;q=0.001', 'gzip'],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
    ['identity, gzip', 'gzip'],
    ['identity;q=0.5, gzip;q=0.6', 'gzip'],
  ])('for %s is %s', (accept, coding) => {
    expect(chooseCoding(accept)).toBe(coding)
  })

  it.each([
    undefined,
    '',
    'identity',
    'deflate',
    'zstd, compress',
    'gzip;q=0',
    'gzip;q=0.0, br;q=0',
    '*;q=0',
    'identity, gzip;q=0.5',
    'identity;q=0',
    'gzipped',
    `gzip${' '.repeat(256)}`,
  ])('for %s is none', (accept) => {
    expect(chooseCoding(accept)).toBeUndefined()
  })
})

describe('a compressor', () => {
  const body = (bytes: number): string => JSON.stringify({ data: 'x'.repeat(bytes) }).slice(-bytes)
  const reply = (text: ResponseBody, isCompressible = true): Reply => ({
    ...toReply(200, { 'content-type': 'application/json' }, text),
    isCompressible,
  })

  const wholeOf = (packed: Reply | undefined): Buffer =>
    Buffer.concat([packed?.body ?? []].flat().map((piece) => Buffer.from(piece)))

  it('compresses text, bytes and pieces, and says so', async () => {
    const { prepare } = createCompressor()
    const text = 'ü'.repeat(512)
    const pieces = [Buffer.from(text.slice(0, 100)), Buffer.from(text.slice(100))]
    for (const given of [text, Buffer.from(text), pieces]) {
      const packed = await prepare(reply(given), 'gzip').compressed
      expect(packed?.headers).toEqual([
        'content-type',
        'application/json',
        'vary',
        'Accept-Encoding',
        'content-encoding',
        'gzip',
      ])
      expect(gunzipSync(wholeOf(packed)).toString()).toBe(text)
      const brotli = await prepare(reply(given), 'br').compressed
      expect(brotliDecompressSync(wholeOf(brotli)).toString()).toBe(text)
    }
  })

  it('frees the memory of pieces once they are compressed', async () => {
    const pieces = [ownCopy(Buffer.alloc(2_000, 'a')), ownCopy(Buffer.alloc(2_000, 'b'))]
    const packed = await createCompressor().prepare(reply(pieces), 'gzip').compressed

    expect(gunzipSync(wholeOf(packed)).toString()).toBe('a'.repeat(2_000) + 'b'.repeat(2_000))
    expect(pieces.map(({ length }) => length)).toEqual([0, 0])
  })

  it('compresses nothing below 1 KiB, with a secret, or that no client asks for', () => {
    const { prepare } = createCompressor()
    expect(prepare(reply(body(1023)), 'gzip')).toEqual({ reply: reply(body(1023)), compressed: undefined })
    const secret = reply(body(5_000), false)
    expect(prepare(secret, 'gzip')).toEqual({ reply: secret, compressed: undefined })
    expect(prepare(reply(''), 'gzip').compressed).toBeUndefined()
    const unasked = prepare(reply(body(1024)), undefined)
    expect(unasked.compressed).toBeUndefined()
    // A cache must not give it to a client that asks for another coding.
    expect(unasked.reply.headers).toContain('Accept-Encoding')
  })

  it('sends replies as they are while it has enough to do', async () => {
    const { prepare } = createCompressor()
    const prepared = Array.from({ length: 17 }, () => prepare(reply(body(2_000)), 'gzip').compressed)
    expect(prepared.map((compressed) => compressed !== undefined)).toEqual([...Array(16).fill(true), false])
    await Promise.all(prepared.flatMap((compressed) => compressed ?? []))
    expect(prepare(reply(body(2_000)), 'gzip').compressed).toBeDefined()
  })
})
