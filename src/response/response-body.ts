import type { ResponseBody } from '../context.ts'

/** Characters up to which Node.js writes head and body in one piece; longer bodies are faster as bytes. */
const MAX_TEXT_LENGTH = 2048

/** Characters that are encoded into the draft; for longer texts the bytes are counted first. */
const MAX_DRAFT_LENGTH = 64 * 1024
/** UTF-8 takes at most three bytes for a character. Each use copies only what it has written. */
const draft = Buffer.allocUnsafeSlow(3 * MAX_DRAFT_LENGTH)

/** Encodes as UTF-8 into a buffer of its own, not a slice of Node.js's shared pool. */
export const encode = (text: string): Buffer => {
  if (text.length > MAX_DRAFT_LENGTH) {
    const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text))
    bytes.write(text)
    return bytes
  }
  const length = draft.write(text)
  const bytes = Buffer.allocUnsafeSlow(length)
  draft.copy(bytes, 0, 0, length)
  return bytes
}

/** Buffers that one response alone uses. */
const owned = new WeakSet<Buffer>()

/** Copies bytes for one response, which releases them. */
export const ownCopy = (bytes: Buffer): Buffer => {
  const copy = Buffer.allocUnsafeSlow(bytes.length)
  bytes.copy(copy)
  owned.add(copy)
  return copy
}

/**
 * Frees what `ownCopy` copied, once it has been written or never will be. The garbage collector would do so much later:
 * it hardly sees memory outside its heap. Other buffers stay as they are.
 */
export const release = (bytes: Buffer): void => {
  if (owned.delete(bytes) && bytes.buffer instanceof ArrayBuffer) bytes.buffer.transfer(0)
}

/** Returns a text in the form that Node.js writes fastest. */
export const toBody = (text: string): string | Buffer =>
  text.length <= MAX_TEXT_LENGTH ? text : encode(text)

/** Bytes of a body. */
export const bytesOf = (body: ResponseBody): number =>
  typeof body === 'string' || Buffer.isBuffer(body)
    ? Buffer.byteLength(body)
    : body.reduce((sum, { length }) => sum + length, 0)
