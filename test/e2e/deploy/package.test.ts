import { execFile } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { buildSchema } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sortPage } from '../docs/blocks.ts'

/** Packs Parley as `npm pack` does, and uses it as a front end does: in a project that has nothing else of it. */

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '../../..')
const temporary = mkdtempSync(join(tmpdir(), 'parley-package-'))
const source = join(temporary, 'source')
const project = join(temporary, 'app')
afterAll(() => rmSync(temporary, { recursive: true, force: true }))

interface Manifest {
  readonly dependencies: Record<string, string>
}

const link = (name: string): void => {
  const target = join(project, 'node_modules', name)
  mkdirSync(dirname(target), { recursive: true })
  symlinkSync(join(root, 'node_modules', name), target)
}

/** Runs a program with little of this process's environment, Vitest's own least of all. */
const execute = async (cwd: string, command: string, ...args: string[]): Promise<string> => {
  const env = { PATH: process.env['PATH'], HOME: temporary, NO_COLOR: '1', npm_config_offline: 'true' }
  const ended = await run(command, args, { cwd, env, maxBuffer: 10_000_000 }).catch((error: unknown) => {
    // What it has printed says more than that it failed.
    if (!(error instanceof Error && 'stdout' in error && 'stderr' in error)) throw error
    throw new Error(`${args.join(' ')}\n${String(error.stdout)}\n${String(error.stderr)}`)
  })
  return ended.stdout
}

const tool = (path: string, ...args: string[]): Promise<string> =>
  execute(project, process.execPath, join(root, 'node_modules', path), ...args)

const examples = join(root, 'examples/testing')
let packed: readonly string[] = []

beforeAll(async () => {
  const parts = ['src', 'sandbox', 'testing', 'clients', 'schema', 'scripts', 'README.md', 'LICENSE']
  for (const part of [...parts, 'package.json', 'tsconfig.json', 'tsconfig.build.json']) {
    cpSync(join(root, part), join(source, part), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(source, 'node_modules'))
  const installed = join(project, 'node_modules/parley')
  mkdirSync(installed, { recursive: true })
  await execute(source, 'npm', 'pack', '--silent')
  const tarball = readdirSync(source).find((name) => name.endsWith('.tgz')) ?? ''
  await execute(source, 'tar', '-xzf', tarball, '-C', installed, '--strip-components=1')
  packed = readdirSync(installed, { recursive: true }).map(String)

  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest
  for (const name of [...Object.keys(dependencies), 'vitest', '@types/node']) link(name)
  cpSync(examples, project, { recursive: true })
  writeFileSync(join(project, 'package.json'), '{ "type": "module", "private": true }')
  const compilerOptions = {
    strict: true,
    target: 'es2024',
    module: 'nodenext',
    types: ['node'],
    noEmit: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  }
  const [sample] = sortPage('docs/clients/schema.md').samples
  writeFileSync(join(project, 'code-of.ts'), sample?.text ?? '')
  writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
}, 120_000)

describe('the package, in a front end’s project', () => {
  it('is JavaScript with its types, and what it reads: nothing of our tests, and no TypeScript to strip', () => {
    const folders = new Set(
      packed.filter((path) => path.startsWith('dist/')).map((path) => path.split('/')[1] ?? ''),
    )

    expect([...folders].sort()).toEqual(['clients', 'sandbox', 'schema', 'src', 'testing'])
    expect(packed).toEqual(expect.arrayContaining(['dist/testing/index.d.ts', 'dist/testing/vitest.js']))
    expect(packed.filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))).toEqual([])
  })

  it('runs the examples of the documentation', async () => {
    const report = join(project, 'report.json')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    await tool('vitest/vitest.mjs', 'run', '--root', project, ...reporters)
    const { numPassedTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
      numPassedTests: number
      testResults: readonly { readonly name: string; readonly status: string }[]
    }

    const specs = readdirSync(examples).filter((name) => name.endsWith('.spec.ts'))
    expect(testResults.map(({ name, status }) => `${basename(name)} ${status}`).sort()).toEqual(
      specs.map((name) => `${name} passed`).sort(),
    )
    expect(numPassedTests).toBeGreaterThan(specs.length)
  }, 60_000)

  it('has the schema in files, and what front ends need of it while they run', async () => {
    const { resolve: find } = createRequire(join(project, 'package.json'))
    const read = (name: string) => readFileSync(find(`parley/schema/${name}`), 'utf8')
    const used = await execute(
      project,
      process.execPath,
      '--input-type=module',
      '--eval',
      `import * as schema from 'parley/schema'
      import { codeOf } from './code-of.ts'
      console.log(JSON.stringify([Object.keys(schema), codeOf({ extensions: { code: 'FORBIDDEN' } }), codeOf({}) ?? null]))`,
    )

    expect(buildSchema(read('schema.graphql')).getDirective('semanticNonNull')).toBeDefined()
    expect(read('schema.strict.graphql')).toContain('  regions: [Region!]!\n')
    expect(JSON.parse(read('possibleTypes.json'))).toEqual({ Node: ['App', 'Conversation', 'User'] })
    expect(JSON.parse(used)).toEqual([['errorCodes', 'possibleTypes'], 'FORBIDDEN', null])
    expect(readFileSync(join(project, 'node_modules/parley/dist/schema/index.js'), 'utf8')).not.toMatch(
      /from '(?!\.)/,
    )
  }, 60_000)

  it('has types that the compiler takes, those of the matchers among them', async () => {
    const mistake =
      "import { expect } from 'vitest'\nimport 'parley/testing/vitest'\nexpect('{ __typename }').toCost('3')\n"
    writeFileSync(join(project, 'mistake.ts'), mistake)
    const told = await tool('typescript/bin/tsc', '-p', project).catch((error: Error) => error.message)
    rmSync(join(project, 'mistake.ts'))

    expect(told.match(/error TS\d+: .*/g)).toEqual([
      expect.stringContaining("'string' is not assignable to parameter of type 'CostBound'"),
    ])
    expect(told).toContain('mistake.ts(3,')
  }, 60_000)
})

describe('docs/testing.md', () => {
  it('shows what stands in these examples, to the letter', () => {
    const page = readFileSync(join(root, 'docs/testing.md'), 'utf8')
    const snippets = [...page.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, snippet = '']) => snippet)
    const texts = readdirSync(examples).map((name) => readFileSync(join(examples, name), 'utf8'))

    expect(snippets.length).toBeGreaterThan(3)
    expect(snippets.filter((snippet) => !texts.some((text) => text.includes(snippet)))).toEqual([])
  })
})
