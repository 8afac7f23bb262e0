import { defineCommand, JSON_OPTION } from '../command.ts'

export const printSchema = defineCommand({
  summary: 'print the schema as SDL, for tools where introspection is off',
  options: {
    strict: { type: 'boolean', description: 'print fields that are null only on error as non-null' },
    json: { ...JSON_OPTION, description: 'print the result of the introspection query instead' },
  },
  async run({ strict = false, json = false }) {
    const { buildSchema, introspectionFromSchema } = await import('graphql')
    const { createSchema } = await import('../../schema.ts')
    const { printSdl } = await import('../../document/sdl.ts')
    const sdl = printSdl(createSchema(), { strict })
    process.stdout.write(
      json ? `${JSON.stringify(introspectionFromSchema(buildSchema(sdl)), undefined, 2)}\n` : sdl,
    )
    return 0
  },
})
