import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { sortPage } from '../e2e/docs/blocks.ts'

const root = resolve(import.meta.dirname, '../..')

/** The gateway's address on the pages. */
const SHOWN_ADDRESS = 'http://127.0.0.1:4000'

/** The TypeScript files that a page shows, in a new folder where they find this project's packages. */
export interface PageCode {
  readonly folder: string
  /** Imports one of them. */
  load<Module>(file: string): Promise<Module>
  /** Mistakes that the compiler finds in the files, such as `page.ts(3,7): error TS2322: …`. @param more written first */
  typeErrors(more?: Readonly<Record<string, string>>): Promise<readonly string[]>
  remove(): void
}

const COMPILER_OPTIONS = {
  strict: true,
  target: 'es2024',
  lib: ['es2024', 'dom', 'dom.iterable'],
  module: 'esnext',
  moduleResolution: 'bundler',
  types: ['node'],
  noEmit: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
}

/** What the compiler prints about a folder. */
const compile = (folder: string): Promise<string> =>
  new Promise((done) => {
    const compiler = join(root, 'node_modules/typescript/bin/tsc')
    execFile(process.execPath, [compiler, '--pretty', 'false', '-p', folder], { cwd: folder }, (_, stdout) =>
      done(stdout),
    )
  })

/**
 * Writes what a page shows as `ts` blocks with a file name. A file of several blocks has them one after another.
 * @param url base URL of the gateway, which replaces the address on the page
 */
export const writePageCode = (page: string, url: string): PageCode => {
  mkdirSync(join(root, 'test-results'), { recursive: true })
  const folder = mkdtempSync(join(root, 'test-results/page-'))
  const files = new Map<string, string>()
  for (const { fileName, text } of sortPage(page).samples) {
    if (fileName === '') throw new Error(`${page}: a ts block has no file name`)
    files.set(fileName, `${files.get(fileName) ?? ''}${text.replaceAll(SHOWN_ADDRESS, url)}\n`)
  }
  for (const [name, text] of files) writeFileSync(join(folder, name), text)
  return {
    folder,
    load: (file) => import(join(folder, file)),
    async typeErrors(more = {}) {
      const config = { compilerOptions: COMPILER_OPTIONS, include: ['**/*.ts'] }
      for (const [name, text] of Object.entries({ ...more, 'tsconfig.json': JSON.stringify(config) }))
        writeFileSync(join(folder, name), text)
      return (await compile(folder)).split('\n').filter((line) => line.includes(': error TS'))
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}
