import { type Client, gql } from '@urql/core'

const ACCOUNTS = gql<{ viewer: { mixin: { user: { id: string; name: string | null } } | null } }>(
  '{ viewer { mixin { user { id name } } sealtalk { acceptsPokes } } }',
)

export const loadAccount = async (client: Client) => {
  const { data, error } = await client.query(ACCOUNTS, {})
  const failed = error?.graphQLErrors.find(({ path }) => path?.join('.') === 'viewer.mixin')
  return { name: data?.viewer.mixin?.user.name, code: failed?.extensions['code'] }
}
