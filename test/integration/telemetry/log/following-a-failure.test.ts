import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { Fault } from '../../../../sandbox/faults.ts'
import { MIXIN_EXAMPLES as x } from '../../../../sandbox/mixin/examples.ts'
import { systemClock } from '../../../../src/clock.ts'
import { isEnumType } from 'graphql'
import type { ErrorCode } from '../../../../src/generated/enums.ts'
import { createSchema } from '../../../../src/schema.ts'
import { type LogLine, linesOf } from '../../../support/log-lines.ts'
import {
  type SandboxGateway,
  type SandboxGatewayOptions,
  startSandboxGateway,
} from '../../../support/sandbox.ts'

const GROUP = `{ conversation(id: "mixin:conversation:${x.groupId}") { name } }`
const RENAME = `mutation { updateConversation(input: { id: "mixin:conversation:${x.groupId}", name: "New" }) { conversation { name } } }`
const read = 'GET /conversations/:id'

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex')
const folder = mkdtempSync(join(tmpdir(), 'parley-'))
const documents = join(folder, 'documents.json')
writeFileSync(documents, JSON.stringify({ [hashOf(GROUP)]: GROUP }))
afterAll(() => rmSync(folder, { recursive: true }))

const UNKNOWN = hashOf('a document that nobody has deployed')
const persisted = { extensions: { persistedQuery: { version: 1, sha256Hash: UNKNOWN } } }

let isBroken = false
const brokenClock = {
  ...systemClock,
  date: () => {
    if (isBroken) throw new TypeError('a bug in the gateway')
    return systemClock.date()
  },
}

interface Case {
  readonly body: Readonly<Record<string, unknown>>
  readonly headers?: Readonly<Record<string, string>>
  readonly fault?: Fault
  readonly options?: SandboxGatewayOptions
  /** What the lines of the request say of the reason. */
  readonly reasons: readonly RegExp[]
}

const said = (text: string): Fault => ({ endpoint: read, kind: 'error', code: 10002, description: text })

/** One failure of each code. */
const CASES: Record<ErrorCode, Case> = {
  BAD_USER_INPUT: {
    body: { query: '{ conversation(id: "mixin:user:x") { nam } }' },
    reasons: [/Cannot query field \\"nam\\" on type \\"Conversation\\"/],
  },
  UNAUTHENTICATED: {
    body: { query: GROUP },
    headers: { authorization: 'Bearer of-nobody' },
    reasons: [/"operation":"readConversation".*"status":202/, /upstream said: Unauthorized/],
  },
  FORBIDDEN: {
    body: { query: GROUP.replace(x.groupId, x.foreignGroupId) },
    reasons: [/"upstreamCode":403/, /upstream said: /],
  },
  NOT_FOUND: {
    body: { query: RENAME.replace(x.groupId, '00000000-0000-4000-8000-00000000abcd') },
    reasons: [/"upstreamCode":(10)?404/, /upstream said: /],
  },
  RATE_LIMITED: {
    body: { query: GROUP },
    fault: { endpoint: read, kind: '429', retryAfterSeconds: 7 },
    reasons: [/"retryAfterMs":\d+/, /upstream said: /],
  },
  VERIFICATION_FAILED: {
    body: {
      query: `mutation { authorizeToken(input: { code: "${'0'.repeat(64)}" }) { scope } }`,
    },
    reasons: [/"operation":"[a-zA-Z]*[tT]oken"/, /upstream said: /],
  },
  CONFLICT: {
    body: {
      query: `mutation { addParticipants(input: { id: "mixin:conversation:${x.fullGroupId}", userIds: ["mixin:user:${x.cnbBotId}"] }) { conversation { id } } }`,
    },
    reasons: [/"upstreamCode":20116/, /upstream said: /],
  },
  UPSTREAM_UNAVAILABLE: {
    body: { query: GROUP },
    fault: { endpoint: read, kind: 'html', status: 502 },
    reasons: [/HTTP 502/, /upstream said: </],
  },
  OUTCOME_UNKNOWN: {
    body: { query: RENAME },
    fault: { endpoint: 'POST /conversations/:id', kind: 'hang-up-after' },
    reasons: [/upstream call failed: broken/],
  },
  UPSTREAM_ERROR: {
    body: { query: GROUP },
    fault: { ...said("the moon is full, ask +86 138 0013 8000 about 'Lin'"), code: 31_337 },
    reasons: [/"upstreamCode":31337/, /upstream said: the moon is full, ask \[phone\] about \\"…\\"/],
  },
  UNSUPPORTED: {
    body: { query: '{ regions { code } }' },
    reasons: [/sealtalk is not configured at this gateway/],
  },
  QUERY_TOO_COMPLEX: {
    body: { query: `{ ${Array.from({ length: 21 }, (_, index) => `a${index}: __typename`).join(' ')} }` },
    reasons: [/LIMIT_ROOT_FIELDS/],
  },
  PERSISTED_QUERY_NOT_FOUND: {
    body: persisted,
    options: { env: { TRUSTED_DOCUMENTS: documents } },
    reasons: [new RegExp(`"document":"${UNKNOWN}"`), /"message":"PersistedQueryNotFound"/],
  },
  PERSISTED_QUERY_NOT_SUPPORTED: {
    body: persisted,
    reasons: [new RegExp(`"document":"${UNKNOWN}"`), /"message":"PersistedQueryNotSupported"/],
  },
  INTERNAL_SERVER_ERROR: {
    body: { query: GROUP },
    options: { clock: brokenClock },
    reasons: [/"level":"error".*a bug in the gateway.*"stack":/],
  },
}

