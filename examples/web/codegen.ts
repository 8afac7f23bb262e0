// Types and documents out of the SDL and of what stands in `graphql(…)`: npm run codegen, at the root or here.
import type { CodegenConfig } from '@graphql-codegen/cli'
import { addTypenameSelectionDocumentTransform } from '@graphql-codegen/client-preset'

/** What the SDL's scalars are in JSON. */
const scalars = { ID: 'string', DateTime: 'string', URL: 'string', Version: 'number' }

const config: CodegenConfig = {
  schema: '../../schema/*.graphql',
  documents: ['src/**/*.{ts,tsx}', '!src/gql/**'],
  generates: {
    'src/gql/': {
      preset: 'client',
      // Writes persisted-documents.json as well, which the gateway is given as TRUSTED_DOCUMENTS.
      presetConfig: { persistedDocuments: true },
      // urql's cache goes by `__typename`. It has to be in the trusted documents already: the gateway runs those.
      documentTransforms: [addTypenameSelectionDocumentTransform],
      config: { useTypeImports: true, immutableTypes: true, enumsAsTypes: true, scalars },
    },
    // `ErrorCode` is of no operation: it is what `errors` of any of them hold.
    'src/gql/enums.ts': {
      plugins: ['typescript'],
      config: { onlyEnums: true, enumsAsTypes: true },
    },
  },
}

export default config
