import { ApolloClient, type ApolloLink, HttpLink } from '@apollo/client'
import { Defer20220824Handler } from '@apollo/client/incremental'
import { createCache } from './cache.ts'

export const createClient = (
  link: ApolloLink = new HttpLink({ uri: '/graphql' }),
  incrementalHandler: ApolloClient.Options['incrementalHandler'] = new Defer20220824Handler(),
): ApolloClient =>
  new ApolloClient({
    link,
    cache: createCache(),
    incrementalHandler,
    clientAwareness: { name: 'my-chat', version: '1.0.0' },
  })
