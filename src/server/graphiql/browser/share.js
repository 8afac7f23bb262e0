import { appears, button, element } from './element.js'
import { readTab } from './editor.js'
import { variablesWithoutSecrets, withoutSecrets } from './secrets.js'
import { sharedHeaders } from './session-headers.js'

/** Headers whose values say nothing about their sender. */
const PLAIN_HEADERS = ['content-type', 'accept', 'x-parley-trace']

/** @typedef {{ query: string, variables: string, headers: Headers, operationName: string | undefined }} Shared */

/**
 * A link to GraphiQL that opens a query with its variables. They stand behind the `#`, which browsers do not send, so
 * no log has them. It has no headers and no passwords, codes or tokens.
 *
 * @param {string} page address of GraphiQL
 * @param {Pick<Shared, 'query' | 'variables'>} shared
 */
export function linkTo(page, { query, variables }) {
  const parameters = new URLSearchParams({ query: withoutSecrets(query) })
  const given = variablesWithoutSecrets(variables)
  if (given !== '') parameters.set('variables', given)
  return `${page}#${parameters}`
}

/**
 * A command for a shell that sends the operation. Values of headers that may be credentials are left to variables of
 * the shell: `-H "Authorization: $AUTHORIZATION"`.
 *
 * @param {string} endpoint absolute
 * @param {Shared} shared
 */
export function curlOf(endpoint, { query, variables, headers, operationName }) {
  const given = variablesWithoutSecrets(variables)
  const body = {
    query: withoutSecrets(query),
    ...(given !== '' && { variables: JSON.parse(given) }),
    ...(operationName !== undefined && { operationName }),
  }
  const lines = [...headers].flatMap(([name, value]) => {
    if (PLAIN_HEADERS.includes(name)) return [`-H ${quoted(`${name}: ${value}`)}`]
    // Other names could have a meaning for the shell.
    return /^[\w-]+$/.test(name) ? [`-H "${name}: $${name.toUpperCase().replaceAll('-', '_')}"`] : []
  })
  return [`curl ${quoted(endpoint)}`, ...lines, `--data ${quoted(JSON.stringify(body))}`].join(' \\\n  ')
}

/** @param {string} text */
const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`

/** Adds two buttons to GraphiQL's toolbar. @param {HTMLElement} root @param {string} endpoint */
export async function attachSharing(root, endpoint) {
  const toolbar = await appears(root, '.graphiql-toolbar')
  const status = element('p', { class: 'parley-copied', role: 'status' })
  /** @param {string} text @param {string} what */
  const copy = async (text, what) => {
    status.textContent = (await write(text)) ? `${what} copied` : `${what} could not be copied`
    setTimeout(() => (status.textContent = ''), 3000)
  }
  /** @param {string} label @param {string} short @param {() => void} onClick */
  const tool = (label, short, onClick) =>
    button(short, onClick, { class: 'parley-tool', 'aria-label': label, title: label })
  toolbar.append(
    tool(
      'Copy as curl',
      'curl',
      () => void copy(curlOf(new URL(endpoint, location.href).href, shared()), 'Command'),
    ),
    tool(
      'Copy link',
      'link',
      () => void copy(linkTo(location.origin + location.pathname, readTab()), 'Link'),
    ),
    status,
  )
}

/** What the tab in front would send. @returns {Shared} */
function shared() {
  const { query, variables, headers: text } = readTab()
  const headers = sharedHeaders()
  headers.set('content-type', 'application/json')
  for (const [name, value] of Object.entries(parsed(text))) headers.set(name, String(value))
  const title =
    document.querySelector('.graphiql-tab-active .graphiql-tab-button')?.getAttribute('title') ?? ''
  return { query, variables, headers, operationName: /^\w+$/.test(title) ? title : undefined }
}

/** @param {string} text @returns {object} */
function parsed(text) {
  try {
    return JSON.parse(text) ?? {}
  } catch {
    return {}
  }
}

/** @param {string} text */
async function write(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    // Without TLS, pages of other hosts have no clipboard: the user copies what is selected.
    prompt('Copy this:', text)
    return false
  }
}
