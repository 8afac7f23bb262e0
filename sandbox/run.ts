import { startSandbox } from './index.ts'
import type { Sandbox } from './index.ts'

const portOf = (text: string | undefined): number | undefined => {
  const port = Number(text?.trim() || 0)
  return Number.isInteger(port) && port >= 0 && port <= 65_534 ? port : undefined
}

const describeSealTalk = ({ url, credentials, examples, signIn }: Sandbox['sealtalk']): string => {
  const rows = credentials.accounts.map(
    ({ nickname, region, phone, password }) =>
      `    ${nickname.padEnd(14)} ${`+${region} ${phone}`.padEnd(28)} ${password}`,
  )
  const [{ userId, region, phone, password }] = credentials.accounts
  const login = JSON.stringify({ region, phone, password })
  return `SealTalk
  REST API        ${url}
  switches        ${url}/__sandbox   (faults, counters, reset, text messages)

  Point a gateway at it:
    SEALTALK_API_URL=${url}

  Accounts (phone, password); the text message code ${credentials.testCode} is always right:
${rows.join('\n')}

  Try it:
    curl -i -H 'Content-Type: application/json' -d '${login}' ${url}/user/login
    curl -H 'Cookie: ${signIn(userId)}' ${url}/group/${examples.group60Id}
`
}

const describe = ({ mixin, sealtalk }: Sandbox): string => {
  const { credentials, examples } = mixin
  return `The sandbox is open. Made-up people, real HTTP; nothing here is worth anything elsewhere.

Mixin
  REST API        ${mixin.url}
  websocket       ${mixin.blazeUrl}
  switches        ${mixin.url}/__sandbox   (faults, counters, reset, all credentials)

  Point a gateway at it:
    MIXIN_API_URL=${mixin.url}
    MIXIN_BLAZE_URL=${mixin.blazeUrl}
    MIXIN_APP_ID=${credentials.appId}
    MIXIN_SESSION_ID=${credentials.sessionId}
    MIXIN_SESSION_PRIVATE_KEY=${credentials.sessionPrivateKey}
    MIXIN_SERVER_PUBLIC_KEY=${credentials.serverPublicKey}
    MIXIN_CLIENT_SECRET=${credentials.clientSecret}
    MIXIN_PIN=${credentials.pin}

  Access tokens of users:
${credentials.users.map((user) => `    ${user.name.padEnd(14)} ${user.accessToken.padEnd(28)} ${user.scopes.join(' ')}`).join('\n')}

  Try it:
    curl -H 'Authorization: Bearer ${credentials.users[0]?.accessToken}' ${mixin.url}/users/${examples.userId}
    curl -H 'Content-Type: application/json' -d '{"endpoint":"GET /users/:id","kind":"500","times":1}' ${mixin.url}/__sandbox/faults

${describeSealTalk(sealtalk)}
Stop it with Ctrl+C.
`
}

/** The same for programs: URLs, credentials and ids of each network. */
const toJson = ({ mixin, sealtalk }: Sandbox): string => {
  const { url, blazeUrl, credentials, examples } = mixin
  return `${JSON.stringify(
    {
      mixin: { url, blazeUrl, credentials, examples },
      sealtalk: { url: sealtalk.url, credentials: sealtalk.credentials, examples: sealtalk.examples },
    },
    undefined,
    2,
  )}\n`
}

/**
 * Starts the sandbox alone, on `SANDBOX_PORT`, and prints where it is and how to get in. SIGINT and SIGTERM stop it.
 * Resolves to an exit code only if it cannot start.
 */
export const runSandbox = async ({ json }: { readonly json: boolean }): Promise<number | undefined> => {
  const port = portOf(process.env['SANDBOX_PORT'])
  if (port === undefined) {
    process.stderr.write('SANDBOX_PORT must be a port number, or 0 for free ports.\n')
    return 1
  }
  const sandbox = await startSandbox({ port })
  process.stdout.write(json ? toJson(sandbox) : describe(sandbox))

  const stop = (): void => void sandbox.close().then(() => process.exit(0))
  process.once('SIGINT', stop)
  process.once('SIGTERM', stop)
  return undefined
}
