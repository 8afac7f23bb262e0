import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client'
import { cacheExchange, Client, fetchExchange } from '@urql/core'
import { GraphQLClient } from 'graphql-request'
import { createClient } from 'graphql-sse'
import { Environment, Network, RecordSource, type RequestParameters, Store } from 'relay-runtime'
import { createRelayFetch } from '../../../clients/relay.ts'

// A page's script: it runs in Chromium, bundled.

type Variables = Record<string, unknown>

/** Sends an operation, and returns its data. */
type Ask = (document: string, variables: Variables) => Promise<unknown>

interface Access {
  readonly url: string
  /** Absent on the gateway's own origin: there, every client has its default settings. */
  readonly credentials?: 'include'
}

const isMutation = (document: string): boolean => document.startsWith('mutation')

const operationOf = (text: string): RequestParameters => ({
  name: 'Page',
  operationKind: isMutation(text) ? 'mutation' : 'query',
  text,
  id: null,
  cacheID: text,
  metadata: {},
})

const CLIENTS: Readonly<Record<string, (access: Access) => Ask>> = {
  urql({ url, ...fetchOptions }) {
    const client = new Client({ url, exchanges: [cacheExchange, fetchExchange], fetchOptions })
    return async (document, variables) => {
      const asked = isMutation(document)
        ? client.mutation(document, variables)
        : client.query(document, variables)
      const { data, error } = await asked.toPromise()
      if (error) throw error
      return data
    }
  },
  Apollo({ url, ...options }) {
    const client = new ApolloClient({
      link: new HttpLink({ uri: url, ...options }),
      cache: new InMemoryCache(),
    })
    return async (document, variables) => {
      const { data } = isMutation(document)
        ? await client.mutate({ mutation: gql(document), variables })
        : await client.query({ query: gql(document), variables })
      return data
    }
  },
  'graphql-request': ({ url, ...options }) => {
    const client = new GraphQLClient(url, options)
    return (document, variables) => client.request(document, variables)
  },
  'graphql-sse': ({ url, ...options }) => {
    // By default it tries again for half a minute.
    const client = createClient({ url, retryAttempts: 0, ...options })
    return async (query, variables) => {
      for await (const { data } of client.iterate({ query, variables })) return data
      return undefined
    }
  },
  Relay({ url, ...options }) {
    const network = new Environment({
      network: Network.create(createRelayFetch(url, options)),
      store: new Store(new RecordSource()),
    }).getNetwork()
    return async (document, variables) => {
      const response = await network.execute(operationOf(document), variables, {}).toPromise()
      return response && 'data' in response ? response.data : undefined
    }
  },
}

const LOGIN = 'mutation SignIn($input: LoginInput!) { login(input: $input) { user { name } } }'
const WHO = 'query Who { viewer { sealtalk { user { name } } } }'

/** Signs in by the cookie and asks who that is, as the same client, and returns the data of both. */
const signInAndAsk = async (name: string, access: Access, input: Variables): Promise<unknown[]> => {
  const ask = CLIENTS[name]?.(access)
  if (!ask) throw new Error(`there is no client ${name}`)
  return [await ask(LOGIN, { input }), await ask(WHO, {})]
}

Object.assign(globalThis, { signInAndAsk })
