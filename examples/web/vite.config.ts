import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The gateway's URL. For another gateway: `PARLEY_URL=https://gate.example npm run dev -w examples/web`. */
const gateway = process.env['PARLEY_URL'] ?? 'http://127.0.0.1:4000'

// Page and gateway have the same origin, in development as behind a proxy in production. So the browser sends the
// session cookie, and no CORS is needed.
const proxy = { '/graphql': { target: gateway } }

/** The page's port. By default Vite's port, or the next free one; 0 selects any free port. */
const port = process.env['WEB_PORT']
const own = { proxy, ...(port !== undefined && { port: Number(port) }) }

export default defineConfig({
  plugins: [react()],
  server: own,
  preview: own,
})
