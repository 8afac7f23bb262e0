import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { buildClientSchema, type IntrospectionQuery } from 'graphql'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { commands } from '../../../src/cli/commands/index.ts'
import { runCommand } from '../../../src/cli/run-command.ts'

const root = resolve(import.meta.dirname, '../../..')
const manifest = JSON.parse(readFileSync(`${root}/package.json`, 'utf8')) as {
  version: string
  scripts: Record<string, string>
}

/** What `parley` prints with these arguments, and its exit code. */
const parley = async (...args: string[]) => {
  const text = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    const spy = vi.spyOn(process[name], 'write').mockImplementation((chunk) => {
      text[name] += String(chunk)
      return true
    })
    onTestFinished(() => spy.mockRestore())
  }
  const code = await runCommand(args)
  vi.restoreAllMocks()
  return { code, ...text }
}

const names = Object.keys(commands)

describe('parley', () => {
  it.each([['--help'], ['-h'], ['help']])('lists its commands with %s', async (arg) => {
    const { code, stdout, stderr } = await parley(arg)

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect([...stdout.matchAll(/^ {2}([a-z][a-z-]*) /gm)].map(([, name]) => name)).toEqual(names)
    expect(stdout.split('\n').filter((line) => line.length > 120)).toEqual([])
  })

  it.each([['--version'], ['-v']])('prints its version with %s', async (arg) => {
    expect(await parley(arg)).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' })
  })

  it('has the commands of the runtime, and npm scripts run the same code', () => {
    expect(names).toEqual(['start', 'sandbox', 'doctor', 'explain', 'admin', 'print-config', 'print-schema'])
    for (const name of names.slice(1)) {
      expect(manifest.scripts[name]?.replace(/^exec /, '')).toBe(`node src/cli/main.ts ${name}`)
    }
    // What the container runs as well; `parley start` imports it.
    expect(manifest.scripts['start']).toBe('exec node src/main.ts')
    expect(readFileSync(`${root}/src/cli/commands/start.ts`, 'utf8')).toContain("import('../../main.ts')")
  })

  it.each([
    [[], 'a command is missing'],
    [['strat'], '"strat" is not a command. Did you mean start?'],
    [['print'], '"print" is not a command. Did you mean print-config?'],
    [['Doctor'], '"Doctor" is not a command. Did you mean doctor?'],
    [['--verion'], '"--verion" is not a command. Did you mean --version?'],
    [['toString'], '"toString" is not a command.\n'],
    [['gateway'], '"gateway" is not a command.\n'],
    [['help', 'gateway'], '"gateway" is not a command.\n'],
    [['doctor', '--jsn'], 'there is no option --jsn. Did you mean --json?'],
    [['doctor', '-j'], 'there is no option -j.\n'],
    [['doctor', '--toString'], 'there is no option --toString.\n'],
    [['start', '--port', '3'], 'there is no option --port.\nparley start: unexpected argument "3".'],
    [['doctor', '--json=no'], '--json takes no value'],
    [['print-schema', 'User'], 'unexpected argument "User"'],
    [['explain'], '<file.graphql> is missing'],
    [['explain', 'a.graphql', 'b.graphql'], 'unexpected argument "b.graphql"'],
    [['explain', 'a.graphql', '--limit'], '--limit needs a value: <calls>'],
    [['explain', 'a.graphql', '--variables', '--limit', '3'], '--variables needs a value: <JSON>'],
  ])('refuses %j with exit code 2 and words, and runs nothing', async (args, words) => {
    const { code, stdout, stderr } = await parley(...args)

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(words)
    expect(stderr).toMatch(/parley --help|Usage: parley/)
  })

  it('tells programs the same as JSON where the command knows --json', async () => {
    const { code, stdout, stderr } = await parley('doctor', '--json', '--verbose')

    expect({ code, stderr }).toEqual({ code: 2, stderr: '' })
    expect(JSON.parse(stdout)).toEqual({
      problems: ['parley doctor: there is no option --verbose.', 'Usage: parley doctor [--json]'],
    })
  })
})

describe.each(names)('parley %s', (name) => {
  it.each([
    ['--help', [name, '--help']],
    ['-h', [name, '-h']],
    ['help', ['help', name]],
  ])('explains itself and its options with %s, and does not run', async (_, args) => {
    const { code, stdout, stderr } = await parley(...args)

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(new RegExp(`^Usage: parley ${name}\\b`))
    for (const option of Object.keys(commands[name as keyof typeof commands].options)) {
      expect(stdout).toMatch(new RegExp(`^  --${option}\\b`, 'm'))
    }
  })
})

describe('parley print-schema', () => {
  it('prints what introspection returns, for programs', async () => {
    const { code, stdout } = await parley('print-schema', '--json')

    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ __schema: { queryType: { name: 'Query' } } })
  })

  it('prints fields that are null only on error as non-null with --strict, as SDL and for programs', async () => {
    const sdl = await parley('print-schema', '--strict')
    const json = await parley('print-schema', '--strict', '--json')

    expect(sdl.stdout).toContain('  regions: [Region!]!\n')
    const introspected = buildClientSchema(JSON.parse(json.stdout) as IntrospectionQuery)
    expect(String(introspected.getQueryType()?.getFields()['regions']?.type)).toBe('[Region!]!')
  })
})
