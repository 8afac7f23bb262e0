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
      Account: { keyFields: [], fields: { contacts: pagesOf(['search']), blockedUsers: pagesOf() } },
      SealTalkAccount: { fields: { groups: pagesOf(), favoriteConversations: pagesOf() } },
      Circle: { fields: { conversations: pagesOf() } },
      Conversation: { fields: { participants: pagesOf(['role', 'search']) } },
    },
  })
