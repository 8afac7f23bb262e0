// Copies what the image needs from `dist` to the folder that is named: no sandbox, which serves made-up people, nothing for
// tests of front ends, no types and no maps. compose.sandbox.yaml runs the build stage instead, which has it all.
import { cpSync, rmSync } from 'node:fs'
import { relative, resolve } from 'node:path'

const [target] = process.argv.slice(2)
if (!target) throw new Error('Name a folder: node scripts/collect-image.mjs image')

const dist = resolve('dist')
const LEFT_OUT = [
  /^(sandbox|testing|clients|graphql)(\/|$)/,
  /^\.compile-cache/,
  /^gateway\/sandbox-[\w-]{8}\.js$/,
  /\.(d\.ts|map)$/,
]

rmSync(target, { recursive: true, force: true })
cpSync(dist, target, {
  recursive: true,
  filter: (path) => !LEFT_OUT.some((pattern) => pattern.test(relative(dist, path))),
})
