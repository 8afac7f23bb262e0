import { createRelayFetch, type RelayFetchOptions } from 'parley-gateway/relay'
import { Environment, Network, RecordSource, Store } from 'relay-runtime'

export const createEnvironment = (options?: RelayFetchOptions) =>
  new Environment({
    network: Network.create(createRelayFetch('/graphql', options)),
    store: new Store(new RecordSource()),
  })
