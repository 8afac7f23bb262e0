import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CodegenConfig, generate } from '@graphql-codegen/cli'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { printSdl } from '../../../src/document/sdl.ts'
import { startParley, type TestParley } from '../../../testing/parley.ts'
import { type PageCode, writePageCode } from '../../support/page-code.ts'

let parley: TestParley
let page: PageCode
let config: CodegenConfig
beforeAll(async () => {
  parley = await startParley()
  page = writePageCode('docs/clients/codegen.md', parley.url)
  const { schema } = parley.gateway
  writeFileSync(join(page.folder, 'schema.graphql'), printSdl(schema))
  writeFileSync(join(page.folder, 'schema.strict.graphql'), printSdl(schema, { strict: true }))
  ;({ default: config } = await page.load<{ default: CodegenConfig }>('codegen.ts'))
})
afterAll(async () => {
  page.remove()
  await parley.close()
})

/** The generated files by name. */
const filesFrom = async (schema: string): Promise<ReadonlyMap<string, string>> => {
  const options = { ...config, schema, cwd: page.folder, silent: true }
  const files: readonly { filename: string; content: string }[] = await generate(options, false)
  return new Map(files.map(({ filename, content }) => [filename.replace(/^.*\/?gql\//, ''), content]))
}

describe('codegen’s client preset, as its page sets it up', () => {
  it('generates the same from introspection, from the schema at its URL and from a file', async () => {
    const files = await filesFrom(`${parley.url}/graphql`)

    expect([...files.keys()].toSorted()).toEqual([
      'fragment-masking.ts',
      'gql.ts',
      'graphql.ts',
      'index.ts',
      'persisted-documents.json',
    ])
    expect(await filesFrom(`${parley.url}/schema.graphql`)).toEqual(files)
    expect(await filesFrom('schema.graphql')).toEqual(files)
  })

  it('generates non-null types for what is null only on error from the strict schema', async () => {
    const participants = async (schema: string) =>
      /participants: \{[^}]*\}( \| null)?/.exec((await filesFrom(schema)).get('graphql.ts') ?? '')?.[0]

    expect(await participants('schema.graphql')).toBe('participants: { totalCount: number } | null')
    expect(await participants('schema.strict.graphql')).toBe('participants: { totalCount: number }')
  })

  it('has types for the code of the page, and finds mistakes', async () => {
    await generate({ ...config, schema: `${parley.url}/graphql`, cwd: page.folder, silent: true }, true)
    const mistake = `import { loadGroup } from './page.ts'\nexport const size: string = (await loadGroup('1'))?.size\n`

    expect(await page.typeErrors({ 'mistake.ts': mistake })).toEqual([
      expect.stringMatching(/^mistake\.ts\(2,14\): error TS2322/),
    ])
  }, 60_000)

  it('runs the documents of the page', async () => {
    const { loadGroup } = await page.load<{ loadGroup(id: string): Promise<unknown> }>('page.ts')

    expect(await loadGroup(`mixin:conversation:${x.groupId}`)).toEqual({ name: expect.any(String), size: 12 })
  })
})
