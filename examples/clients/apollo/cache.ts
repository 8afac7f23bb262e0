import { InMemoryCache } from '@apollo/client'
import { pagesOf } from './pages.ts'

export const createCache = (): InMemoryCache =>
  new InMemoryCache({
    possibleTypes: {
      Account: ['MixinAccount', 'SealTalkAccount'],
      Node: ['User', 'App', 'Conversation', 'Circle'],
    },
    typePolicies: {
      Viewer: { keyFields: [] }, // One of each, because there is one viewer.
      MixinAccount: { keyFields: [] },
      SealTalkAccount: { keyFields: [], fields: { groups: pagesOf(), favoriteConversations: pagesOf() } },
      Conversation: { fields: { participants: pagesOf(['role', 'search']) } },
    },
  })
