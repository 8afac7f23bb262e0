import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { startSandboxGateway, type SandboxGateway } from '../../support/sandbox.ts'
import { valueAt } from '../../support/value-at.ts'

let harness: SandboxGateway
beforeEach(async () => {
  harness = await startSandboxGateway()
})
afterEach(() => harness.close())

const PROFILE = `mutation ($input: UpdateMixinProfileInput!) { updateMixinProfile(input: $input) {
  account { pinTokenBase64 user { name biography avatarUrl } }
} }`
const PREFERENCES = `mutation ($input: UpdateMixinPreferencesInput!) { updateMixinPreferences(input: $input) {
  account { receiveMessageSource acceptConversationSource acceptSearchSource }
} }`
const OWN = '{ viewer { mixin { acceptSearchSource user { name biography } } } }'
const BOT = `{ user(by: { mixinUserId: "${x.botId}" }) { name } }`

const ask = async (document: string, input?: object, headers: Record<string, string> = {}) => {
  const before = harness.calls().length
  const answer = await harness.gateway.query(document, { variables: { input }, headers })
  const codes = answer.errors.map(({ extensions }) => extensions?.['code'])
  return { ...answer, codes, calls: harness.calls().slice(before) }
}

const pictureOf = (beginning: string, bytes: number): string =>
  Buffer.concat([Buffer.from(beginning, 'latin1'), Buffer.alloc(bytes - beginning.length)]).toString('base64')

const PNG = '\x89PNG\r\n\x1a\n'
const LARGEST = 180 * 1_024

describe('updateMixinProfile', () => {
  it('changes name, text and picture with one call, which is all that the payload needs', async () => {
    const input = { name: 'Parley, renamed', biography: 'New here.', avatarBase64: pictureOf(PNG, 64) }
    const { data, calls } = await ask(PROFILE, input)

    expect(calls).toEqual(['POST /me'])
    expect(valueAt(data, 'updateMixinProfile.account')).toEqual({
      pinTokenBase64: null,
      user: { name: input.name, biography: input.biography, avatarUrl: expect.stringMatching(/^https:/) },
    })
  })

  it('leaves what is not given', async () => {
    await ask(PROFILE, { name: 'First', biography: 'Kept.' })
    const { data } = await ask(PROFILE, { name: 'Second', biography: null })

    expect(valueAt(data, 'updateMixinProfile.account.user')).toMatchObject({
      name: 'Second',
      biography: 'Kept.',
    })
    expect(
      valueAt((await ask(PROFILE, { biography: '' })).data, 'updateMixinProfile.account.user'),
    ).toMatchObject({
      name: 'Second',
      biography: null,
    })
  })

  it('shows to everybody at once, and leaves what others have cached of their own', async () => {
    const alia = harness.as('Alia')
    for (const headers of [{}, alia]) {
      await ask(OWN, undefined, headers)
      await ask(BOT, undefined, headers)
    }
    await ask(PROFILE, { name: 'Renamed' })

    expect((await ask(OWN)).calls).toEqual([])
    expect(valueAt((await ask(OWN)).data, 'viewer.mixin.user.name')).toBe('Renamed')
    for (const headers of [{}, alia]) {
      const { data, calls } = await ask(BOT, undefined, headers)
      expect([data, calls]).toEqual([{ user: { name: 'Renamed' } }, ['POST /users/fetch']])
    }
    expect((await ask(OWN, undefined, alia)).calls).toEqual([])
  })

  it.each([
    ['PNG', PNG],
    ['JPEG', '\xff\xd8\xff\xe0'],
    ['GIF', 'GIF89a'],
    ['WebP', 'RIFF\x00\n\x00\x00WEBP'],
  ])('sends a picture of 180 KiB: %s', async (_, beginning) => {
    const { codes, calls } = await ask(PROFILE, { avatarBase64: pictureOf(beginning, LARGEST) })

    expect([codes, calls]).toEqual([[], ['POST /me']])
  })

  it.each([
    ['a byte more than 180 KiB', pictureOf(PNG, LARGEST + 1)],
    ['nothing', ''],
    ['a text', Buffer.from('a text').toString('base64')],
    ['an SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>').toString('base64')],
    ['RIFF of another kind', pictureOf('RIFF\x00\n\x00\x00WAVE', 64)],
    ['a URL', `data:image/png;base64,${pictureOf(PNG, 64)}`],
    ['base64 with line breaks', pictureOf(PNG, 64).replace(/^.{40}/, '$&\n')],
    ['base64 without padding', pictureOf(PNG, 64).replace(/=+$/, '')],
    ['base64url', Buffer.from('\xff\xd8\xff\xfb\xff\xfe', 'latin1').toString('base64url')],
  ])('refuses %s as a picture, before any call', async (_, avatarBase64) => {
    const { codes, errors, calls } = await ask(PROFILE, { avatarBase64 })

    expect([codes, calls]).toEqual([['BAD_USER_INPUT'], []])
    expect(errors[0]?.extensions).toMatchObject({ argument: ['input', 'avatarBase64'] })
  })

  it.each([
    [{}, ['input']],
    [{ name: null }, ['input']],
    [{ name: '  ' }, ['input', 'name']],
    [{ name: 'x'.repeat(513) }, ['input', 'name']],
    [{ biography: 'x'.repeat(1025) }, ['input', 'biography']],
  ])('refuses %j before any call', async (input, argument) => {
    const { codes, errors, calls } = await ask(PROFILE, input)

    expect([codes, calls]).toEqual([['BAD_USER_INPUT'], []])
    expect(errors[0]?.extensions).toMatchObject({ argument })
  })
})

describe('updateMixinPreferences', () => {
  it('changes what is given with one call, and nothing that others have cached', async () => {
    await ask(BOT)
    const { data, calls } = await ask(PREFERENCES, { acceptSearchSource: 'NOBODY' })

    expect(calls).toEqual(['POST /me/preferences'])
    expect(valueAt(data, 'updateMixinPreferences.account')).toEqual({
      receiveMessageSource: 'EVERYBODY',
      acceptConversationSource: 'CONTACTS',
      acceptSearchSource: 'NOBODY',
    })
    expect((await ask(OWN)).calls).toEqual([])
    expect((await ask(BOT)).calls).toEqual([])
  })

  it('refuses nothing to change, and a value that is none, before any call', async () => {
    for (const input of [{}, { acceptSearchSource: null }, { acceptSearchSource: 'FRIENDS' }]) {
      const { codes, calls } = await ask(PREFERENCES, input)
      expect([codes, calls]).toEqual([['BAD_USER_INPUT'], []])
    }
  })
})

describe.each([
  ['updateMixinProfile', PROFILE, { name: 'x' }, 'POST /me'],
  ['updateMixinPreferences', PREFERENCES, { acceptSearchSource: 'NOBODY' }, 'POST /me/preferences'],
])('%s', (_, document, input, endpoint) => {
  it('is FORBIDDEN for a user’s token, before any call', async () => {
    const { codes, calls } = await ask(document, input, harness.as('Alia'))

    expect([codes, calls]).toEqual([['FORBIDDEN'], []])
  })

  it('is sent once, and what was cached is read again where the response is lost', async () => {
    await ask(OWN)
    harness.sandbox.control.setFault({ endpoint, kind: 'hang-up-after', times: 1 })
    const { codes, calls } = await ask(document, input)

    expect([codes, calls]).toEqual([['OUTCOME_UNKNOWN'], [endpoint]])
    expect((await ask(OWN)).calls).toEqual(['GET /me'])
  })
})
