import type { Settings } from '../config/settings.ts'
import type { NetworkName } from '../global-id.ts'
import { packageVersion } from '../version.ts'

const SANDBOX_QUERY = `{
  user(by: { mixinIdentityNumber: "30265" }) { id name avatarUrl }
}`

/** Valid for every caller: `viewer` is null without a credential. */
const QUERY = `{
  viewer { mixin { user { id name } } sealtalk { user { id name } } }
}`

/** Credentials for the sandbox. They are valid nowhere else. */
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
        readonly nickname: string
        readonly region: string
        readonly phone: string
        readonly password: string
      }[]
    }
  }
}

export interface StartupFacts {
  readonly url: string
  readonly settings: Settings
  readonly configured: readonly NetworkName[]
  /** Present where the sandbox runs. */
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
    '  The sandbox replaces every network that is not configured. It has invented users and needs no credentials.',
    ...(isMixin
      ? [
          `  Mixin access tokens, for "Authorization: Bearer …" (inject faults at ${mixin.url}/__sandbox):`,
          ...tokens,
        ]
      : []),
    ...(isSealTalk
      ? [
          `  SealTalk accounts, for the mutation login (inject faults at ${sealtalk.url}/__sandbox):`,
          ...accounts,
        ]
      : []),
  ].join('\n')
}

/** The facts of a start for the log, and text for the terminal. */
export const describeStart = ({ url, settings, configured, demo }: StartupFacts) => {
  // A socket has no URL: its clients name it beside one.
  const graphql = `${url.startsWith('unix:') ? 'http://localhost' : url}/graphql`
  const refusesTexts = settings.trustedDocuments?.only === true
  const query = refusesTexts ? undefined : demo && settings.sandbox.fills.mixin ? SANDBOX_QUERY : QUERY
  const facts = {
    version: packageVersion,
    address: url,
    graphql,
    ...(settings.graphiql && !url.startsWith('unix:') && { graphiql: graphql }),
    configured,
    sandbox: settings.sandbox.on,
    ...(settings.workers > 1 && { workers: settings.workers }),
    ...(settings.sealtalk &&
      !settings.session.secret && {
        sessions: 'SESSION_SECRET is not set, so SealTalk sessions end when this process does',
      }),
    ...(query !== undefined && { query }),
  }
  const where = url.startsWith('unix:')
    ? `GraphQL   ${graphql} on the socket ${url.slice('unix:'.length)}`
    : settings.graphiql
      ? `GraphiQL  ${graphql}`
      : `GraphQL   ${graphql}`
  const data = demo
    ? describeDemo(demo, settings.sandbox.fills)
    : `  Networks: ${configured.join(', ') || 'none is configured'}.`
  const hint =
    query === undefined
      ? '  Only trusted documents are executed (TRUSTED_DOCUMENTS_ONLY), in GraphiQL as well.'
      : `  Try this query:\n\n${query.replace(/^/gm, '    ')}`
  const text = `\n  Parley is ready.\n\n  ${where}\n\n${data}\n\n${hint}\n\n`
  return { facts, text }
}
