import type { Settings } from '../config/settings.ts'
import type { NetworkName } from '../global-id.ts'
import { packageVersion } from '../version.ts'

const SANDBOX_QUERY = `{
  user(by: { mixinIdentityNumber: "30265" }) { id name avatarUrl }
}`

/** Answers whoever asks: null where they are not signed in. */
const QUERY = `{
  viewer { mixin { user { id name } } sealtalk { user { id name } } }
}`

/** What people may try the sandbox with. None of it opens anything elsewhere. */
export interface Demo {
  readonly mixin: {
    readonly url: string
    readonly credentials: {
      readonly users: readonly { readonly name: string; readonly accessToken: string }[]
    }
  }
  readonly sealtalk: {
    readonly url: string
    readonly credentials: {
      readonly accounts: readonly {
        readonly region: string
        readonly phone: string
        readonly password: string
      }[]
    }
  }
}

export interface Start {
  readonly url: string
  readonly settings: Settings
  readonly configured: readonly NetworkName[]
  /** The sandbox, where it runs. */
  readonly demo?: Demo | undefined
}

const describeDemo = (
  { mixin, sealtalk }: Demo,
  { mixin: isMixin, sealtalk: isSealTalk }: Settings['sandbox']['fills'],
) => {
  const tokens = mixin.credentials.users.map(({ name, accessToken }) => `    ${name}: ${accessToken}`)
  const accounts = sealtalk.credentials.accounts.map(
    ({ region, phone, password }) => `    region "${region}", number "${phone}", password "${password}"`,
  )
  return [
    '  The sandbox stands in for every network that is not configured: made-up people, no credentials needed.',
    ...(isMixin
      ? [
          `  Mixin as somebody else, by "Authorization: Bearer …" (faults: ${mixin.url}/__sandbox):`,
          ...tokens,
        ]
      : []),
    ...(isSealTalk
      ? [`  SealTalk, by the mutation login (faults: ${sealtalk.url}/__sandbox):`, ...accounts]
      : []),
  ].join('\n')
}

/** What a start tells: facts for the log, and a few lines for the person at the terminal. */
export const describeStart = ({ url, settings, configured, demo }: Start) => {
  const graphql = `${url}/graphql`
  const refusesTexts = settings.trustedDocuments?.only === true
  const query = refusesTexts ? undefined : demo && settings.sandbox.fills.mixin ? SANDBOX_QUERY : QUERY
  const facts = {
    version: packageVersion,
    address: url,
    graphql,
    ...(settings.graphiql && { graphiql: graphql }),
    configured,
    sandbox: settings.sandbox.on,
    ...(settings.sealtalk &&
      !settings.session.secret && {
        sessions:
          'SESSION_SECRET is not set: SealTalk sessions are sealed with a random key and end with this process',
      }),
    ...(query !== undefined && { query }),
  }
  const where = settings.graphiql ? `GraphiQL  ${graphql}` : `GraphQL   ${graphql}`
  const data = demo
    ? describeDemo(demo, settings.sandbox.fills)
    : `  Networks: ${configured.join(', ') || 'none is configured'}.`
  const hint =
    query === undefined
      ? '  Only trusted documents are answered (TRUSTED_DOCUMENTS_ONLY), in GraphiQL, too.'
      : `  Try this query:\n\n${query.replace(/^/gm, '    ')}`
  const text = `\n  Parley is ready.\n\n  ${where}\n\n${data}\n\n${hint}\n\n`
  return { facts, text }
}
