import { expect, it } from 'vitest'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { startSandboxGateway } from '../../support/sandbox.ts'

const DOCUMENT = `query ($group: ID!, $users: [ID!]!, $bot: ID!) {
  conversation(id: $group) {
    id upstreamId codeId viewerRole
    creator { id upstreamId name app { id } }
    circles { circleId name }
    participants {
      nodes { userId sessions { sessionId publicKey } user { id upstreamId name conversation { id } } }
    }
  }
  nodes(ids: $users) { id ... on User { name } }
  app(id: $bot) { id upstreamId creator { id upstreamId name } user { id name } }
  user(by: { mixinIdentityNumber: "${x.identityNumber}" }) { id name }
  viewer { mixin { sessionId codeId user { id upstreamId app { id creator { name } } } } }
}`

const WRITE = `mutation ($group: ID!) {
  updateConversation(input: { id: $group, name: "new" }) {
    conversation { id participants { nodes { userId role } } }
  }
}`

const variables = {
  group: `mixin:conversation:${x.groupId}`,
  users: [`mixin:user:${x.userId}`, `mixin:user:${x.botId.toUpperCase()}`],
  bot: `mixin:app:${x.cnbBotId}`,
}

const told = async (hasUpperCaseIds: boolean) => {
  const harness = await startSandboxGateway({ sandbox: { mixin: { hasUpperCaseIds } } })
  try {
    const read = await harness.gateway.query(DOCUMENT, { variables })
    const again = await harness.gateway.query(DOCUMENT, { variables })
    const written = await harness.gateway.query(WRITE, { variables: { group: variables.group } })
    const answers = [read, again, written]
    expect(answers.flatMap(({ errors }) => errors)).toEqual([])
    return { data: answers.map(({ data }) => data), calls: harness.calls().sort() }
  } finally {
    await harness.close()
  }
}

it('ids that Mixin sends in capitals are served in lower case, by the same calls', async () => {
  const [lower, upper] = [await told(false), await told(true)]
  expect(upper).toEqual(lower)
  expect(JSON.stringify(upper.data)).toContain(`mixin:conversation:${x.groupId}`)
})
