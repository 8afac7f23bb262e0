import { hash } from 'node:crypto'

/** Bytes that SHA-256 takes at a time, and of its digest. */
const BLOCK_BYTES = 64
const DIGEST_BYTES = 32
/**
 * Texts of so many UTF-16 units, and so many bytes, fit into the memory that is used again. A query for hundreds of ids has
 * some 10 KiB; new memory for each would have to be collected.
 */
const USUAL_LENGTH = 1_024
const USUAL_BYTES = 64 * 1_024
const MAX_BYTES_PER_UNIT = 3

/** The first block of one of HMAC's two digests. */
const padded = (key: Uint8Array, byte: number): Buffer =>
  Buffer.alloc(BLOCK_BYTES).map((_, index) => (key[index] ?? 0) ^ byte) as Buffer

const NO_BYTES = new Uint8Array()

/**
 * SHA-256 of a secret block, a text and bytes, as a string of 32 characters below U+0100. Keeps none of them in its memory.
 * @param usualBytes fit into the memory that is used again
 */
const createInner = (block: Buffer, usualBytes: number): ((text: string, bytes?: Uint8Array) => string) => {
  const usual = Buffer.alloc(BLOCK_BYTES + MAX_BYTES_PER_UNIT * USUAL_LENGTH + usualBytes)
  block.copy(usual)
  return (text, bytes = NO_BYTES) => {
    if (text.length > USUAL_LENGTH || bytes.length > usualBytes) {
      return hash('sha256', Buffer.concat([block, Buffer.from(text), bytes]), 'binary')
    }
    const start = BLOCK_BYTES + usual.write(text, BLOCK_BYTES)
    const end = start + bytes.length
    if (bytes.length > 0) usual.set(bytes, start)
    const digest = hash('sha256', usual.subarray(0, end), 'binary')
    usual.fill(0, BLOCK_BYTES, end)
    return digest
  }
}

/**
 * HMAC-SHA-256 of texts as base64url. It is made of two one-shot digests, since an `Hmac` object for each text takes
 * twice as long, and the garbage collector has to finalize it. No text stays in its memory.
 * @param key at most 64 bytes
 */
export const createKeyedDigest = (key: Uint8Array): ((text: string) => string) => {
  const innerOf = createInner(padded(key, 0x36), 0)
  const outer = Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES)
  padded(key, 0x5c).copy(outer)
  return (text) => {
    outer.write(innerOf(text), BLOCK_BYTES, 'binary')
    return hash('sha256', outer, 'base64url')
  }
}

/**
 * Names texts with bytes for a map of this process, in half the time of an HMAC. The names must not leave the process: who
 * has one could make those of longer bytes.
 * @param key at most 64 bytes, random for the life of the process
 */
export const createLookupDigest = (key: Uint8Array): ((text: string, bytes: Uint8Array) => string) =>
  createInner(padded(key, 0), USUAL_BYTES)
