import { createDrawer } from './drawer.js'
import { watchAnswers } from './answers.js'
import { recall } from './memory.js'

// Reads the options out of the page and starts GraphiQL with them: the page's policy allows no script inside it.
const { workers, ...options } = JSON.parse(document.getElementById('options')?.textContent ?? '')
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_, label) => workers[label] }

const drawer = createDrawer((headers) => answers.askBudgets(headers))
const answers = watchAnswers(options.endpoint, { isTraced: drawer.isOpen, onAnswer: drawer.show })

const query = new URLSearchParams(location.search).get('query')
const opening = query === null ? tabInFront() : tabOf(query)
const root = /** @type {HTMLElement} */ (document.getElementById('root'))
// GraphiQL copies every edit into the address bar, where a long query would outgrow what the server accepts on
// reload; the empty `onEditQuery` stops that. A `?query=` in a link is read once and then dropped.
YogaGraphiQL.renderYogaGraphiQL(root, { ...options, ...opening, onEditQuery() {} })
history.replaceState(null, '', location.pathname)
drawer.attach(root)

/**
 * A tab more for what a link brings along. Where there are tabs already GraphiQL adds it by itself.
 *
 * @param {string} query
 */
function tabOf(query) {
  const { defaultTabs, headers } = options
  return { query, defaultTabs: [{ query, headers }, ...defaultTabs] }
}

/**
 * What the tab in front held when the page was left. GraphiQL finds the tab by it, and opens one more, an empty
 * one, where it is told nothing.
 *
 * @returns {{ query: string | undefined, variables: string | undefined }}
 */
function tabInFront() {
  const { tabs, activeTabIndex } = JSON.parse(recall('graphiql:tabState') ?? '{}')
  const { query, variables } = tabs?.[activeTabIndex] ?? {}
  return { query: query ?? undefined, variables: variables ?? undefined }
}
