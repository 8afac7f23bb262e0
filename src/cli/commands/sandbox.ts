import { defineCommand, JSON_OPTION } from '../command.ts'

export const sandbox = defineCommand({
  summary: 'start the sandbox alone and print its URLs and test credentials',
  details: 'SANDBOX_PORT is the port of its Mixin; its SealTalk takes the next one. Default: free ones.',
  options: { json: { ...JSON_OPTION, description: 'print one JSON object: mixin and sealtalk' } },
  async run({ json = false }) {
    const { runSandbox } = await import('../../../sandbox/run.ts')
    return runSandbox({ json })
  },
})
