import { createDrawer } from './drawer.js'
import { watchResponses } from './responses.js'
import { recall } from './memory.js'

// Reads the options from the page and starts GraphiQL. The page's security policy allows no inline scripts.
const { workers, ...options } = JSON.parse(document.getElementById('options')?.textContent ?? '')
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_, label) => workers[label] }

const drawer = createDrawer((headers) => responses.askBudgets(headers))
const responses = watchResponses(options.endpoint, { isTraced: drawer.isOpen, onResponse: drawer.show })

const query = new URLSearchParams(location.search).get('query')
const opening = query === null ? activeTab() : tabOf(query)
const root = /** @type {HTMLElement} */ (document.getElementById('root'))
// GraphiQL copies every edit into the URL, which could get longer than the server accepts on reload. The
// empty `onEditQuery` prevents that. A `?query=` in a link is read once and then removed.
YogaGraphiQL.renderYogaGraphiQL(root, { ...options, ...opening, onEditQuery() {} })
history.replaceState(null, '', location.pathname)
drawer.attach(root)

/**
 * Opens the query of a link in an additional tab. Where tabs are stored, GraphiQL adds it by itself.
 *
 * @param {string} query
 */
function tabOf(query) {
  const { defaultTabs, headers } = options
  return { query, defaultTabs: [{ query, headers }, ...defaultTabs] }
}

/**
 * The content of the tab that was active when the page was closed. GraphiQL finds the tab by it, and opens an
 * additional empty one without it.
 *
 * @returns {{ query: string | undefined, variables: string | undefined }}
 */
function activeTab() {
  const { tabs, activeTabIndex } = JSON.parse(recall('graphiql:tabState') ?? '{}')
  const { query, variables } = tabs?.[activeTabIndex] ?? {}
  return { query: query ?? undefined, variables: variables ?? undefined }
}
