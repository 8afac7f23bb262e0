import { startSandbox } from '../../../sandbox/index.ts'
import { createSealer } from '../../../src/datasources/sealtalk/seal.ts'
import { createGateway } from '../../../src/gateway.ts'
import { readSettings } from '../../../src/config/index.ts'
import type { Caller } from '../../../src/request/request.ts'
import { createLog } from '../../../src/telemetry/log.ts'
import { Secret } from '../../../src/secret.ts'
import { stubRequest } from '../../../testing/execute-stubbed.ts'
import { sandboxSettings } from '../../support/sandbox.ts'
import { describeMessenger, type MessengerStage } from './messenger-contract.ts'

const SECRET = 'a secret of this test and long enough'

const NOBODY: Caller = {
  authorization: undefined,
  apiKey: 'absent',
  sealtalkSession: undefined,
  address: undefined,
  identity: 'a test',
}

/** One network in front of its sandbox; whoever has no credential may do nothing. */
const start = async (network: 'mixin' | 'sealtalk'): Promise<MessengerStage> => {
  const sandbox = await startSandbox()
  const settings = readSettings({
    SANDBOX: '0',
    SESSION_SECRET: SECRET,
    SEALTALK_API_URL: sandbox.sealtalk.url,
    ...sandboxSettings(sandbox.mixin),
    MIXIN_BOT_ACCESS: 'none',
  })
  const gateway = createGateway({
    settings,
    log: createLog({ level: 'silent' }),
    sleep: () => Promise.resolve(),
  })
  const { credentials, signIn } = sandbox.sealtalk
  const [{ userId }] = credentials.accounts
  const session = createSealer(new Secret(SECRET)).seal({
    cookie: signIn(userId),
    userId,
    issuedAt: Date.now(),
  })
  const viewer: Caller = {
    ...NOBODY,
    apiKey: 'known',
    ...(session !== undefined && { sealtalkSession: session }),
  }
  const harness = sandbox[network]

  return {
    open: (credential) =>
      gateway.providers
        .open({ ...stubRequest(), caller: credential === 'viewer' ? viewer : NOBODY })
        .get(network),
    calls() {
      const endpoints = harness.control.calls().recent.map(({ endpoint }) => endpoint)
      harness.control.resetCalls()
      return endpoints
    },
    breakDown: () => harness.control.setFault({ endpoint: '*', kind: 'hang-up-before' }),
    async close() {
      await gateway.close()
      await sandbox.close()
    },
    ...(network === 'mixin'
      ? {
          userIds: [sandbox.mixin.examples.userId, sandbox.mixin.examples.cnbBotId],
          unknownUserId: '00000000-0000-4000-8000-000000000000',
          groupId: sandbox.mixin.examples.group50Id,
          groupSize: 50,
          unknownConversationId: '00000000-0000-4000-8000-000000000000',
        }
      : {
          userIds: [sandbox.sealtalk.examples.friendUserId, sandbox.sealtalk.examples.blockedUserId],
          unknownUserId: sandbox.sealtalk.examples.unknownUserId,
          groupId: sandbox.sealtalk.examples.group60Id,
          groupSize: 60,
          unknownConversationId: sandbox.sealtalk.examples.unknownGroupId,
        }),
  }
}

describeMessenger('mixin', () => start('mixin'))
describeMessenger('sealtalk', () => start('sealtalk'))
