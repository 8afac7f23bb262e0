// Starts the built gateway once, so that what V8 compiles is kept in the image for each start of a container: beside the
// code, where only root may change it. V8 keeps it for each user apart, so it has to be the user of the container.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const folder = 'dist/.compile-cache'
/** The user `node` of the official images. */
const NODE = { uid: 1000, gid: 1000 }

mkdirSync(folder, { recursive: true })
chownSync(folder, NODE.uid, NODE.gid)
// Nobody calls this network.
const MIXIN_API_URL = 'http://127.0.0.1:9'
const env = { PATH: process.env.PATH, NODE_ENV: 'production', PORT: '0', MIXIN_API_URL, DRAIN_DELAY_MS: '0' }
const gateway = spawn(process.execPath, ['dist/src/main.js'], {
  ...NODE,
  env,
  stdio: ['ignore', 'pipe', 'inherit'],
})
for await (const line of gateway.stdout) if (String(line).includes('Parley is ready')) break
gateway.kill('SIGTERM')
const [code] = gateway.exitCode === null ? await once(gateway, 'exit') : [gateway.exitCode]
if (code !== 0) throw new Error(`The gateway ended with ${code}.`)

for (const name of ['', ...readdirSync(folder, { recursive: true })]) {
  chownSync(join(folder, name), 0, 0)
  chmodSync(join(folder, name), 0o755)
}
