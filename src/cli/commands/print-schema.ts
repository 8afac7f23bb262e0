import { defineCommand, JSON_OPTION } from '../command.ts'

export const printSchema = defineCommand({
  summary: 'print the schema as SDL, for tools where introspection is off',
  options: { json: { ...JSON_OPTION, description: 'print the result of the introspection query instead' } },
  async run({ json = false }) {
    const { introspectionFromSchema, printSchema: print } = await import('graphql')
    const { createSchema } = await import('../../schema.ts')
    const schema = createSchema()
    const text = json ? JSON.stringify(introspectionFromSchema(schema), undefined, 2) : print(schema)
    process.stdout.write(`${text}\n`)
    return 0
  },
})
