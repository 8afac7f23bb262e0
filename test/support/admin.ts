import { readSettings } from '../../src/config/index.ts'
import { createAdminServer } from '../../src/server/admin/admin-server.ts'
import { oneProcess } from '../../src/server/admin/one-process.ts'
import type { OperatorState } from '../../src/server/admin/operator.ts'
import { createLog } from '../../src/telemetry/log.ts'
import type { TestGateway } from './gateway.ts'
import { watchSecrets } from './no-secrets.ts'

export const ADMIN_TOKEN = 'a-token-of-operators-for-tests-0123456789'

/** The admin port, as an operator's program sees it. */
export interface AdminClient {
  readonly url: string
  /** With the right token, unless the headers have another one. */
  fetch(path: string, init?: RequestInit): Promise<Response>
  post(
    path: string,
    body: unknown,
  ): Promise<{ readonly status: number; readonly headers: Headers; readonly body: unknown }>
  state(): Promise<OperatorState>
}

export interface TestAdmin extends AdminClient {
  close(): void
}

export const adminClient = (url: string, token = ADMIN_TOKEN): AdminClient => {
  const send: AdminClient['fetch'] = (path, init = {}) => {
    const headers = new Headers(init.headers)
    if (!headers.has('authorization')) headers.set('authorization', `Bearer ${token}`)
    return fetch(url + path, { ...init, headers })
  }
  return {
    url,
    fetch: send,
    async post(path, given) {
      const response = await send(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(given),
      })
      return { status: response.status, headers: response.headers, body: await response.json() }
    },
    state: async () => (await (await send('/state')).json()) as OperatorState,
  }
}

/** Opens the admin port of a gateway. Its lines are among those of the gateway, in which the token must not be. */
export const startAdmin = async (gateway: TestGateway): Promise<TestAdmin> => {
  const settings = readSettings({ ADMIN_PORT: '0', ADMIN_TOKEN }).admin
  if (!settings) throw new Error('no admin port')
  const logged = gateway.logged as string[]
  const server = createAdminServer({
    settings,
    log: createLog({ level: 'debug', destination: { write: (line) => void logged.push(line) } }),
    processes: oneProcess(gateway.gateway),
  })
  const watch = watchSecrets({ ADMIN_TOKEN })
  return {
    ...adminClient(await server.listen()),
    close() {
      server.close()
      watch.look('the log', logged.join(''))
    },
  }
}
