// Generates types and documents from the SDL and the `graphql(…)` calls: npm run codegen, at the root or here.
import type { CodegenConfig } from '@graphql-codegen/cli'
import { addTypenameSelectionDocumentTransform } from '@graphql-codegen/client-preset'

/** The JSON types of the schema's scalars. */
const scalars = { ID: 'string', DateTime: 'string', URL: 'string', Version: 'number' }

const config: CodegenConfig = {
  schema: '../../schema/*.graphql',
  documents: ['src/**/*.{ts,tsx}', '!src/gql/**'],
  generates: {
    'src/gql/': {
      preset: 'client',
      // Also generates persisted-documents.json, the gateway's TRUSTED_DOCUMENTS.
      presetConfig: { persistedDocuments: true },
      // urql's cache needs `__typename`. The gateway runs the trusted documents, so they must contain it already.
      documentTransforms: [addTypenameSelectionDocumentTransform],
      config: { useTypeImports: true, immutableTypes: true, enumsAsTypes: true, scalars },
    },
    // No operation selects `ErrorCode`, but the errors of all operations contain it.
    'src/gql/enums.ts': {
      plugins: ['typescript'],
      config: { onlyEnums: true, enumsAsTypes: true },
    },
  },
}

export default config
