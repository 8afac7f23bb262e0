// First line of every check: says in one sentence why nothing would work on an older Node.
import { readFileSync } from 'node:fs'

const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const [major, minor] = process.versions.node.split('.').map(Number)
if (!(major >= 26 || major === 24 || (major === 22 && minor >= 19))) {
  console.error(
    `Parley needs Node ${engines.node}; this is ${process.version}. Run \`npm ci\` with install scripts and dev dependencies allowed: it brings the right Node, and npm scripts use it.`,
  )
  process.exit(1)
}
