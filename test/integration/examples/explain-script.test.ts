import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { program } from '../../support/program.ts'
import { runScript, type ScriptEnd } from '../../support/run-script.ts'

const folder = mkdtempSync(join(tmpdir(), 'parley-explain-'))
const fileOf = (name: string, text: string): string => {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}
const PAGE = fileOf(
  'page.graphql',
  'query Page($id: ID!, $first: Int) { conversation(id: $id) { participants(first: $first) { nodes { userId } } } }',
)

const explain = (...args: readonly string[]): Promise<ScriptEnd> =>
  runScript(program('src/cli/main.ts'), { cwd: folder, env: {}, args: ['explain', ...args] })

describe('npm run explain', () => {
  it('takes the variables of the README for a query with a required id, and says what it assumes', async () => {
    const { code, stdout, stderr } = await explain(PAGE, '--variables', '{"first": 50}')

    expect(stderr).toBe('')
    expect(stdout).toMatch(/^query Page: 2 calls at worst\n/)
    expect(stdout).toContain('$id is not given: priced as the dearest that it could be')
    expect(code).toBe(0)
  })

  it('prints JSON for programs', async () => {
    const { code, stdout } = await explain(PAGE, '--json', '--limit', '0', '--variables', '{"id": "some-id"}')

    expect(JSON.parse(stdout)).toEqual({
      operations: [
        {
          title: 'query Page',
          cost: expect.objectContaining({ total: 2, unread: ['conversation(id:)'] }) as unknown,
          isOverLimit: true,
          assumed: [],
        },
      ],
      problems: [],
    })
    expect(code).toBe(1)
  })

  it.each([
    ['a document that cannot be parsed', [fileOf('broken.graphql', '{')], /Syntax Error/],
    ['a missing file', [join(folder, 'none.graphql')], /cannot be read/],
    ['no file', [], /--variables/],
    ['an unknown option', [PAGE, '--jason'], /jason/],
    ['variables that are no object', [PAGE, '--variables', '[1]'], /must be a JSON object/],
    ['variables that are no JSON', [PAGE, '--variables', 'first'], /must be a JSON object/],
    ['variables of another type', [PAGE, '--variables', '{"id": {}}'], /query Page: .*id/],
    ['a limit that is no number', [PAGE, '--limit', 'many'], /--limit must be/],
  ])('says what is wrong with %s, without a stack', async (_, args, message) => {
    const plain = await explain(...args)
    expect(plain.code).toBe(2)
    expect(plain.stdout).toBe('')
    expect(plain.stderr).toMatch(message)
    expect(plain.stderr).not.toMatch(/^ +at /m)

    const json = await explain(...args, '--json')
    expect(json.code).toBe(2)
    expect(json.stderr).toBe('')
    expect((JSON.parse(json.stdout) as { problems: string[] }).problems.join()).toMatch(message)
    expect(json.stdout).not.toMatch(/^ +at /m)
  })
})
