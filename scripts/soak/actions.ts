import { randomUUID } from 'node:crypto'
import type { Sandbox } from '../../sandbox/index.ts'
import { MIXIN_EXAMPLES as x } from '../../sandbox/mixin/examples.ts'
import { createPeople } from '../../sandbox/mixin/people.ts'
import { createSeed } from '../../sandbox/seed.ts'
import type { Client } from './client.ts'
import type { Random } from './random.ts'

/** Something that clients do. `weight` is its relative frequency. */
interface Action {
  readonly weight: number
  act(): Promise<unknown>
}

const USERS = `query ($ids: [UserBy!]!) { users(by: $ids) { id name avatarUrl relationship app { name creator { name } } } }`
const GROUP = `query ($id: ID!) { conversation(id: $id) { name memberCount participants(first: 20) { nodes { role user { name } } } } }`
const NUMBER = `query ($number: String!) { user(by: { mixinIdentityNumber: $number }) { id name } }`
const VIEWER = `{ viewer { mixin { user { name } hasPin } sealtalk { user { name phone } acceptsPokes privacy { searchableByPhone }
  blacklist { user { name } } conversations { name memberCount } changes(since: 7) { version } } } budgets { remaining } }`
const SEALTALK_GROUP = `query ($id: ID!) { conversation(id: $id) { name bulletin participants(first: 60) { nodes { user { name gender } } } } }`
const LOGIN = `mutation ($input: LoginInput!) { login(input: $input) { userId user { name } } }`

const HOT_USERS = 20

/** The actions of one client. Every client has its own session. */
export const createActions = ({ mixin, sealtalk }: Sandbox, client: Client, random: Random): Action[] => {
  const people = createPeople(createSeed(1))
  const tokens = mixin.credentials.users.map(({ accessToken }) => `Bearer ${accessToken}`)
  const accounts = sealtalk.credentials.accounts
  let session: string | undefined

  const personAt = (index: number) => ({ mixinUserId: people[index]?.userId })
  const headers = (): Record<string, string> => ({
    ...(random.below(3) === 0 && { authorization: random.pick(tokens) }),
    ...(session !== undefined && random.below(2) === 0 && { cookie: session }),
  })
  const some = (count: number) => Array.from({ length: count }, () => personAt(random.below(people.length)))
  const groups = [x.groupId, x.group50Id, x.group250Id, x.contactConversationId]
  const groupId = `mixin:conversation:${x.groupId}`
  const friend = `sealtalk:user:${sealtalk.examples.friendUserId}`
  const unique = () =>
    `{ ${random.pick(['app', 'b', 'c'])}${randomUUID().replaceAll('-', '')}: budgets { lookup remaining } }`

  const signIn = async () => {
    const { region, phone, password } = random.pick(accounts)
    const input = { phone: { region, number: phone }, password }
    const response = await client.send({ query: LOGIN, variables: { input } })
    session = response?.cookie ?? session
  }
  const signOut = async () => {
    if (session !== undefined)
      await client.send({ query: 'mutation { logout { loggedOut } }', headers: { cookie: session } })
    session = undefined
  }
  const changeMixin = () =>
    client.send({
      query: random.pick([
        `mutation { updateConversation(input: { id: "${groupId}", name: "Soaked ${random.below(100)}" }) { conversation { name } } }`,
        `mutation { rotateConversationCode(input: { id: "${groupId}" }) { conversation { codeUrl } } }`,
        `mutation { addParticipants(input: { id: "${groupId}", userIds: ["mixin:user:${x.cleoUserId}"] }) { conversation { memberCount } } }`,
        `mutation { removeParticipants(input: { id: "${groupId}", userIds: ["mixin:user:${x.cleoUserId}"] }) { conversation { memberCount } } }`,
        `mutation { authorizeApp(input: { clientId: "${x.cnbBotId}", scopes: ["PROFILE:READ"] }) { authorization { authorizationId } } }`,
      ]),
    })
  const changeSealTalk = () =>
    client.send({
      query: random.pick([
        `mutation { setAcceptsPokes(input: { acceptsPokes: ${random.below(2) === 0} }) { acceptsPokes } }`,
        `mutation { updateProfile(input: { gender: ${random.pick(['MALE', 'FEMALE'])} }) { applied user { name gender } } }`,
        `mutation { blockUser(input: { userId: "${friend}" }) { user { name } } }`,
        `mutation { unblockUser(input: { userId: "${friend}" }) { user { name } } }`,
      ]),
      ...(session !== undefined && { headers: { cookie: session } }),
    })

  return [
    {
      weight: 30,
      act: () => client.send({ query: USERS, variables: { ids: [personAt(random.below(HOT_USERS))] } }),
    },
    {
      weight: 15,
      act: () =>
        client.send({ query: USERS, variables: { ids: some(1 + random.below(20)) }, headers: headers() }),
    },
    {
      weight: 8,
      act: () =>
        client.send({
          query: GROUP,
          variables: { id: `mixin:conversation:${random.pick(groups)}` },
          headers: headers(),
        }),
    },
    {
      weight: 4,
      act: () =>
        client.send({
          query: NUMBER,
          variables: { number: people[random.below(people.length)]?.identityNumber },
        }),
    },
    { weight: 12, act: () => client.send({ query: VIEWER, headers: headers() }) },
    {
      weight: 5,
      act: () =>
        client.send({
          query: SEALTALK_GROUP,
          variables: { id: `sealtalk:conversation:${sealtalk.examples.group60Id}` },
          ...(session !== undefined && { headers: { cookie: session } }),
        }),
    },
    { weight: 3, act: signIn },
    { weight: 1, act: signOut },
    { weight: 4, act: changeMixin },
    { weight: 3, act: changeSealTalk },
    // Clients that disconnect.
    {
      weight: 8,
      act: () =>
        client.send({
          query: USERS,
          variables: { ids: some(30) },
          headers: headers(),
          abortAfterMs: 1 + random.below(30),
        }),
    },
    { weight: 2, act: () => client.disconnect() },
    {
      weight: 5,
      act: () =>
        client.send({
          query: GROUP,
          variables: { id: groupId },
          headers: { 'x-parley-trace': '1', ...headers() },
        }),
    },
    // Unknown credentials, unknown users, documents that are sent once, and invalid documents.
    {
      weight: 2,
      act: () => client.send({ query: VIEWER, headers: { authorization: `Bearer nobody-${randomUUID()}` } }),
    },
    {
      weight: 2,
      act: () => client.send({ query: USERS, variables: { ids: [{ mixinUserId: randomUUID() }] } }),
    },
    { weight: 3, act: () => client.send({ query: unique() }) },
    { weight: 1, act: () => client.send({ query: '{ nothing { like this } }', status: 400 }) },
    { weight: 1, act: () => client.get(random.pick(['/metrics', '/health/ready', '/health/live'])) },
    { weight: 0.2, act: () => client.get('/graphql', 'text/html') },
  ]
}

/** Picks an action at random, by weight. */
export const chooseAction = (actions: readonly Action[], random: Random): Action => {
  let left = random.next() * actions.reduce((sum, { weight }) => sum + weight, 0)
  for (const action of actions) {
    left -= action.weight
    if (left < 0) return action
  }
  return random.pick(actions)
}
