/**
 * What runs in the browser: it reads the options out of the page and starts GraphiQL with them. Served as a file
 * of its own, since the page's policy allows no script inside it.
 *
 * GraphiQL copies every edit into the address bar, where a long query would outgrow what the server accepts on
 * reload; the empty `onEditQuery` stops that. A `?query=` in a link is read once and then dropped.
 */
export const startScript = `'use strict'
const { workers, ...options } = JSON.parse(document.getElementById('options').textContent)
self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_, label) => workers[label] }
const query = new URLSearchParams(location.search).get('query') ?? undefined
YogaGraphiQL.renderYogaGraphiQL(document.getElementById('root'), { ...options, query, onEditQuery() {} })
history.replaceState(null, '', location.pathname)
`
