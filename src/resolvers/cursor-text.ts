/** Characters of a digest: 41 bits. */
export const DIGEST_LENGTH = 8

/** A digest of a text for mistakes, not for secrets: anyone can compute it (cyrb53, in base 36). */
export const digestOf = (text: string): string => {
  let [first, second] = [0xdeadbeef, 0x41c6ce57]
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index)
    first = Math.imul(first ^ unit, 2_654_435_761)
    second = Math.imul(second ^ unit, 1_597_334_677)
  }
  first =
    Math.imul(first ^ (first >>> 16), 2_246_822_507) ^ Math.imul(second ^ (second >>> 13), 3_266_489_909)
  second =
    Math.imul(second ^ (second >>> 16), 2_246_822_507) ^ Math.imul(first ^ (first >>> 13), 3_266_489_909)
  const bits = 4_294_967_296 * (second & 0x1f_ffff) + (first >>> 0)
  return bits.toString(36).padStart(DIGEST_LENGTH, '0').slice(-DIGEST_LENGTH)
}

/** A text as base64url of its UTF-8. Runs in browsers too, where front ends test. */
export const toBase64Url = (text: string): string =>
  // Byte by byte: a client may send a cursor that is longer than a call may have arguments.
  btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

/** The text of `toBase64Url`; an empty one for what is none. */
export const fromBase64Url = (encoded: string): string => {
  try {
    const bytes = atob(encoded.replaceAll('-', '+').replaceAll('_', '/'))
    return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)))
  } catch {
    return ''
  }
}
