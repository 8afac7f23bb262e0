// Exits with 0 while the gateway of this container is alive. It runs every few seconds, so it has no dependencies.
import { get } from 'node:http'

const { HOST = '127.0.0.1', PORT = '4000' } = process.env
const host = HOST === '0.0.0.0' || HOST === '::' ? '127.0.0.1' : HOST
const place = HOST.startsWith('unix:') ? { socketPath: HOST.slice('unix:'.length) } : { host, port: PORT }

process.exitCode = 1
get({ ...place, path: '/health/live', timeout: 2_000 }, ({ statusCode }) =>
  process.exit(statusCode === 200 ? 0 : 1),
)
  .on('timeout', () => process.exit())
  .on('error', () => process.exit())
