import { crash } from './replies.ts'

/**
 * What the database does with characters outside the basic plane: refuses them (a utf8 table in strict mode), stores
 * `????` (a utf8 table in lenient mode), or stores them (a utf8mb4 table).
 */
export type DatabaseMode = 'strict' | 'lenient' | 'utf8mb4'

/** Length of columns that no rule of the server checks. */
const COLUMN_LENGTHS: Readonly<Record<string, number>> = { region: 5, phone: 11 }

const BEYOND_BASIC_PLANE = /[\u{10000}-\u{10ffff}]/u
const SHOWN_BYTES = 6

/** The bytes from the first refused character on, as the database writes them. */
const shownBytes = (text: string): string => {
  const bytes = Buffer.from(text)
  const shown = [...bytes.subarray(0, SHOWN_BYTES)].map((byte) =>
    byte >= 0x20 && byte < 0x7f
      ? String.fromCharCode(byte)
      : `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  )
  return shown.join('') + (bytes.length > SHOWN_BYTES ? '...' : '')
}

/** A text as the database stores it; the server crashes where the database refuses it. */
export const stored = ({ database }: { database: DatabaseMode }, column: string, text: string): string => {
  const at = database === 'utf8mb4' ? -1 : text.search(BEYOND_BASIC_PLANE)
  if (at >= 0 && database === 'strict') {
    throw crash(
      `ER_TRUNCATED_WRONG_VALUE_FOR_FIELD: Incorrect string value: '${shownBytes(text.slice(at))}' for column '${column}' at row 1`,
    )
  }
  const kept = at >= 0 ? text.replaceAll(new RegExp(BEYOND_BASIC_PLANE, 'gu'), '????') : text
  const longest = COLUMN_LENGTHS[column] ?? Infinity
  if (kept.length <= longest) return kept
  if (database === 'lenient') return kept.slice(0, longest)
  throw crash(`ER_DATA_TOO_LONG: Data too long for column '${column}' at row 1`)
}
