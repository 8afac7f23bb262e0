import { element } from './element.js'
import { recall, remember } from './memory.js'
import { gistOf, renderBudgets, renderStale, renderSums } from './sums.js'
import { renderWaterfall } from './waterfall.js'
/** @import { OperationResult, Budget } from './shapes.d.ts' */

const MEMORY = 'parley:upstream-drawer'

/**
 * The drawer below the result: the upstream calls of the active tab's last operation. It stays open or closed
 * across visits.
 *
 * @param {(headers: Headers) => Promise<Budget[] | undefined>} askBudgets called once per response, while the drawer is open
 */
export function createDrawer(askBudgets) {
  /** @type {WeakMap<Element, { result: OperationResult, budgets?: Promise<Budget[] | undefined> }>} */
  const shownByTab = new WeakMap()
  let isOpen = recall(MEMORY) === 'open'

  const button = element('button', { type: 'button', 'aria-controls': 'upstream-drawer' }, 'Upstream')
  const gist = element('p', { role: 'status' })
  const content = element('div', { id: 'upstream-drawer' })
  const whole = element(
    'section',
    { class: 'upstream', 'aria-label': 'Upstream' },
    element('div', { class: 'upstream-switch' }, button, gist),
    content,
  )

  const render = () => {
    const tab = document.querySelector('.graphiql-tab-active')
    const shown = tab ? shownByTab.get(tab) : undefined
    button.setAttribute('aria-expanded', String(isOpen))
    content.hidden = !isOpen
    gist.textContent = shown?.result.upstream ? gistOf(shown.result.upstream) : ''
    if (!isOpen) return
    if (!shown) {
      content.replaceChildren(note('Run an operation to see which calls it takes.'))
      return
    }
    const budgets = element('div', { class: 'upstream-foot' })
    content.replaceChildren(...renderResult(shown.result), budgets)
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
    attach(root) {
      const waiting = new MutationObserver(() => {
        const pane = root.querySelector('.graphiql-response')
        const tabs = root.querySelector('.graphiql-tabs')
        if (!pane || !tabs) return
        waiting.disconnect()
        pane.append(whole)
        render()
        new MutationObserver(render).observe(tabs, {
          childList: true,
          subtree: true,
          attributeFilter: ['aria-selected'],
        })
      })
      waiting.observe(root, { childList: true, subtree: true })
    },
  }
}

/** @param {OperationResult} result */
function renderResult(result) {
  const { upstream, stale, operation } = result
  const title = element('h2', {}, operation === '' ? 'Unnamed operation' : operation)
  if (!upstream) {
    return [title, note('The response has no trace. Tracing is off, or allowed with an API key only.')]
  }
  return [
    title,
    renderSums(upstream, result),
    upstream.calls.length > 0
      ? element('div', scrolling, renderWaterfall(upstream.calls))
      : note('No upstream call was needed.'),
    ...(stale.length > 0 ? [renderStale(stale)] : []),
  ]
}

/** The list of calls scrolls, also by keyboard; sums and budgets stay visible. */
const scrolling = { class: 'upstream-scroll', role: 'region', 'aria-label': 'Upstream calls', tabindex: '0' }

/** @param {string} text */
const note = (text) => element('p', { class: 'upstream-note' }, text)
