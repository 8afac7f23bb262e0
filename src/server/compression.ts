import { promisify } from 'node:util'
import { pipeline } from 'node:stream/promises'
import { brotliCompress, constants, createBrotliCompress, createGzip, gzip } from 'node:zlib'
import { LRUCache } from 'lru-cache'
import Negotiator from 'negotiator'
import type { ResponseBody } from '../context.ts'
import { bytesOf, release } from '../response/response-body.ts'
import type { Reply } from './reply.ts'

/** Bytes below which a body is not worth compressing. */
const MIN_BYTES = 1024

/**
 * Bodies that are compressed at a time. More are sent as they are: then there is no processor to spare, and each takes
 * memory beside its body.
 */
const MAX_COMPRESSING = 16

/** Preferred first where the client leaves the choice. */
const CODINGS = ['br', 'gzip'] as const
export type Coding = (typeof CODINGS)[number]

/** How many results are cached, and for headers of at most how many characters. Longer ones ask for no coding. */
const CACHED_HEADERS = 100
const MAX_HEADER_LENGTH = 256

/** Position among the codings; after them for any other. */
const rankOf = (range: string): number => {
  const [coding = ''] = range.split(';')
  const rank = CODINGS.findIndex((one) => one === coding.trim().toLowerCase())
  return rank < 0 ? CODINGS.length : rank
}

const negotiate = (acceptEncoding: string): Coding | undefined => {
  // Of equal weights, the first counts.
  const ranges = acceptEncoding.split(',').toSorted((one, other) => rankOf(one) - rankOf(other))
  const negotiator = new Negotiator({ headers: { 'accept-encoding': ranges.join(',') } })
  const [first] = negotiator.encodings([...CODINGS, 'identity'])
  return CODINGS.find((coding) => coding === first)
}

const negotiated = new LRUCache<string, { readonly coding: Coding | undefined }>({ max: CACHED_HEADERS })

/** The coding that a client prefers; undefined for none. A weight of 0 excludes a coding. */
export const chooseCoding = (acceptEncoding: string | undefined): Coding | undefined => {
  if (acceptEncoding === undefined || acceptEncoding.length > MAX_HEADER_LENGTH) return undefined
  const known = negotiated.get(acceptEncoding)
  if (known) return known.coding
  const coding = negotiate(acceptEncoding)
  negotiated.set(acceptEncoding, { coding })
  return coding
}

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** As fast as gzip at its default level, and smaller. The window is enough for most responses. */
const BROTLI = { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_LGWIN]: 18 }

const compressPieces = async (pieces: readonly Buffer[], coding: Coding): Promise<readonly Buffer[]> => {
  const coder = coding === 'br' ? createBrotliCompress({ params: BROTLI }) : createGzip()
  const compressed: Buffer[] = []
  await pipeline(pieces, coder, async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) compressed.push(chunk)
  })
  pieces.forEach(release)
  return compressed
}

const compressBody = (body: ResponseBody, coding: Coding): Promise<ResponseBody> => {
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) return compressPieces(body, coding)
  return coding === 'br' ? brotli(body, { params: BROTLI }) : zip(body)
}

/** A reply, and the same compressed where the client asks for that. */
export interface Prepared {
  readonly reply: Reply
  /** Resolves to the reply as it is where it cannot be compressed. */
  readonly compressed: Promise<Reply> | undefined
}

/** Compresses replies off the main thread. */
export interface Compressor {
  prepare(reply: Reply, acceptEncoding: string | undefined): Prepared
}

const isLong = (body: ResponseBody): boolean =>
  (typeof body === 'string' && body.length >= MIN_BYTES) || bytesOf(body) >= MIN_BYTES

export const createCompressor = (): Compressor => {
  let compressing = 0

  const compress = async (reply: Reply, body: ResponseBody, coding: Coding): Promise<Reply> => {
    compressing += 1
    try {
      const headers = [...reply.headers, 'content-encoding', coding]
      return { ...reply, headers, body: await compressBody(body, coding) }
    } catch {
      return reply
    } finally {
      compressing -= 1
    }
  }

  return {
    prepare(reply, acceptEncoding) {
      const { isCompressible, body, headers } = reply
      if (!isCompressible || body === undefined || !isLong(body)) return { reply, compressed: undefined }
      const varying = { ...reply, headers: [...headers, 'vary', 'Accept-Encoding'] }
      const coding = compressing < MAX_COMPRESSING ? chooseCoding(acceptEncoding) : undefined
      return { reply: varying, compressed: coding && compress(varying, body, coding) }
    },
  }
}
