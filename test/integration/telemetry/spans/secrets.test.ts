import { isEnumType } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type FaultKind } from '../../../../sandbox/faults.ts'
import { MIXIN_EXAMPLES } from '../../../../sandbox/mixin/examples.ts'
import { type Sandbox, startSandbox } from '../../../../sandbox/index.ts'
import { canariesOf, DOCUMENT_NAME, secretsIn, secretTour } from '../../security/secret-tour.ts'
import { startGateway, type TestGateway } from '../../../support/gateway.ts'
import { recordSpans } from '../../../support/recorded-spans.ts'

const FAULTS: readonly FaultKind[] = ['garbage', 'hang-up-before', '429']

const recorder = recordSpans()
let sandbox: Sandbox
let gateway: TestGateway
let secret: ReturnType<typeof canariesOf>
let tour: ReturnType<typeof secretTour>

const takeTour = () =>
  Promise.all(
    tour.stops.map(({ query, headers, variables }) =>
      gateway.query(query, { headers, ...(variables && { variables }) }),
    ),
  )

beforeAll(async () => {
  sandbox = await startSandbox()
  secret = canariesOf(sandbox)
  tour = secretTour(sandbox, secret)
  const { appId, sessionId, sessionPrivateKey, serverPublicKey } = sandbox.mixin.credentials
  gateway = await startGateway({
    env: {
      MIXIN_API_URL: sandbox.mixin.url,
      MIXIN_BLAZE_URL: sandbox.mixin.blazeUrl,
      MIXIN_APP_ID: appId,
      MIXIN_SESSION_ID: sessionId,
      MIXIN_SESSION_PRIVATE_KEY: sessionPrivateKey,
      MIXIN_SERVER_PUBLIC_KEY: serverPublicKey,
      SEALTALK_API_URL: sandbox.sealtalk.url,
      SESSION_SECRET: secret.sessionSecret,
      API_KEYS: secret.apiKey,
      CACHE_MAX_BYTES: '0',
    },
    spans: recorder.spans,
  })
  await takeTour()
  for (const kind of FAULTS) {
    for (const { control } of [sandbox.mixin, sandbox.sealtalk]) {
      control.clearFaults()
      control.setFault({ kind })
    }
    await takeTour()
  }
}, 60_000)
afterAll(async () => {
  await gateway.close()
  await sandbox.close()
})

describe('spans of every query, with every credential and every upstream call failing in turn,', () => {
  it('exist for both networks and every kind', () => {
    const names = new Set(recorder.recorded().map(({ name }) => name))
    expect(recorder.named('query').length + recorder.named('mutation').length).toBeGreaterThan(40)
    for (const name of ['GraphQL Operation', 'POST /users/fetch', 'GET /search/:query', 'POST /user/login']) {
      expect(names).toContain(name)
    }
  })

  it('contain no secret: no token, cookie, key, PIN, code, password, phone or address of a network', () => {
    const never = { ...secret, sealedSession: tour.sealed, signedToken: 'eyJ', document: DOCUMENT_NAME }
    expect(secretsIn(recorder.text(), never)).toEqual([])
  })

  it('contain no id of a user, conversation or app, no name and no text', () => {
    const { friendUserId, blockedUserId, group60Id, openUser } = sandbox.sealtalk.examples
    const ids = {
      ...MIXIN_EXAMPLES,
      friendUserId,
      blockedUserId,
      group60Id,
      openUserId: openUser.userId,
      name: 'Mirel Ostby',
    }
    expect(secretsIn(recorder.text(), ids)).toEqual([])
  })

  it('have error codes of the schema only', () => {
    const told = recorder
      .recorded()
      .flatMap(({ error, attributes }) => [
        error,
        attributes['parley.outcome'],
        ...[attributes['parley.error_codes'] ?? []].flat(),
      ])
    const known = new Set(told.filter((code) => typeof code === 'string'))
    const type = gateway.gateway.schema.getType('ErrorCode')
    const codes = isEnumType(type) ? type.getValues().map(({ name }) => name) : []
    expect([...known].filter((code) => !['ok', 'cancelled', ...codes].includes(code))).toEqual([])
    expect(known.size).toBeGreaterThan(5)
  })
})
