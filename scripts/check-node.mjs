// The first step of every check: an unsupported Node fails here with one sentence, not later with a syntax error.
import { readFileSync } from 'node:fs'

const { engines } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const [major, minor] = process.versions.node.split('.').map(Number)
// CI tests several versions and names the one that each job is about.
const expected = process.env.EXPECT_NODE

const fail = (text) => {
  console.error(text)
  process.exit(1)
}

if (!(major >= 26 || major === 24 || (major === 22 && minor >= 19))) {
  fail(
    `Parley needs Node ${engines.node}; this is ${process.version}. Run \`npm ci\` with install scripts and dev dependencies allowed: it installs the right Node, and npm scripts use it.`,
  )
}
if (expected && expected !== String(major)) {
  fail(
    `EXPECT_NODE asks for Node ${expected}; npm scripts use ${process.version}. \`npm ci --ignore-scripts\` leaves out the Node that the project pins, so that the one on PATH is used.`,
  )
}
