import { Client, type ClientOptions, fetchExchange } from '@urql/core'
import { cacheExchange } from '@urql/exchange-graphcache'
import { relayPagination } from '@urql/exchange-graphcache/extras'
import { getIntrospectionQuery, type IntrospectionQuery } from 'graphql'

export const fetchSchema = async (url = '/graphql'): Promise<IntrospectionQuery> => {
  const query = getIntrospectionQuery({ descriptions: false })
  const response = await fetch(`${url}?${new URLSearchParams({ query })}`)
  return ((await response.json()) as { data: IntrospectionQuery }).data
}

/** Types without an id belong to the object that contains them. */
const keysOf = ({ __schema: { types } }: IntrospectionQuery) =>
  Object.fromEntries(
    types
      .filter((type) => type.kind === 'OBJECT' && !type.fields.some(({ name }) => name === 'id'))
      .map(({ name }) => [name, () => null]),
  )

const pages = relayPagination()
const people = { contacts: pages, blockedUsers: pages }

/** A client with an empty cache. */
export const createClient = (schema: IntrospectionQuery, options: Partial<ClientOptions> = {}): Client =>
  new Client({
    url: '/graphql',
    exchanges: [
      cacheExchange({
        schema,
        keys: keysOf(schema),
        resolvers: {
          Conversation: { participants: pages },
          Circle: { conversations: pages },
          MixinAccount: people,
          SealTalkAccount: { ...people, groups: pages, favoriteConversations: pages },
        },
      }),
      fetchExchange,
    ],
    ...options,
  })
