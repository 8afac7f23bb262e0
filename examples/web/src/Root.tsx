import { useState } from 'react'
import { Provider } from 'urql'
import { App } from './App.tsx'
import { createClient } from './client.ts'

/**
 * What has been read belongs to whoever was signed in then. So signing in or out starts with a new client, whose
 * store is empty, and with a new page.
 */
export const Root = () => {
  const [visit, setVisit] = useState(() => ({ number: 1, client: createClient() }))
  const startOver = () => setVisit(({ number }) => ({ number: number + 1, client: createClient() }))
  return (
    <Provider value={visit.client}>
      <App key={visit.number} onAccountChange={startOver} />
    </Provider>
  )
}
