import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startGateway, type TestGateway } from '../../support/gateway.ts'

const run = promisify(execFile)
const compiler = resolve(import.meta.dirname, '../../../node_modules/relay-compiler/cli.js')
const folder = mkdtempSync(join(tmpdir(), 'parley-relay-'))

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startGateway({ env: {} })
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await gateway.close()
})

const operation = (name: string, directive: string) =>
  `graphql\`query ${name}Query($id: ID!) ${directive} { conversation(id: $id) { name participants(first: 3) { totalCount } } }\``

describe('Relay, with the schema of /schema.graphql', () => {
  it('reads fields that are null only on error as non-null, where it throws on errors', async () => {
    const source = [
      'import { graphql } from "react-relay"',
      operation('Page', ''),
      operation('PageThrowing', '@throwOnFieldError'),
    ]
    mkdirSync(join(folder, 'src'))
    writeFileSync(join(folder, 'src/Page.ts'), source.join('\n'))
    writeFileSync(join(folder, 'schema.graphql'), await (await fetch(`${gateway.url}/schema.graphql`)).text())
    writeFileSync(join(folder, 'package.json'), '{}')
    const config = { src: './src', schema: './schema.graphql', language: 'typescript' }
    writeFileSync(join(folder, 'relay.config.json'), JSON.stringify(config))
    await run(process.execPath, [compiler, './relay.config.json'], { cwd: folder })
    const typeIn = (name: string, field: string) => {
      const text = readFileSync(join(folder, `src/__generated__/${name}Query.graphql.ts`), 'utf8')
      return new RegExp(`readonly ${field}: (?:\\{[^}]*\\}|\\w+)([^;]*);`).exec(text)?.[1]
    }

    expect([typeIn('Page', 'participants'), typeIn('Page', 'name')]).toEqual([
      ' | null | undefined',
      ' | null | undefined',
    ])
    expect([typeIn('PageThrowing', 'participants'), typeIn('PageThrowing', 'name')]).toEqual([
      '',
      ' | null | undefined',
    ])
  })
})
