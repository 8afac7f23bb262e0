import { describe, expect, it } from 'vitest'
import { restartWith } from '../../../src/server/restart.ts'

const OPTION = '--max-semi-space-size=16'

/** How the program would be started once more. */
const restarts = (given: Partial<Parameters<typeof restartWith>[1]> = {}) => {
  const started: unknown[] = []
  restartWith(OPTION, {
    platform: 'linux',
    execPath: process.execPath,
    execArgv: ['--enable-source-maps'],
    argv: [process.execPath, '/app/main.js', 'an argument'],
    execve: ((path: string, args: readonly string[]) => started.push({ path, args })) as never,
    ...given,
  })
  return started
}

describe('a program that starts once more', () => {
  it('has the option before its own, and its arguments', () => {
    const args = [process.execPath, OPTION, '--enable-source-maps', '/app/main.js', 'an argument']
    expect(restarts()).toEqual([{ path: process.execPath, args }])
  })

  it.each([
    ['its path is not known, at which Node.js would abort', { execPath: 'node-without-a-path' }],
    ['its path cannot be executed', { execPath: import.meta.filename }],
    ['the system is another', { platform: 'darwin' as const }],
    ['a process of Node’s talks to it', { channel: {} as never }],
    ['Node.js cannot', { execve: undefined as never }],
  ])('does not where %s', (_, given) => {
    expect(restarts(given)).toEqual([])
  })

  it('goes on where it is not permitted', () => {
    const refuse = () => {
      throw new Error('ERR_ACCESS_DENIED')
    }
    expect(() => restarts({ execve: refuse })).not.toThrow()
  })
})
