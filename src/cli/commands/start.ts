import { defineCommand } from '../command.ts'

export const start = defineCommand({
  summary: 'start the gateway, with the sandbox in place of the networks if none is set',
  details: 'It logs JSON lines on stdout, prints its address, and stops at SIGTERM or Ctrl+C.',
  options: {},
  async run() {
    await import('../../main.ts')
    return undefined
  },
})
