import { createHash } from 'node:crypto'

/** Repeatable made-up values: the same seed and label give the same value at every start. */
export type Seed = {
  /** Bytes of a label, at most 32. */
  bytes(label: string, length?: number): Buffer
  /** A version-4 UUID of a label. */
  uuid(label: string): string
  /** A whole number from 0 to `below` - 1, of a label. */
  number(label: string, below: number): number
}

/** 16 bytes as a lower-case UUID of the given version. */
export const formatUuid = (bytes: Buffer, version: number): string => {
  const uuid = Buffer.from(bytes.subarray(0, 16))
  uuid[6] = ((uuid[6] ?? 0) & 0x0f) | (version << 4)
  uuid[8] = ((uuid[8] ?? 0) & 0x3f) | 0x80
  const hex = uuid.toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

/** A source of repeatable values; different seeds give different people with other ids. */
export const createSeed = (seed: number): Seed => {
  const bytes = (label: string, length = 32): Buffer =>
    createHash('sha256').update(`parley-sandbox:${seed}:${label}`).digest().subarray(0, length)
  return {
    bytes,
    uuid: (label) => formatUuid(bytes(label), 4),
    number: (label, below) => bytes(label).readUInt32BE(0) % below,
  }
}
