import { describe, expect, it, onTestFinished } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import type { Answer } from '../../support/gateway.ts'
import { startSandboxGateway } from '../../support/sandbox.ts'
import { startSealTalkGateway } from '../../support/sealtalk-sandbox.ts'
import { valueAt } from '../../support/value-at.ts'

/** What does each action of `UserRights` to a user. `message` has its own tests: no relation changes. */
const MUTATIONS = {
  addContact: 'addContact(input: { userId: $id }) { __typename }',
  removeContact: 'removeContact(input: { userId: $id }) { __typename }',
  setAlias: 'setContactAlias(input: { userId: $id, alias: "Zed" }) { __typename }',
  block: 'blockUser(input: { userId: $id }) { __typename }',
  unblock: 'unblockUser(input: { userId: $id }) { __typename }',
} as const
type Action = keyof typeof MUTATIONS
const ACTIONS = Object.keys(MUTATIONS) as Action[]

const RELATION = 'query ($id: ID!) { user(by: { id: $id }) { name isBlocked contact { state alias } } }'
const RIGHTS = `query ($id: ID!) { user(by: { id: $id }) { viewerCan { ${ACTIONS.join(' ')} } } }`

/** Asks about one user. */
type Ask = (document: string) => Promise<Answer>

interface Stage {
  /** Users by what they are to the viewer. */
  readonly users: Readonly<Record<string, string>>
  askAbout(id: string): Ask
}

const STAGES = {
  /** As the gateway's bot. */
  async mixin(): Promise<Stage> {
    const harness = await startSandboxGateway()
    onTestFinished(() => harness.close())
    return {
      users: {
        'the viewer': `mixin:user:${x.botId}`,
        'a contact': `mixin:user:${x.userId}`,
        'a stranger': `mixin:user:${x.withoutMessengerUserId}`,
        'a blocked user': `mixin:user:${x.blockedUserId}`,
      },
      askAbout: (id) => (document) => harness.gateway.query(document, { variables: { id } }),
    }
  },
  /** With the token of a user, where Mixin lets tokens change relationships. */
  async 'mixin with a token'(): Promise<Stage> {
    const harness = await startSandboxGateway({ sandbox: { mixin: { tokensChangeRelationships: true } } })
    onTestFinished(() => harness.close())
    return {
      users: {
        'the viewer': `mixin:user:${x.boUserId}`,
        'a contact': `mixin:user:${x.aliaUserId}`,
        'a stranger': `mixin:user:${x.withoutMessengerUserId}`,
        'a blocked user': `mixin:user:${x.userId}`,
      },
      askAbout: (id) => (document) =>
        harness.gateway.query(document, { variables: { id }, headers: harness.as('Bo') }),
    }
  },
  async sealtalk(): Promise<Stage> {
    const harness = await startSealTalkGateway()
    onTestFinished(() => harness.close())
    const headers = await harness.signIn()
    const { credentials, examples } = harness.sandbox
    const id = (userId: string): string => `sealtalk:user:${userId}`
    return {
      users: {
        'the viewer': id(credentials.accounts[0].userId),
        'a contact': id(examples.friendUserId),
        'a stranger': id(examples.unblockedUserId),
        'who asks': id(examples.askingUserId),
        'a blocked friend': id(examples.blockedUserId),
      },
      askAbout: (userId) => (document) =>
        harness.gateway.query(document, { variables: { id: userId }, headers }),
    }
  },
} as const

const CASES = [
  ...(['mixin', 'mixin with a token'] as const).flatMap((network) =>
    ['the viewer', 'a contact', 'a stranger', 'a blocked user'].flatMap((who) =>
      ACTIONS.map((action) => ({ network, who, action })),
    ),
  ),
  ...['the viewer', 'a contact', 'a stranger', 'who asks', 'a blocked friend'].flatMap((who) =>
    ACTIONS.map((action) => ({ network: 'sealtalk' as const, who, action })),
  ),
]

describe('what User.viewerCan says', () => {
  it.each(CASES)('of $action for $who is what $network then does', async ({ network, who, action }) => {
    const { users, askAbout } = await STAGES[network]()
    const ask = askAbout(users[who] ?? '')
    const before = (await ask(RELATION)).data
    const isAllowed = valueAt((await ask(RIGHTS)).data, `user.viewerCan.${action}`)

    const { errors } = await ask(`mutation ($id: ID!) { ${MUTATIONS[action]} }`)

    const after = (await ask(RELATION)).data
    const hasChanged = JSON.stringify(after) !== JSON.stringify(before)
    expect({ isAllowed, hasChanged }).toEqual({ isAllowed: hasChanged, hasChanged })
    if (isAllowed === true) expect(errors).toEqual([])
  })
})

/** What sends a first text to a user. */
const FIRST_TEXT = async (ask: Ask): Promise<readonly unknown[]> => {
  const made = await ask(
    'mutation ($id: ID!) { createContactConversation(input: { userId: $id }) { conversation { id } } }',
  )
  const id = valueAt(made.data, 'createContactConversation.conversation.id')
  if (typeof id !== 'string') return made.errors.map(({ extensions }) => extensions?.['code'])
  const sent = await ask(
    `mutation { sendMessage(input: { conversationId: "${id}", text: "Hello" }) { messageId } }`,
  )
  return sent.errors.map(({ extensions }) => extensions?.['code'])
}

describe('what User.viewerCan says of messages', () => {
  it.each([
    ['mixin', 'the viewer', false, ['BAD_USER_INPUT']],
    ['mixin', 'a contact', true, []],
    ['mixin', 'a stranger', true, []],
    ['mixin', 'a blocked user', true, []],
    ['mixin with a token', 'a contact', false, ['FORBIDDEN']],
    ['mixin with a token', 'a stranger', false, ['FORBIDDEN']],
    ['sealtalk', 'a contact', false, ['UNSUPPORTED']],
    ['sealtalk', 'a stranger', false, ['UNSUPPORTED']],
  ] as const)('of %s for %s is what it then does', async (network, who, isAllowed, codes) => {
    const { users, askAbout } = await STAGES[network]()
    const ask = askAbout(users[who as keyof typeof users] ?? '')
    const told = await ask('query ($id: ID!) { user(by: { id: $id }) { viewerCan { message } } }')

    expect(valueAt(told.data, 'user.viewerCan.message')).toBe(isAllowed)
    expect(await FIRST_TEXT(ask)).toEqual(codes)
  })
})
