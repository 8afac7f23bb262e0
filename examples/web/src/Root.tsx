import { useState } from 'react'
import { Provider } from 'urql'
import { App } from './App.tsx'
import { createClient } from './client.ts'

/** Cached data belongs to one account, so sign-in and sign-out start over with a new client and an empty cache. */
export const Root = () => {
  const [visit, setVisit] = useState(() => ({ number: 1, client: createClient() }))
  const startOver = () => setVisit(({ number }) => ({ number: number + 1, client: createClient() }))
  return (
    <Provider value={visit.client}>
      <App key={visit.number} onAccountChange={startOver} />
    </Provider>
  )
}
