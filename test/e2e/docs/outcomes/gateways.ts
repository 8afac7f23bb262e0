import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { data, findsMirel, findsMirelByHash, TRUSTED_DOCUMENTS } from './questions.ts'
import type { Outcome } from './outcome.ts'

const READY = /"address":"(http:[^"]+)"/

/** Commands that start a gateway and leave it running. */
export const gateways: readonly Outcome[] = [
  {
    command: 'npm ci && npm start',
    ready: READY,
    async holds(seen) {
      await findsMirel(seen)
      const page = await fetch(`${seen.address}/graphql`, { headers: { accept: 'text/html' } })
      expect(await page.text()).toContain('/graphql/assets/graphiql.')
    },
  },
  { command: 'npm start', ready: READY, holds: findsMirel },
  {
    command: 'npm run dev',
    ready: READY,
    async holds({ folder, until }) {
      const ready = READY.source
      appendFileSync(join(folder, 'src/main.ts'), '// Changed.\n')
      const again = (await until(new RegExp(`${ready}[^]*?${ready}`))) as RegExpExecArray
      await findsMirel({ address: again[2] ?? '' })
    },
  },
  {
    command: 'MIXIN_KEYSTORE=./keystore.json MIXIN_BOT_ACCESS=read npm start',
    env: ({ mixin: { url, blazeUrl } }) => ({ MIXIN_API_URL: url, MIXIN_BLAZE_URL: blazeUrl }),
    ready: READY,
    async holds(seen) {
      expect(
        await data(seen, '{ viewer { mixin { user { name } } sealtalk { user { name } } } }'),
      ).toMatchObject({
        data: { viewer: { mixin: { user: { name: 'Parley Sandbox Bot' } }, sealtalk: null } },
      })
      const { recent } = seen.networks.mixin.control.calls()
      expect(recent.map(({ endpoint }) => endpoint)).toContain('GET /me')
      const group = `mixin:conversation:${seen.networks.mixin.examples.groupId}`
      const write = `mutation { updateConversation(input: { id: "${group}", name: "x" }) { conversation { id } } }`
      expect(await data(seen, write)).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
    },
  },
  {
    command: 'SEALTALK_API_URL=https://sealtalk.example.com:8585 SESSION_SECRET=… npm start',
    ready: READY,
    async holds(seen) {
      const [{ region, phone, password, nickname }] = seen.networks.sealtalk.credentials.accounts
      const login = `mutation { login(input: { phone: { region: "${region}", number: "${phone}" }, password: "${password}" }) { user { name } } }`
      expect(await data(seen, login)).toEqual({ data: { login: { user: { name: nickname } } } })
      expect(seen.said()).not.toContain('SESSION_SECRET')
    },
  },
  {
    command: `TRUSTED_DOCUMENTS=${TRUSTED_DOCUMENTS} TRUSTED_DOCUMENTS_ONLY=1 npm start`,
    ready: READY,
    async holds(seen) {
      expect(await data(seen, '{ budgets { remaining } }')).toMatchObject({
        errors: [{ message: expect.stringContaining('documentId') as string }],
      })
      await findsMirelByHash(seen)
    },
  },
  {
    command: 'NODE_ENV=production node dist/src/main.js',
    env: () => ({ SANDBOX: '1' }),
    ready: READY,
    async holds(seen) {
      await findsMirel(seen)
      const page = await fetch(`${seen.address}/graphql`, { headers: { accept: 'text/html' } })
      expect(await page.text()).not.toMatch(/graphiql/i)
      await seen.end()
      // Every line is JSON.
      for (const line of seen.said().trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('msg')
    },
  },
  {
    command: 'OTEL_TRACES_EXPORTER=console npm exec -- node --import ./deploy/otel/otel.mjs src/main.ts',
    ready: READY,
    async holds(seen) {
      await findsMirel(seen)
      await seen.end()
      for (const name of ['query', 'fetch number', 'GET /users/:number']) {
        expect(seen.said()).toContain(`name: '${name}'`)
      }
    },
  },
]
