import { defineCommand, JSON_OPTION } from '../command.ts'

export const doctor = defineCommand({
  summary: 'check settings, keys, networks, clock and Redis, and say what to do',
  details: 'It changes nothing. It exits with 1 if a check fails.',
  options: { json: { ...JSON_OPTION, description: 'print one JSON object: healthy, counts and findings' } },
  async run({ json = false }) {
    const { runDoctor } = await import('../../doctor/run.ts')
    return runDoctor({ json })
  },
})
