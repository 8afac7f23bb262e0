import type { Seed } from '../seed.ts'

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const LENGTH = 9
const HALF = 2 ** 26
const CHECKS = 2 ** 20
const ROUNDS = 4

/** Numbers as the network shows them: short, case-sensitive, opaque strings. */
export type IdCode = {
  /** Nine letters and digits. Users and groups with the same number have the same string. */
  encode(number: number): string
  /** The number, or null for a text that stands for none. */
  decode(text: string): number | null
}

const mix = (half: number, key: number): number => {
  const mixed = Math.imul(half ^ key, 0x9e3779b1)
  return Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b) >>> 6
}

const toText = (value: number): string => {
  let text = ''
  for (let left = value; text.length < LENGTH; left = Math.floor(left / DIGITS.length)) {
    text = `${DIGITS[left % DIGITS.length]}${text}`
  }
  return text
}

const fromText = (text: string): number =>
  Array.from(text).reduce((value, digit) => value * DIGITS.length + DIGITS.indexOf(digit), 0)

/**
 * A keyed, reversible code: number and check bits go through a Feistel cipher, so that neighbours
 * look unalike and most texts stand for nothing. Not secret, only opaque.
 */
export const createIdCode = (seed: Seed): IdCode => {
  const keyBytes = seed.bytes('keys of ids')
  const keys = Array.from({ length: ROUNDS }, (_, round) => keyBytes.readUInt32BE(round * 4))
  const checkKey = keyBytes.readUInt32BE(ROUNDS * 4)
  const checkOf = (number: number): number =>
    mix(number % HALF, checkKey ^ Math.floor(number / HALF)) % CHECKS

  const scramble = (value: number, order: readonly number[]): number => {
    let left = Math.floor(value / HALF)
    let right = value % HALF
    for (const key of order) [left, right] = [right, left ^ mix(right, key)]
    return right * HALF + left
  }

  return {
    encode: (number) => toText(scramble(number * CHECKS + checkOf(number), keys)),
    decode(text) {
      if (text.length !== LENGTH || !/^[0-9A-Za-z]+$/.test(text)) return null
      const value = fromText(text)
      if (value >= HALF * HALF) return null
      const plain = scramble(value, keys.toReversed())
      const number = Math.floor(plain / CHECKS)
      return number > 0 && plain % CHECKS === checkOf(number) ? number : null
    },
  }
}
