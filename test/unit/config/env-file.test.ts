import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEnvironmentReader, loadOrigins, SettingsError } from '../../../src/config/index.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-env-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const write = (content: string | Buffer): void => writeFileSync(join(folder, '.env'), content)

const problemsOf = (): readonly string[] => {
  try {
    loadOrigins(folder)
  } catch (error) {
    if (error instanceof SettingsError) return error.problems
    throw error
  }
  return []
}

const TEXT = 'MIXIN_BOT_ACCESS=none\nPORT=4001\nCORS_ORIGINS=https://ünicode.example\n'
const VALUES = { MIXIN_BOT_ACCESS: 'none', PORT: '4001', CORS_ORIGINS: 'https://ünicode.example' }
const MARK = '\uFEFF'

describe('an .env file', () => {
  it.each<[string, string | Buffer]>([
    ['in UTF-8', TEXT],
    ['in UTF-8 with a byte order mark', MARK + TEXT],
    ['in UTF-16 little endian', Buffer.from(MARK + TEXT, 'utf16le')],
    ['in UTF-16 big endian', Buffer.from(MARK + TEXT, 'utf16le').swap16()],
    ['with line breaks of Windows', TEXT.replaceAll('\n', '\r\n')],
    ['with line breaks of Windows, in UTF-16', Buffer.from(MARK + TEXT.replaceAll('\n', '\r\n'), 'utf16le')],
    ['with carriage returns alone', TEXT.replaceAll('\n', '\r')],
    ['with comments, blank lines and export', `# a file\n\n  ${TEXT.replace('PORT', 'export PORT')}`],
  ])('%s is read in full', (_, content) => {
    write(content)
    expect(loadOrigins(folder).file).toEqual(VALUES)
  })

  it('may quote values, also over several lines', () => {
    write(`PORT="4001"\nSESSION_SECRET='one = two\nA line\n# three' # a comment\nHOST=it's\nLOG_LEVEL=warn`)
    expect(problemsOf()).toEqual([])
    expect(loadOrigins(folder).file).toEqual({
      PORT: '4001',
      SESSION_SECRET: 'one = two\nA line\n# three',
      HOST: "it's",
      LOG_LEVEL: 'warn',
    })
  })

  it.each<[string, string | Buffer]>([
    ['UTF-16 without a byte order mark', Buffer.from('PORT=4001\nSANDBOX=0', 'utf16le')],
    ['the same with other letters', Buffer.from(TEXT, 'utf16le').swap16()],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x50, 0, 0, 0])],
    ['Latin-1', Buffer.from('SESSION_SECRET=schl\u00FCssel', 'latin1')],
    ['half a UTF-16 character', Buffer.concat([Buffer.from(MARK + TEXT, 'utf16le'), Buffer.from('P')])],
  ])('in another encoding stops the start: %s', (_, content) => {
    write(content)
    expect(problemsOf()).toEqual([
      '.env cannot be read (it is neither UTF-8 nor UTF-16 with a byte order mark): correct that, or remove it',
    ])
  })

  it.each([
    ['a colon', 'PORT=4001\nMIXIN_BOT_ACCESS: none', 2],
    ['a name alone', 'SANDBOX\nPORT=4001', 1],
    ['a byte order mark further down, where files were joined', `PORT=4001\n\n${MARK}SANDBOX=0`, 3],
    ['a no-break space', 'PORT=4001\n\u00A0SANDBOX=0', 2],
    ['words', 'PORT=4001\nLOG_LEVEL="warn\n info"\n\nthe secret is s3cret', 5],
  ])('with a line that would be ignored stops the start: %s', (_, content, line) => {
    write(content)
    expect(problemsOf()).toEqual([
      `.env has a line ${line} that is not NAME=value: correct it, or begin it with #`,
    ])
  })

  it.each([
    ['a quote that is not closed', `SESSION_SECRET="s3cret\nPORT=4001`, 'a quote that is not closed'],
    ['text behind a quote', `SESSION_SECRET='s3'cret`, 'text behind its closing quote'],
    ['a quote in the quotes', String.raw`SESSION_SECRET="s3\"cret"`, 'text behind its closing quote'],
    ['the same over several lines', `SESSION_SECRET="s3\ncret" more`, 'text behind its closing quote'],
    ['a # in a word', 'SESSION_SECRET=s3cret#s3cret # a comment', 'a # that may be a part of it'],
    ['a # at the beginning', 'SESSION_SECRET=#s3cret', 'a # that may be a part of it'],
  ])('with a value of which a part would be lost stops the start: %s', (_, content, problem) => {
    write(content)
    expect(problemsOf()).toEqual([
      expect.stringContaining(`SESSION_SECRET has a value in .env, in line 1, with ${problem}`),
    ])
    expect(problemsOf().join()).not.toMatch(/s3|cret/)
  })

  it.each([
    ['a comment', 'PORT=4001 # it#s "one"'],
    ['a comment behind quotes', `PORT='4001'# "one`],
    ['spaces around the equals sign', 'PORT = "4001"'],
    ['settings of other programs', 'PORT=4001\nHOME="a\nTERM=#b'],
  ])('may have %s', (_, content) => {
    write(content)
    expect(problemsOf()).toEqual([])
    expect(loadOrigins(folder).file).toMatchObject({ PORT: '4001' })
  })

  it('with a setting of two values stops the start, and tells the lines and no value', () => {
    write('SESSION_SECRET=first\nPORT=1\nHOME=a\nSESSION_SECRET=second\nPORT= 1\nHOME=b\nHOST=::\nHOST=')
    expect(problemsOf()).toEqual([
      'SESSION_SECRET has several values in .env, in lines 1 and 4: keep one',
      'HOST has several values in .env, in lines 7 and 8: keep one',
    ])
  })

  it('may begin with blank values that are filled in below', () => {
    write('PORT=\nPORT=4001')
    expect(loadOrigins(folder).file).toEqual({ PORT: '4001' })
  })

  it.each<[string, (path: string) => void, string]>([
    ['a directory', (path) => mkdirSync(path), 'it is a directory: EISDIR'],
    [
      'a link to nothing',
      (path) => symlinkSync('nowhere', path),
      'it is a link to a file that does not exist',
    ],
  ])('that is %s stops the start', (_, make, why) => {
    make(join(folder, '.env'))
    expect(problemsOf()).toEqual([`.env cannot be read (${why}): correct that, or remove it`])
  })

  it('need not exist', () => {
    expect(loadOrigins(folder).file).toEqual({})
  })
})

describe('an .env file that is read again', () => {
  it('has its new content, may be empty, and may be made later', () => {
    const read = createEnvironmentReader(folder)
    expect(read()).not.toHaveProperty('LIMIT_DEPTH')
    write('LIMIT_DEPTH=3\n')
    expect(read()).toMatchObject({ LIMIT_DEPTH: '3' })
    write('')
    expect(read()).not.toHaveProperty('LIMIT_DEPTH')
  })

  it('must not be gone', () => {
    const read = createEnvironmentReader(folder)
    write('LIMIT_DEPTH=3\n')
    read()
    rmSync(join(folder, '.env'))
    for (const _ of [1, 2]) expect(read).toThrow('.env is gone: put it back')
    write('LIMIT_DEPTH=4\n')
    expect(read()).toMatchObject({ LIMIT_DEPTH: '4' })
  })
})
