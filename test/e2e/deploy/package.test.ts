import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join, resolve } from 'node:path'
import { buildSchema } from 'graphql'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { findChromium, launchChromium } from '../../support/chromium.ts'
import { sortPage } from '../docs/blocks.ts'
import { pathWithNode, type } from '../docs/terminal.ts'
import { execute, type PackedParley, packParley, versionsOf } from './installed.ts'
import { serveFrontEnd } from './msw-page.ts'

/**
 * Uses the packed Parley as a front end does: in a project that has nothing else of it, but graphql-js in another version,
 * as most have.
 */

const root = resolve(import.meta.dirname, '../../..')
const examples = join(root, 'examples/testing')
let parley: PackedParley
let project = ''

beforeAll(async () => {
  parley = await packParley()
  project = await parley.install('app', 'graphql@16', ...versionsOf('typescript', 'vitest', 'msw'))
  cpSync(examples, project, { recursive: true })
  const [sample] = sortPage('docs/clients/schema.md').samples
  writeFileSync(join(project, 'code-of.ts'), sample?.text ?? '')
}, 300_000)
afterAll(() => parley.remove(), 120_000)

const tool = (path: string, ...args: string[]): Promise<string> =>
  execute(project, process.execPath, join(project, 'node_modules', path), ...args)

