import { encode } from './response-body.ts'

/** Characters of a piece, at least: as UTF-8 no more than three times as many bytes. Only a longer value makes it longer. */
const PIECE_LENGTH = 32 * 1024

type Properties = Readonly<Record<string, unknown>>

/** Whether `JSON.stringify` should write a value in one go: a leaf, or an object of short leaves. */
const isFlat = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return true
  if (Array.isArray(value)) return false
  for (const key in value) {
    const below = (value as Properties)[key]
    if (
      typeof below === 'string' ? below.length > PIECE_LENGTH : typeof below === 'object' && below !== null
    ) {
      return false
    }
  }
  return true
}

/** `JSON.stringify` leaves these out of objects, and makes them null in lists. */
const isAbsent = (value: unknown): boolean =>
  value === undefined || typeof value === 'function' || typeof value === 'symbol'

/**
 * The same as `JSON.stringify`, as UTF-8 in pieces: a large value never exists as one text, and what has been sent can be
 * freed. Undefined as soon as it is larger than the limit.
 */
export const toJsonPieces = (value: unknown, maxBytes = Infinity): readonly Buffer[] | undefined => {
  const pieces: Buffer[] = []
  let bytes = 0
  let text = ''

  const flush = (): void => {
    const piece = encode(text)
    text = ''
    bytes += piece.length
    pieces.push(piece)
  }

  const put = (part: string): void => {
    text += part
    if (text.length >= PIECE_LENGTH) flush()
  }

  const writeList = (list: readonly unknown[]): void => {
    put('[')
    for (const [index, item] of list.entries()) {
      if (index > 0) put(',')
      write(item)
    }
    put(']')
  }

  const writeObject = (object: Properties): void => {
    let separator = '{'
    for (const [key, below] of Object.entries(object)) {
      if (isAbsent(below)) continue
      put(`${separator}${JSON.stringify(key)}:`)
      write(below)
      separator = ','
    }
    put('}')
  }

  /** An object that is not flat has a property, so that its bracket is opened. */
  const write = (value: unknown): void => {
    if (bytes > maxBytes) return
    if (isAbsent(value)) put('null')
    else if (isFlat(value)) put(JSON.stringify(value))
    else if (Array.isArray(value)) writeList(value)
    else writeObject(value as Properties)
  }

  write(value)
  flush()
  return bytes > maxBytes ? undefined : pieces
}
