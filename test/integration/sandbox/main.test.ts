import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { send } from './mixin-client.ts'

const start = (port: string, ...args: string[]) =>
  spawn(process.execPath, ['src/cli/main.ts', 'sandbox', ...args], {
    env: { ...process.env, SANDBOX_PORT: port },
  })

const outputUntil = async (child: ReturnType<typeof start>, end: string): Promise<string> => {
  let output = ''
  for await (const chunk of child.stdout) {
    output += String(chunk)
    if (output.includes(end)) return output
  }
  return output
}

it.each(['SIGINT', 'SIGTERM'] as const)(
  'prints where it is and how to get in, and stops at %s',
  async (signal) => {
    const child = start('0')
    const output = await outputUntil(child, 'Ctrl+C')
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output)?.[0] ?? ''
    const token = /sandbox-alia-\S+/.exec(output)?.[0] ?? ''
    expect((await send(url, 'GET', '/me', { token })).data).toMatchObject({ full_name: 'Alia Sandmark' })
    child.kill(signal)
    expect(await once(child, 'exit')).toEqual([0, null])
  },
)

it('refuses a port that is none', async () => {
  const child = start('many')
  const message = String((await once(child.stderr, 'data'))[0])
  expect(message).toContain('SANDBOX_PORT')
  expect(await once(child, 'exit')).toEqual([1, null])
})
