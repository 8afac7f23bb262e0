import { hash } from 'node:crypto'

/** Bytes that SHA-256 takes at a time, and of its digest. */
const BLOCK_BYTES = 64
const DIGEST_BYTES = 32
/** Texts of so many UTF-16 units fit into the memory that is used again. */
const USUAL_LENGTH = 1_024
const MAX_BYTES_PER_UNIT = 3

/** The first block of one of HMAC's two digests. */
const padded = (key: Uint8Array, byte: number): Buffer =>
  Buffer.alloc(BLOCK_BYTES).map((_, index) => (key[index] ?? 0) ^ byte) as Buffer

/**
 * HMAC-SHA-256 of texts as base64url. It is made of two one-shot digests, since an `Hmac` object for each text takes
 * twice as long, and the garbage collector has to finalize it. No text stays in its memory.
 * @param key at most 64 bytes
 */
export const createKeyedDigest = (key: Uint8Array): ((text: string) => string) => {
  const innerPad = padded(key, 0x36)
  const usual = Buffer.alloc(BLOCK_BYTES + MAX_BYTES_PER_UNIT * USUAL_LENGTH)
  innerPad.copy(usual)
  const outer = Buffer.alloc(BLOCK_BYTES + DIGEST_BYTES)
  padded(key, 0x5c).copy(outer)

  const innerOf = (text: string): string => {
    if (text.length > USUAL_LENGTH) {
      return hash('sha256', Buffer.concat([innerPad, Buffer.from(text)]), 'binary')
    }
    const end = BLOCK_BYTES + usual.write(text, BLOCK_BYTES)
    const digest = hash('sha256', usual.subarray(0, end), 'binary')
    usual.fill(0, BLOCK_BYTES, end)
    return digest
  }

  return (text) => {
    outer.write(innerOf(text), BLOCK_BYTES, 'binary')
    return hash('sha256', outer, 'base64url')
  }
}