let harness: SandboxGateway | undefined
afterEach(async () => {
  await harness?.close()
  harness = undefined
})

describe.each(['yoga', 'fast'])('the lines with the id of a failed request (%s path)', (path) => {
  it.each(Object.entries(CASES))(
    'say why it failed: %s',
    async (code, { body, headers, fault, options, reasons }) => {
      const started = await startSandboxGateway({
        ...options,
        env: { PARLEY_PATH: path, ...(options?.env as Record<string, string>) },
      })
      harness = started
      if (fault) started.sandbox.control.setFault(fault)
      isBroken = true
      const response = await fetch(`${started.gateway.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
      }).finally(() => (isBroken = false))
      const { errors } = (await response.json()) as {
        errors: { extensions: { code: string; requestId: string } }[]
      }
      expect(errors.map(({ extensions }) => extensions.code)).toContain(code)
      const requestId = errors[0]?.extensions.requestId
      const own = linesOf(started.gateway, { requestId })

      expect(own.filter(({ event }) => event === 'request')).toMatchObject([{ codes: [code] }])
      const text = own.map((line) => JSON.stringify(line)).join('\n')
      expect(reasons.filter((reason) => !reason.test(text)).map(String)).toEqual([])
    },
  )
})

it('every code of the schema has its case', () => {
  const type = createSchema().getType('ErrorCode')
  const codes = isEnumType(type) ? type.getValues().map(({ name }) => name) : []
  expect(Object.keys(CASES).toSorted()).toEqual(codes.toSorted())
})

describe('at the level info', () => {
  it('a failed request has its line, and no text of the network', async () => {
    const started = await startSandboxGateway({ logLevel: 'info' })
    harness = started
    const { gateway, sandbox } = started
    sandbox.control.setFault({ endpoint: read, kind: 'html', status: 502 })
    await gateway.query(GROUP)
    sandbox.control.clearFaults()
    sandbox.control.setFault(said('the words of the network'))
    await gateway.query(GROUP)
    await gateway.query('{ nothing }')
    const lines: LogLine[] = linesOf(gateway)
    expect(lines.filter(({ event }) => event === 'request').map(({ codes }) => codes)).toEqual([
      ['UPSTREAM_UNAVAILABLE'],
      ['BAD_USER_INPUT'],
      ['BAD_USER_INPUT'],
    ])
    expect(lines.filter(({ level }) => level === 'debug')).toEqual([])
    expect(gateway.logged.join('')).not.toMatch(/upstream said|words of the network|nothing/)
  })
})
