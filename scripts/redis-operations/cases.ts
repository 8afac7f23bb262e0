import { MIXIN_EXAMPLES as x } from '../../sandbox/mixin/examples.ts'
import type { Fleet } from '../../test/support/fleet.ts'
import type { TestGateway } from '../../test/support/gateway.ts'

/** A request whose commands are counted. Cases follow each other, and find what those before them have left. */
export interface OperationCase {
  readonly title: string
  run(stage: OperationStage): Promise<unknown>
}

export interface OperationStage {
  readonly fleet: Fleet
  readonly gateway: TestGateway
  /** Uses the same Redis, and has cached nothing. */
  readonly other: TestGateway
  /** Limits the rate of requests. */
  readonly limited: TestGateway
  /** Cookie of the last login. */
  cookie: string
}

const userOf = (id: string): string => `{ user(by: { mixinUserId: "${id}" }) { name biography } }`
const USER = userOf(x.cleoUserId)
/** To be cached before the case that counts requests. */
export const CACHED_USER = userOf(x.boUserId)
const PAGE = `{ conversation(id: "mixin:conversation:${x.group50Id}") { name participants(first: 50) { nodes { role user { name avatarUrl app { name creator { name } } } } } } }`
const NUMBER = '{ user(by: { mixinIdentityNumber: "30265" }) { name } }'
const UNKNOWN_NUMBER = '{ user(by: { mixinIdentityNumber: "99999999" }) { name } }'
const PHONE = '{ user(by: { mixinPhone: { region: "999", number: "0000001001" } }) { name } }'
const RENAME = `mutation { updateConversation(input: { id: "mixin:conversation:${x.groupId}", name: "Together" }) { conversation { name } } }`
const ACCOUNT = '{ viewer { sealtalk { user { name } } } }'
const LOGOUT = 'mutation { logout { loggedOut } }'

const send = async (gateway: TestGateway, document: string, headers = {}): Promise<Headers> => {
  const { errors, headers: received } = await gateway.query(document, { headers })
  if (errors.length > 0) throw new Error(`${document}: ${JSON.stringify(errors)}`)
  return received
}

const logIn = async (stage: OperationStage): Promise<void> => {
  const [{ region, phone, password }] = stage.fleet.sandbox.sealtalk.credentials.accounts
  const input = `{ phone: { region: "${region}", number: "${phone}" }, password: "${password}" }`
  const headers = await send(stage.gateway, `mutation { login(input: ${input}) { userId } }`)
  stage.cookie = headers.getSetCookie()[0]?.split(';')[0] ?? ''
}

export const operationCases: readonly OperationCase[] = [
  { title: 'an identity number, cold: a lookup with a budget', run: ({ gateway }) => send(gateway, NUMBER) },
  { title: '— again', run: ({ gateway }) => send(gateway, NUMBER) },
  { title: '— by another viewer', run: ({ gateway, fleet }) => send(gateway, NUMBER, fleet.as('Bo')) },
  { title: '— at another gateway', run: ({ other }) => send(other, NUMBER) },
  { title: 'an identity number that nobody has', run: ({ gateway }) => send(gateway, UNKNOWN_NUMBER) },
  { title: 'a search by phone, cold', run: ({ gateway }) => send(gateway, PHONE) },
  { title: '— again', run: ({ gateway }) => send(gateway, PHONE) },
  { title: 'one user, cold', run: ({ gateway }) => send(gateway, USER) },
  { title: '— cached in the gateway', run: ({ gateway }) => send(gateway, USER) },
  { title: '— cached in Redis by another gateway', run: ({ other }) => send(other, USER) },
  {
    title: 'a page of 50 participants with apps and creators, cold',
    run: ({ gateway }) => send(gateway, PAGE),
  },
  { title: '— cached in the gateway', run: ({ gateway }) => send(gateway, PAGE) },
  { title: '— cached in Redis by another gateway', run: ({ other }) => send(other, PAGE) },
  { title: 'a change of a group', run: ({ gateway }) => send(gateway, RENAME) },
  { title: 'a login at SealTalk', run: logIn },
  {
    title: 'a query with its session, cold',
    run: ({ gateway, cookie }) => send(gateway, ACCOUNT, { cookie }),
  },
  { title: '— again', run: ({ gateway, cookie }) => send(gateway, ACCOUNT, { cookie }) },
  { title: 'a logout', run: ({ gateway, cookie }) => send(gateway, LOGOUT, { cookie }) },
  {
    title: 'any request with `LIMIT_REQUESTS_PER_SECOND`: in addition',
    run: ({ limited }) => send(limited, CACHED_USER),
  },
]
