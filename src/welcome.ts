import type { Settings } from './config/settings.ts'
import type { NetworkName } from './global-id.ts'

const QUERY = `{
  user(by: { mixinIdentityNumber: "30265" }) { id name avatarUrl }
}`

export interface Start {
  readonly url: string
  readonly settings: Settings
  readonly configured: readonly NetworkName[]
}

/** What a start tells: facts for the log, and a few lines for the person at the terminal. */
export const describeStart = ({ url, settings, configured }: Start) => {
  const graphql = `${url}/graphql`
  const networks = { configured, sandbox: settings.sandbox.on }
  const facts = {
    address: url,
    graphql,
    ...(settings.graphiql && { graphiql: graphql }),
    ...networks,
    query: QUERY,
  }
  const where = settings.graphiql ? `GraphiQL  ${graphql}` : `GraphQL   ${graphql}`
  const data = settings.sandbox.on
    ? 'The sandbox stands in for every network that is not configured: made-up people, no credentials needed.'
    : `Networks: ${configured.join(', ') || 'none is configured'}.`
  const text = `\n  Parley is ready.\n\n  ${where}\n\n  ${data}\n  Try this query:\n\n${QUERY.replace(/^/gm, '    ')}\n\n`
  return { facts, text }
}
