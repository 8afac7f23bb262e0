import { expect, it } from 'vitest'
import { startSandbox } from '../../../sandbox/index.ts'
import { send } from './sealtalk-client.ts'

it('The sandbox opens the SealTalk upstream beside the Mixin upstream, in the dialect asked for', async () => {
  const sandbox = await startSandbox({ seed: 2, sealtalk: { dialect: 'document' } })
  const { url } = sandbox.connection.sealtalk
  const cookie = sandbox.sealtalk.signIn(sandbox.sealtalk.credentials.accounts[0].userId)
  expect(url).not.toBe(sandbox.connection.mixin.url)
  expect((await send(url, 'POST', '/user/groups', { cookie })).result).toHaveLength(65)
  expect(sandbox.mixin.control.calls().total).toBe(0)
  await sandbox.close()
  await expect(send(url, 'GET', '/ping')).rejects.toThrow('ECONNREFUSED')
  await expect(send(sandbox.mixin.url, 'GET', '/me')).rejects.toThrow('ECONNREFUSED')
})
