import { describe, expect, it } from 'vitest'
import { Secret } from '../../../src/secret.ts'
import { createVault } from '../../../src/redis/vault.ts'

const vault = createVault(new Secret('a secret'))
const name = vault.nameOf('model:user', 'viewer:abc', 'an id')
const value = { name: 'Mirel', sizes: [1, null], on: true }

describe('the vault', () => {
  it('derives the same names from the same secret: a kind and a digest', () => {
    expect(name).toMatch(/^parley:1:model:user:[\w-]{43}$/)
    expect(createVault(new Secret('a secret')).nameOf('model:user', 'viewer:abc', 'an id')).toBe(name)
    expect(createVault(new Secret('another')).nameOf('model:user', 'viewer:abc', 'an id')).not.toBe(name)
    expect(vault.nameOf('closed:mixin searchUser', 'bot:1')).toMatch(/^parley:1:closed:mixin-searchUser:/)
  })

  it('derives names of one slot for what belongs together', () => {
    const names = ['count:search', 'cooldown:search'].map((kind) => vault.slotNameOf(kind, 'search', 'bot:1'))
    expect(names).toEqual([
      expect.stringMatching(/^parley:1:count:search:\{[\w-]{43}\}$/),
      expect.stringMatching(/^parley:1:cooldown:search:\{[\w-]{43}\}$/),
    ])
    expect(new Set(names.map((each) => /\{.*\}/.exec(each)?.[0])).size).toBe(1)
    expect(vault.slotNameOf('count:search', 'search', 'bot:2')).not.toBe(names[0])
  })

  it('derives different names from parts that would be equal when concatenated', () => {
    const names = [
      vault.nameOf('a', 'b', 'c'),
      vault.nameOf('a', 'bc'),
      vault.nameOf('a', 'b","c'),
      vault.nameOf('a'),
    ]
    expect(new Set(names).size).toBe(4)
  })

  it('opens a sealed value only with the same name and secret', () => {
    const sealed = vault.seal(name, value)
    expect(vault.open(name, sealed)).toEqual(value)
    expect(createVault(new Secret('a secret')).open(name, sealed)).toEqual(value)
    expect(vault.open(vault.nameOf('model:user', 'viewer:abc', 'another id'), sealed)).toBeUndefined()
    expect(createVault(new Secret('another')).open(name, sealed)).toBeUndefined()
  })

  it('seals the same value differently each time and does not reveal it', () => {
    const [one, other] = [vault.seal(name, value), vault.seal(name, value)]
    expect(one.equals(other)).toBe(false)
    expect(one.toString('latin1')).not.toContain('Mirel')
  })

  it('rejects a value with any bit changed or any byte missing', () => {
    const sealed = vault.seal(name, value)
    for (let bit = 0; bit < sealed.length * 8; bit += 1) {
      const changed = Buffer.from(sealed)
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect(vault.open(name, changed)).toBeUndefined()
    }
    for (let length = 0; length < sealed.length; length += 1) {
      expect(vault.open(name, sealed.subarray(0, length))).toBeUndefined()
    }
  })
})
