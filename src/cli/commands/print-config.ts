import { defineCommand, JSON_OPTION } from '../command.ts'

export const printConfig = defineCommand({
  summary: 'print the settings in force and where each comes from',
  details: 'It masks secrets. It exits with 1 if a start would refuse the settings.',
  options: { json: { ...JSON_OPTION, description: 'print one JSON object: settings and warnings' } },
  async run({ json = false }) {
    const { describeConfig } = await import('../../config/print.ts')
    const { text, problem } = describeConfig({ json })
    process.stdout.write(text)
    if (problem === undefined) return 0
    process.stderr.write(`${problem}\n`)
    return 1
  },
})
