import { button, element } from './element.js'
import { runTab, writeTab } from './editor.js'
import { createPlugin } from './plugin.js'
/** @import { TrustedDocument } from './shapes.d.ts' */

const ICON = 'M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6'
export const DOCUMENTS_TITLE = 'Trusted documents'

const NO_SCHEMA =
  'It does not show its schema (INTROSPECTION=0), so there is no documentation, and the editor suggests nothing.'

/** The name of a document's operation, for people. @param {string} query */
const nameOf = (query) => /\b(?:query|mutation|subscription)\s+(\w+)/.exec(query)?.[1] ?? 'Unnamed operation'

/**
 * The panel of the documents that the gateway executes, where it executes no others. Choosing one opens it in the tab
 * in front; a query without required variables runs at once.
 *
 * @param {string} path of the list
 * @param {boolean} hasSchema whether the page has got the schema
 */
export const createDocumentsPanel = (path, hasSchema) =>
  createPlugin(DOCUMENTS_TITLE, ICON, (panel) => {
    const list = element('ul', { class: 'parley-documents' })
    const filter = element('input', {
      type: 'search',
      placeholder: 'Filter by name',
      'aria-label': 'Filter by name',
    })
    /** @type {TrustedDocument[]} */
    let documents = []

    const show = () => {
      const found = documents.filter(({ query }) =>
        nameOf(query).toLowerCase().includes(filter.value.toLowerCase()),
      )
      list.replaceChildren(
        ...found.map(({ hash, query }) =>
          element(
            'li',
            {},
            button(nameOf(query), () => open(query)),
            element('code', { title: hash }, `${hash.slice(0, 12)}…`),
          ),
        ),
      )
    }
    filter.addEventListener('input', show)
    panel.replaceChildren(
      element('h2', {}, DOCUMENTS_TITLE),
      element(
        'p',
        { class: 'parley-note' },
        'This gateway executes only these documents, to the letter. Choose one, fill in its variables, and run it.',
      ),
      ...(hasSchema ? [] : [element('p', { class: 'parley-note' }, NO_SCHEMA)]),
      filter,
      list,
    )
    void fetch(path).then(async (response) => {
      documents = await response.json()
      show()
    })
  })

/** @param {string} query */
function open(query) {
  const required = [...query.matchAll(/\$(\w+)\s*:\s*[\w![\]]+!(?=\s*[,$)@])/g)].map(([, name]) => name)
  const variables = required.map((name) => `  "${name}": ""`).join(',\n')
  writeTab(query, required.length > 0 ? `{\n${variables}\n}` : '')
  // A mutation waits for whoever has read it.
  if (required.length === 0 && !/\bmutation\b/.test(query)) void runTab()
}
