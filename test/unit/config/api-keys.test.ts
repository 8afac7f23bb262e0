import { describe, expect, it } from 'vitest'
import { effectiveSettings } from '../../../src/config/effective.ts'
import { readSettings, SettingsError } from '../../../src/config/index.ts'

const KEY = '0123456789abcdef'
const OTHER = 'fedcba9876543210'

const read = (API_KEYS: string) =>
  readSettings({ API_KEYS }).apiKeys.map((key) => ({ ...key.rights, key: key.reveal() }))

const problemsOf = (API_KEYS: string): readonly string[] => {
  try {
    readSettings({ API_KEYS })
    return []
  } catch (error) {
    return error instanceof SettingsError ? error.problems : []
  }
}

const unnamed = (key: string) => ({
  name: undefined,
  access: 'full',
  network: undefined,
  requestsPerSecond: undefined,
  key,
})

describe('a key with a name', () => {
  it.each([
    [`shop=${KEY}`, { name: 'shop', access: 'full' }],
    [`shop:read=${KEY}`, { name: 'shop', access: 'read' }],
    [`shop:full=${KEY}`, { name: 'shop', access: 'full' }],
    [`shop:mixin=${KEY}`, { name: 'shop', access: 'full', network: 'mixin' }],
    [`shop:read:sealtalk=${KEY}`, { name: 'shop', access: 'read', network: 'sealtalk' }],
    [`shop:5=${KEY}`, { name: 'shop', access: 'full', requestsPerSecond: 5 }],
    [`shop:read:0.5=${KEY}`, { name: 'shop', access: 'read', requestsPerSecond: 0.5 }],
    [
      `Shop-2.b_c:READ:Mixin:0=${KEY}`,
      { name: 'Shop-2.b_c', access: 'read', network: 'mixin', requestsPerSecond: 0 },
    ],
    [` shop:read = ${KEY} `, { name: 'shop', access: 'read' }],
  ])('may do what is behind its name: %s', (written, rights) => {
    expect(read(written)).toEqual([{ ...unnamed(KEY), ...rights }])
  })

  it('is everything behind the first equals sign', () => {
    const key = 'c2hvcC1rZXktb2Ytc2l4dGVlbg=='
    expect(read(`shop=${key},a:read==${key}`)).toMatchObject([
      { name: 'shop', key },
      { name: 'a', access: 'read', key: `=${key}` },
    ])
  })

  it.each([
    ['a misspelled word', `shop:raed=${KEY}`],
    ['a word for another network', `shop:full:telegram=${KEY}`],
    ['a rate that is no number', `shop:read:fast=${KEY}`],
    ['a negative rate', `shop:-1=${KEY}`],
    ['a rate with a unit', `shop:5rps=${KEY}`],
    ['a rate beyond the largest', `shop:1000000=${KEY}`],
    ['words in another order', `shop:mixin:read=${KEY}`],
    ['a word twice', `shop:read:full=${KEY}`],
    ['an empty word', `shop:=${KEY}`],
  ])('is refused with %s, without the key', (_, written) => {
    const problems = problemsOf(`${OTHER},${written}`)
    expect(problems).toEqual([
      expect.stringMatching(
        /^API_KEYS has a key called shop that must be written as name\[:read\|full]\[:mixin\|sealtalk]\[:requests per second]=key/,
      ),
    ])
    expect(problems.join()).not.toContain(KEY)
  })

  it('needs a name and a key that no other has', () => {
    const problems = problemsOf(`shop=${KEY},shop:read=${OTHER},app=${KEY},${OTHER}`)
    expect(problems).toEqual([
      'API_KEYS has two keys called shop: each needs a name of its own',
      'API_KEYS has the same key as shop and as app: each needs a key of its own',
      'API_KEYS has the same key as shop and as a key without a name: each needs a key of its own',
    ])
  })
})

describe('a key without a name', () => {
  it.each([
    ['plain text', KEY],
    ['base64 that ends with equals signs', 'c2hvcC1rZXktb2Ytc2l4dGVlbg=='],
    ['fewer than 16 characters behind the first equals sign', 'shop=0123456789abcde'],
    ['no name in front of it', `=${KEY}`],
    ['other characters in front of the equals sign', `a/b+c=${KEY}`],
    ['other characters before its colon', `a/b:read=${KEY}`],
    ['words without a key', 'shop:read:mixin:5'],
    ['a name longer than 64 characters', `${'n'.repeat(65)}=${KEY}`],
  ])('is the whole text: %s', (_, written) => {
    expect(read(written)).toEqual([unnamed(written)])
  })

  it('may be there twice, which changes nothing', () => {
    expect(read(`${KEY}, ${OTHER},${KEY}`)).toEqual([unnamed(KEY), unnamed(OTHER)])
  })
})

it('keys show in the settings in force and in warnings without their text', () => {
  const given = { API_KEYS: `shop:read:5=${KEY},${OTHER},late:read=too-short` }
  const settings = readSettings(given)
  const shown = effectiveSettings(settings, { environment: given, file: {} })
  expect(shown.find(({ name }) => name === 'API_KEYS')?.value).toBe('shop:read:5=[secret],[secret],[secret]')
  expect(settings.warnings).toEqual([
    expect.stringMatching(/^API_KEYS contains a key of the form name=key, but/),
  ])
  expect(JSON.stringify([shown, settings, settings.warnings])).not.toMatch(`${KEY}|${OTHER}|too-short`)
})
