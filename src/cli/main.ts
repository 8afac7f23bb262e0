#!/usr/bin/env node
// The doctor reports an old Node.js among its findings. All other commands stop with a message, before modules are
// loaded that may fail there.
if (process.argv[2] !== 'doctor') await import('../doctor/supported-node.ts')

const { runCommand } = await import('./run-command.ts')

const exitCode = await runCommand(process.argv.slice(2))
// A command that keeps running has none yet.
if (exitCode !== undefined) process.exitCode = exitCode