describe('the package', () => {
  const paths = (): string[] => parley.packed.files.map(({ path }) => path)

  it('holds JavaScript with its types and what it reads: no maps, no examples, nothing for development', () => {
    const folders = (depth: number) => [
      ...new Set(paths().map((path) => path.split('/').slice(0, depth).join('/'))),
    ]

    expect(parley.packed.name).toBe('parley-gateway')
    expect(folders(1).toSorted()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json'])
    expect(
      folders(2)
        .filter((path) => path.startsWith('dist/'))
        .toSorted(),
    ).toEqual(
      ['clients', 'gateway', 'graphql', 'sandbox', 'schema', 'src', 'testing'].map((name) => `dist/${name}`),
    )
    expect(
      paths().filter((path) => /\.map$|(?<!\.d)\.ts$|(^|\/)(examples?|tests?)\/|tsconfig/.test(path)),
    ).toEqual([])
    expect(paths().filter((path) => path.endsWith('.js')).length).toBeGreaterThan(200)
    for (const path of paths().filter((path) => path.endsWith('.js'))) {
      const text = readFileSync(join(project, 'node_modules/parley-gateway', path), 'utf8')
      expect(text.includes('//# sourceMappingURL='), path).toBe(false)
    }
  })

  it('takes less than 2 MB to download, and 9 MB on disk', () => {
    expect(parley.packed.size).toBeLessThan(2_000_000)
    expect(parley.packed.unpackedSize).toBeLessThan(9_000_000)
  })

  it('has every file that its manifest names, and says where it comes from', () => {
    const manifest = JSON.parse(
      readFileSync(join(project, 'node_modules/parley-gateway/package.json'), 'utf8'),
    ) as {
      private?: boolean
      bin: Record<string, string>
      exports: Record<string, string | { types: string; default: string }>
      repository: { url: string }
      homepage: string
      bugs: string
      publishConfig: unknown
    }
    const exported = Object.values(manifest.exports).flatMap((entry) =>
      typeof entry === 'string' ? [entry] : Object.values(entry),
    )

    expect(manifest.private).toBeUndefined()
    expect(Object.keys(manifest.bin)).toEqual(['parley'])
    expect(Object.keys(manifest.exports)).toEqual(
      expect.arrayContaining(['./testing', './testing/vitest', './testing/msw', './schema']),
    )
    for (const path of [...exported, ...Object.values(manifest.bin)]) {
      expect(paths()).toContain(path.replace(/^\.\//, ''))
    }
    expect(manifest.publishConfig).toEqual({ access: 'public', provenance: true })
    expect(manifest.repository.url).toMatch(/^git\+https:\/\/github\.com\/[\w-]+\/[\w-]+\.git$/)
    for (const address of [manifest.homepage, manifest.bugs]) {
      expect(address.startsWith(manifest.repository.url.replace(/^git\+|\.git$/g, ''))).toBe(true)
    }
  })
})

describe('the package, in a front end’s project', () => {
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
    const read = (name: string) => readFileSync(find(`parley-gateway/schema/${name}`), 'utf8')
    const used = await execute(
      project,
      process.execPath,
      '--input-type=module',
      '--eval',
      `import * as schema from 'parley-gateway/schema'
      import { codeOf } from './code-of.ts'
      console.log(JSON.stringify([Object.keys(schema), codeOf({ extensions: { code: 'FORBIDDEN' } }), codeOf({}) ?? null]))`,
    )

    expect(buildSchema(read('schema.graphql')).getDirective('semanticNonNull')).toBeDefined()
    expect(read('schema.strict.graphql')).toContain('  regions: [Region!]!\n')
    expect(JSON.parse(read('possibleTypes.json'))).toEqual({
      Account: ['MixinAccount', 'SealTalkAccount'],
      Node: ['App', 'Circle', 'Conversation', 'User'],
    })
    expect(JSON.parse(used)).toEqual([['errorCodes', 'possibleTypes'], 'FORBIDDEN', null])
    expect(readFileSync(find('parley-gateway/schema'), 'utf8')).not.toMatch(/from '(?!\.)/)
  }, 60_000)

  it.each(['nodenext', 'bundler'])(
    'has types that the compiler checks without an error, with moduleResolution %s and nothing of Node’s',
    async (moduleResolution) => {
      const compilerOptions = {
        strict: true,
        target: 'es2024',
        lib: ['es2024', 'dom'],
        module: moduleResolution === 'bundler' ? 'esnext' : moduleResolution,
        moduleResolution,
        types: [],
        noEmit: true,
        allowImportingTsExtensions: true,
        skipLibCheck: false,
      }
      writeFileSync(join(project, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }))
      const mistake =
        "import { expect } from 'vitest'\nimport 'parley-gateway/testing/vitest'\nexpect('{ __typename }').toCost('3')\n"
      writeFileSync(join(project, 'mistake.ts'), mistake)
      const told = await tool('typescript/bin/tsc', '-p', project).catch((error: Error) => error.message)
      rmSync(join(project, 'mistake.ts'))

      expect(told.match(/error TS\d+: .*/g)).toEqual([
        expect.stringContaining("'string' is not assignable to parameter of type 'CostBound'"),
      ])
      expect(told).toContain('mistake.ts(3,')
    },
    60_000,
  )
})

describe('the command, installed', () => {
  const bin = (): string => join(project, 'node_modules/.bin/parley')
  const version = (): string =>
    (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }).version

  it('runs through the links of a project, by npx and the name of the package, and globally', async () => {
    const prefix = parley.createFolder('global')
    await execute(prefix, 'npm', 'install', '--global', '--prefix', prefix, parley.tarball)

    expect(await execute(project, bin(), '--version')).toBe(`${version()}\n`)
    expect(await execute(project, 'npx', '--no', '--', 'parley-gateway', '--version')).toBe(`${version()}\n`)
    expect(await execute(prefix, join(prefix, 'bin/parley'), 'print-schema')).toContain('\ntype Query {')
  }, 120_000)

  it('prices an operation, prints settings, and refuses what it does not know', async () => {
    writeFileSync(join(project, 'page.graphql'), '{ user(by: { mixinIdentityNumber: "30265" }) { name } }')

    expect(await execute(project, bin(), 'explain', 'page.graphql')).toContain('2 calls at worst')
    expect(await execute(project, bin(), 'print-config')).toMatch(/^PORT +default +4000$/m)
    await expect(execute(project, bin(), 'doctr')).rejects.toThrow('Did you mean doctor?')
  }, 60_000)

  it('says on a Node that is too old what to do, without a stack', async () => {
    const older = "data:text/javascript,Object.defineProperty(process,'version',{value:'v20.19.0'})"
    const start = execute(project, process.execPath, `--import=${older}`, bin(), 'start')

    await expect(start).rejects.toThrow(
      /Parley cannot start: Node v20\.19\.0 cannot run Parley.*\. Do: .*newer Node/,
    )
    await expect(start).rejects.not.toThrow(/^ +at /m)
  }, 60_000)

  it('starts by npx in an empty folder and answers a query, with the .env of that folder', async () => {
    const folder = parley.createFolder('empty')
    writeFileSync(join(folder, '.env'), 'PORT=0\n')
    const command = `npx --yes --package=${parley.tarball} -- parley start`
    const program = type(command, { cwd: folder, env: { PATH: pathWithNode } })
    onTestFinished(() => program.end())
    const [, address = ''] = await program.until(/"graphql":"(http:[^"]+)"/)
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ user(by: { mixinIdentityNumber: "30265" }) { name } }' }),
    })

    expect(await response.json()).toEqual({ data: { user: { name: 'Mirel Ostby' } } })
    const page = await fetch(address, { headers: { accept: 'text/html' } })
    expect(await page.text()).toContain('/graphql/assets/graphiql.')
    expect(readdirSync(folder)).toEqual(['.env'])
  }, 200_000)
})

describe.skipIf(!findChromium() && !process.env['CI'])('the handlers of MSW, in Chromium', () => {
  it('answer a bundled front end, and bring nothing of Node’s into its bundle', async () => {
    const frontEnd = await serveFrontEnd(project)
    const browser = await launchChromium()
    onTestFinished(async () => {
      await browser.close()
      await frontEnd.close()
    })
    const { page, errors } = await browser.open(frontEnd.url)
    await page.waitForFunction(() => document.title !== '')

    expect(JSON.parse(await page.title())).toEqual({
      data: { node: { name: 'Ada' }, nobody: null },
      errors: [
        expect.objectContaining({
          path: ['nobody'],
          extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) as unknown,
        }),
      ],
    })
    expect(errors).toEqual([])
    expect(frontEnd.bundle).not.toMatch(
      /\b(from|import|require)\b\s*\(?["']node:|\bBuffer\b|\bcreateRequire\b/,
    )
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
