// Ends with 0 while the gateway of this container lives. Without dependencies, as it runs every few seconds.
const { HOST = '127.0.0.1', PORT = '4000' } = process.env
const everywhere = HOST === '0.0.0.0' || HOST === '::'
const host = everywhere ? '127.0.0.1' : HOST.includes(':') ? `[${HOST}]` : HOST

try {
  const { ok } = await fetch(`http://${host}:${PORT}/health/live`, { signal: AbortSignal.timeout(2_000) })
  process.exitCode = ok ? 0 : 1
} catch {
  process.exitCode = 1
}
