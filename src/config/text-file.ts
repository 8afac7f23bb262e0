import { readFileSync } from 'node:fs'

/** The file is not text in a supported encoding. */
class UnknownEncoding extends Error {
  /** Like the codes of errors of the file system. */
  readonly code = 'ENCODING'

  constructor() {
    super('it is neither UTF-8 nor UTF-16 with a byte order mark')
  }
}

const encodingOf = ([first, second]: Uint8Array): string => {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8'
}

const NUL = '\0'

/**
 * The text of a file that a person or an editor wrote: UTF-8, or UTF-16 with a byte order mark. The mark is removed, and
 * all line breaks are `\n`.
 *
 * @throws Error with code `ENCODING`
 */
export const decodeText = (bytes: Uint8Array): string => {
  let text: string
  try {
    text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes)
  } catch {
    throw new UnknownEncoding()
  }
  // UTF-16 without its mark, or UTF-32.
  if (text.includes(NUL)) throw new UnknownEncoding()
  return text.replaceAll(/\r\n?/g, '\n')
}

/** @throws Error with code `ENCODING`, or one of the file system, such as `ENOENT` */
export const readTextFile = (path: string): string => decodeText(readFileSync(path))
