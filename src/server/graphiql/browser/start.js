import { createDocumentsPanel, DOCUMENTS_TITLE } from './documents-panel.js'
import { createDrawer } from './drawer.js'
import { editorTheme, prepareEditors, readTab, runTab } from './editor.js'
import { appears } from './element.js'
import { createFetcher } from './fetcher.js'
import { createHeadersPanel } from './headers-panel.js'
import { recall, storageWithoutHeaders } from './memory.js'
import { attachNext } from './next.js'
import { withHistory } from './plugin.js'
import { createSandboxPanel } from './sandbox-panel.js'
import { attachSharing } from './share.js'
import { attachTabs } from './tabs.js'

// Reads the options from the page and starts GraphiQL. The page's security policy allows no inline scripts.
const { parley, ...options } = JSON.parse(document.getElementById('options')?.textContent ?? '')
const { titles, sandbox, documents, introspection } = parley
/** The examples are made for the sandbox, and are no trusted documents. */
const hasTour = sandbox !== undefined && documents === undefined

/** Editors and schema take this long to be drawn. */
const SETTLE_MS = 300

const responses = new EventTarget()
const drawer = createDrawer({
  opens: sandbox !== undefined,
  askBudgets: async (headers) => (documents ? undefined : requests.askBudgets(headers)),
})
const requests = createFetcher(options.endpoint, {
  introspection,
  isTraced: drawer.isOpen,
  onResult(tab, result) {
    drawer.show(tab, result)
    if (result.isDone) responses.dispatchEvent(new Event('response'))
  },
})
const plugins = [
  ...(sandbox ? [createSandboxPanel(sandbox, requests.run, responses)] : []),
  ...(documents ? [createDocumentsPanel(documents, introspection !== undefined)] : []),
  createHeadersPanel(),
]

/** When GraphiQL has read the schema. @type {PromiseWithResolvers<unknown>} */
const schema = Promise.withResolvers()
const link = linkOf(location)
const opening = link ? tabOf(link) : activeTab()
const root = /** @type {HTMLElement} */ (document.getElementById('root'))
prepareEditors()
// GraphiQL copies every edit into the URL, which could get longer than the server accepts on reload. The
// empty `onEditQuery` prevents that. What a link holds is read once and then removed.
YogaGraphiQL.renderYogaGraphiQL(root, {
  ...options,
  ...opening,
  onEditQuery() {},
  onSchemaChange: schema.resolve,
  fetcher: requests.fetcher,
  plugins: withHistory(plugins),
  ...(documents && { visiblePlugin: DOCUMENTS_TITLE, ...(!introspection && { schema: null }) }),
  storage: storageWithoutHeaders,
  editorTheme,
  defaultEditorToolsVisibility: false,
})
history.replaceState(null, '', location.pathname)
void drawer.attach(root)
void attachSharing(root, options.endpoint)
void attachTabs(root, titles).then(({ open }) => {
  if (hasTour) attachNext(root, open)
})
if (hasTour && !link) void runTour()

/**
 * Runs the tour's first query where the tour is in front, so that the first screen has an answer. Waits until the page
 * has less to do: the chart would show its work as a slow response.
 */
async function runTour() {
  await Promise.all([schema.promise, appears(root, '.graphiql-query-editor .view-line')])
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
  // Another tab may be in front by now, or somebody may have edited it.
  if (readTab().query === options.defaultTabs[0]?.query) await runTab()
}

/**
 * What a link asks to open: behind the `#`, or as parameters.
 *
 * @param {Location} location
 * @returns {{ query: string, variables: string | undefined } | undefined}
 */
function linkOf({ hash, search }) {
  for (const text of [hash.slice(1), search]) {
    const parameters = new URLSearchParams(text)
    const query = parameters.get('query')
    if (query !== null) return { query, variables: parameters.get('variables') ?? undefined }
  }
  return undefined
}

/**
 * Opens the query of a link in an additional tab. Where tabs are stored, GraphiQL adds it by itself.
 *
 * @param {{ query: string, variables: string | undefined }} link
 */
function tabOf({ query, variables }) {
  const { defaultTabs, headers } = options
  return { query, variables, defaultTabs: [{ query, variables, headers }, ...defaultTabs] }
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
