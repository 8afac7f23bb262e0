import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { newcomer, pathWithNode } from '../docs/terminal.ts'

const run = promisify(execFile)
const root = resolve(import.meta.dirname, '../../..')

/** What `npm pack` and its build read. */
const PARTS = [
  'src',
  'sandbox',
  'testing',
  'clients',
  'schema',
  'scripts',
  'README.md',
  'LICENSE',
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
]

const environment = { ...newcomer, PATH: pathWithNode }

/** What `npm pack --json` says of a package. */
export interface Packed {
  readonly name: string
  readonly filename: string
  readonly size: number
  readonly unpackedSize: number
  readonly files: readonly { readonly path: string; readonly mode: number }[]
}

/** Runs a program in a folder. @throws Error with all that it printed, if it fails */
export const execute = async (cwd: string, command: string, ...args: readonly string[]): Promise<string> => {
  const ended = await run(command, args, { cwd, env: environment, maxBuffer: 50_000_000 }).catch(
    (error: unknown) => {
      if (!(error instanceof Error && 'stdout' in error && 'stderr' in error)) throw error
      throw new Error(`${args.join(' ')}\n${String(error.stdout)}\n${String(error.stderr)}`)
    },
  )
  return ended.stdout
}

/** The exact versions of development dependencies, for `npm install`. */
export const versionsOf = (...names: readonly string[]): string[] => {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>
  }
  return names.map((name) => `${name}@${devDependencies[name]}`)
}

/** A folder that is removed in the end, with the packed Parley beside those that tests create. */
export interface PackedParley {
  readonly packed: Packed
  /** Path of the `.tgz`. */
  readonly tarball: string
  /** Creates an empty folder. */
  createFolder(name: string): string
  /** Creates a project and installs the packed Parley there, with further packages, as `npm install` does. */
  install(name: string, ...packages: readonly string[]): Promise<string>
  remove(): void
}

/** Packs Parley as `npm pack` does, from a copy of what it reads. */
export const packParley = async (): Promise<PackedParley> => {
  const temporary = mkdtempSync(join(tmpdir(), 'parley-package-'))
  const createFolder = (name: string): string => {
    const folder = join(temporary, name)
    mkdirSync(folder)
    return folder
  }
  const source = createFolder('source')
  for (const part of PARTS) cpSync(join(root, part), join(source, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(source, 'node_modules'))
  const [packed] = Object.values(
    JSON.parse(await execute(source, 'npm', 'pack', '--json', '--silent')) as Record<string, Packed>,
  )
  if (!packed) throw new Error('npm pack has packed nothing.')
  const tarball = join(source, packed.filename)
  return {
    packed,
    tarball,
    createFolder,
    async install(name, ...packages) {
      const project = createFolder(name)
      writeFileSync(join(project, 'package.json'), '{ "type": "module", "private": true }')
      await execute(project, 'npm', 'install', '--ignore-scripts', tarball, ...packages)
      return project
    },
    remove: () => rmSync(temporary, { recursive: true, force: true }),
  }
}
