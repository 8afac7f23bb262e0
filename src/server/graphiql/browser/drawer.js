import { appears, element } from './element.js'
import { recall, remember } from './memory.js'
import { createHandle } from './resize.js'
import { gistOf, renderBudgets, renderStale, renderSums } from './sums.js'
import { renderWaterfall } from './waterfall.js'
/** @import { OperationResult, Budget } from './shapes.d.ts' */

const MEMORY = 'parley:upstream-drawer'

/**
 * The drawer below the result: the upstream calls of the active tab's last operation. It stays open or closed
 * across visits.
 *
 * @param {object} options
 * @param {boolean} options.opens whether it is open at the first visit
 * @param {(headers: Headers) => Promise<Budget[] | undefined>} options.askBudgets called once per response, while the
 *   drawer is open
 */
export function createDrawer({ opens, askBudgets }) {
  /** @type {WeakMap<Element, { result: OperationResult, budgets?: Promise<Budget[] | undefined> }>} */
  const shownByTab = new WeakMap()
  let isOpen = (recall(MEMORY) ?? (opens ? 'open' : 'closed')) === 'open'

  const button = element('button', { type: 'button', 'aria-controls': 'upstream-drawer' }, 'Upstream')
  const gist = element('p', { role: 'status' })
  const content = element('div', { id: 'upstream-drawer' })
  const whole = element('section', { class: 'upstream', 'aria-label': 'Upstream' })
  const handle = createHandle(whole, `${MEMORY}-height`, 'Height of the upstream calls')
  whole.append(handle, element('div', { class: 'upstream-switch' }, button, gist), content)

  const render = () => {
    const tab = document.querySelector('.graphiql-tab-active')
    const shown = tab ? shownByTab.get(tab) : undefined
    button.setAttribute('aria-expanded', String(isOpen))
    content.hidden = !isOpen
    handle.hidden = !isOpen
    gist.textContent = shown?.result.upstream ? gistOf(shown.result.upstream) : ''
    if (!isOpen) return
    if (!shown) {
      content.replaceChildren(note('Run an operation to see which calls it takes.'))
      return
    }
    const budgets = element('div', { class: 'upstream-foot' })
    content.replaceChildren(...renderResult(shown.result), budgets)
    if (!shown.result.isDone) return
    shown.budgets ??= askBudgets(shown.result.headers).catch(() => undefined)
    void shown.budgets.then((left) => {
      if (left && left.length > 0) budgets.replaceChildren('Lookups left', renderBudgets(left))
    })
  }

  button.addEventListener('click', () => {
    isOpen = !isOpen
    remember(MEMORY, isOpen ? 'open' : 'closed')
    render()
  })

  return {
    isOpen: () => isOpen,
    /** @param {Element | null} tab @param {OperationResult} result */
    show(tab, result) {
      if (tab) shownByTab.set(tab, { result })
      render()
    },
    /** Waits until GraphiQL has rendered, then follows its tabs. @param {HTMLElement} root */
    async attach(root) {
      const [pane, tabs] = await Promise.all([
        appears(root, '.graphiql-response'),
        appears(root, '.graphiql-tabs'),
      ])
      pane.append(whole)
      render()
      new MutationObserver(render).observe(tabs, {
        childList: true,
        subtree: true,
        attributeFilter: ['aria-selected'],
      })
    },
  }
}

/** @param {OperationResult} result */
function renderResult(result) {
  const { upstream, stale, operation, parts, isDone } = result
  const title = element('h2', {}, operation === '' ? 'Unnamed operation' : operation)
  if (!upstream && isDone) {
    return [title, note('The response has no trace. Tracing is off, or allowed with an API key only.')]
  }
  const calls = upstream?.calls ?? []
  return [
    element('div', { class: 'upstream-head' }, title, ...(upstream ? [renderSums(upstream, result)] : [])),
    ...(calls.length === 0 && isDone ? [note('No upstream call was needed.')] : []),
    element('div', scrolling, renderWaterfall(calls, parts, isDone)),
    ...(stale.length > 0 ? [renderStale(stale)] : []),
  ]
}

/** The list of calls scrolls, also by keyboard; sums and budgets stay visible. */
const scrolling = { class: 'upstream-scroll', role: 'region', 'aria-label': 'Upstream calls', tabindex: '0' }

/** @param {string} text */
const note = (text) => element('p', { class: 'upstream-note' }, text)
