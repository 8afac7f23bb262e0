import type { Assets, StaticResponse } from './assets.ts'
import { browserModules, styleSheets } from './own-files.ts'
import { type Tab, titlesOf } from './tabs.ts'

/** The initial state of GraphiQL. */
export interface GraphiQLOptions {
  /** Path to which queries are sent. */
  readonly endpoint: string
  /** Plain text: title of the window and of the page. */
  readonly title: string
  /** Inline SVG beside the title. */
  readonly logo: string
  /** The first is open. */
  readonly tabs: readonly Tab[]
  /** Initial request headers of each tab, which the user can change. */
  readonly headers: Readonly<Record<string, string>>
  /** Path of the sandbox's control; undefined where the gateway uses real networks. */
  readonly sandbox: string | undefined
  /** Whether only trusted documents are executed: the page lists them. */
  readonly hasDocuments: boolean
  /** Whether the page gets the schema as a file, since it cannot introspect. */
  readonly hasIntrospection: boolean
}

/**
 * Allows the gateway's own files only, and inline styles, which the editor needs. Images in results are not
 * previewed, because their hosts would see the user's address.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** Renders the page that starts GraphiQL. */
export function renderPage(options: GraphiQLOptions, paths: Assets['paths']): StaticResponse {
  const headers = JSON.stringify(options.headers, null, 2)
  const startOptions = {
    endpoint: options.endpoint,
    title: escapeHtml(options.title),
    logo: options.logo,
    headers,
    defaultTabs: options.tabs.map(({ query }) => ({ query, headers })),
    credentials: 'same-origin',
    shouldPersistHeaders: false,
    showPersistHeadersSettings: false,
    workers: {
      editorWorkerService: paths['editor-worker.js'],
      json: paths['json-worker.js'],
      graphql: paths['graphql-worker.js'],
    },
    parley: {
      titles: titlesOf(options.tabs),
      sandbox: options.sandbox,
      documents: options.hasDocuments ? paths['documents.json'] : undefined,
      introspection: options.hasIntrospection ? paths['introspection.json'] : undefined,
    },
  }
  const body = Buffer.from(`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>${escapeHtml(options.title)}</title>
    <link rel="icon" type="image/svg+xml" href="${paths['mark.svg']}" />
    <link rel="stylesheet" href="${paths['graphiql.css']}" />
    ${styleSheets.map((name) => `<link rel="stylesheet" href="${paths[name]}" />`).join('\n    ')}
    <script type="application/json" id="options">${JSON.stringify(startOptions).replaceAll('<', '\\u003c')}</script>
    <script type="module" src="${paths['environment.js']}"></script>
    <script defer src="${paths['graphiql.js']}"></script>
    <script type="module" src="${paths['start.js']}"></script>
    ${modulePreloads(paths)}
  </head>
  <body>
    <noscript>GraphiQL needs JavaScript. The API itself does not: POST a query to ${escapeHtml(options.endpoint)}.</noscript>
    <div id="root" style="height: 100vh"></div>
  </body>
</html>
`)
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
      'cache-control': 'no-cache',
      vary: 'accept',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    },
    body,
  }
}

/** Loads all modules in parallel, instead of each after the module that imports it. */
function modulePreloads(paths: Assets['paths']): string {
  const imported = browserModules.filter((name) => name !== 'start.js' && name !== 'environment.js')
  return imported.map((name) => `<link rel="modulepreload" href="${paths[name]}" />`).join('\n    ')
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}
