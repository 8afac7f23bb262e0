import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where the gateway is: `PARLEY_URL=https://gate.example npm run dev -w examples/web` for another one. */
const gateway = process.env['PARLEY_URL'] ?? 'http://127.0.0.1:4000'

// The page and the gateway are one origin to the browser, in development as behind a proxy later: the session's
// cookie goes along by itself, and no CORS is needed.
const proxy = { '/graphql': { target: gateway } }

/** Where the page is; Vite's own ports by default, and the next one where that is taken. 0 for a free one. */
const port = process.env['WEB_PORT']
const own = { proxy, ...(port !== undefined && { port: Number(port) }) }

export default defineConfig({
  plugins: [react()],
  server: own,
  preview: own,
})
