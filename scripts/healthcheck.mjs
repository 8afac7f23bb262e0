// Exits with 0 while the gateway of this container is alive. It runs every few seconds, so it has no dependencies.
const { HOST = '127.0.0.1', PORT = '4000' } = process.env
const isEveryAddress = HOST === '0.0.0.0' || HOST === '::'
const host = isEveryAddress ? '127.0.0.1' : HOST.includes(':') ? `[${HOST}]` : HOST

try {
  const { ok } = await fetch(`http://${host}:${PORT}/health/live`, { signal: AbortSignal.timeout(2_000) })
  process.exitCode = ok ? 0 : 1
} catch {
  process.exitCode = 1
}
