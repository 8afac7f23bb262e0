import type { Plugin } from 'vitest/config'

const TAG = /graphql`\s*(?:query|mutation|fragment) (\w+)[^`]*`/g

/** Puts the compiled documents in the place of `graphql` tags, as babel-plugin-relay does. */
export const relayTags = (): Plugin => ({
  name: 'relay-tags',
  enforce: 'pre',
  transform(code, id) {
    if (!/\/examples\/clients\/relay\/\w+\.tsx$/.test(id)) return undefined
    const names = Array.from(code.matchAll(TAG), ([, name]) => name)
    const imports = names.map((name) => `import document_${name} from './__generated__/${name}.graphql'\n`)
    return { code: imports.join('') + code.replaceAll(TAG, 'document_$1'), map: null }
  },
})
