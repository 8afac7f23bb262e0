import { appears, element } from './element.js'

/**
 * Calls tabs by titles for people instead of their operations, and makes those reachable that do not fit.
 *
 * @param {HTMLElement} root
 * @param {Readonly<Record<string, string>>} titles by the name of an operation
 */
export async function attachTabs(root, titles) {
  const tabs = await appears(root, '.graphiql-tabs')
  const all = element('select', { 'aria-label': 'All tabs', title: 'All tabs' })
  const overflow = element('span', { class: 'parley-all-tabs' }, all)
  tabs.after(overflow)

  const buttons = () => [
    .../** @type {NodeListOf<HTMLElement>} */ (tabs.querySelectorAll('.graphiql-tab-button')),
  ]
  const update = () => {
    for (const one of buttons()) {
      const title = Object.hasOwn(titles, one.textContent) ? titles[one.textContent] : undefined
      // GraphiQL keeps the text node, and writes into it when the operation changes.
      if (title !== undefined && one.firstChild) one.firstChild.nodeValue = title
    }
    const active = buttons().findIndex((one) => one.closest('.graphiql-tab-active'))
    all.replaceChildren(...buttons().map((one, index) => new Option(one.textContent, String(index))))
    all.value = String(active)
    overflow.hidden = tabs.scrollWidth <= tabs.clientWidth
  }
  const bringIntoView = () =>
    tabs.querySelector('.graphiql-tab-active')?.scrollIntoView({ block: 'nearest', inline: 'nearest' })

  all.addEventListener('change', () => buttons()[Number(all.value)]?.click())
  tabs.addEventListener('wheel', (event) => tabs.scrollBy({ left: event.deltaY }), { passive: true })
  const changes = { childList: true, characterData: true, subtree: true, attributeFilter: ['aria-selected'] }
  new MutationObserver((records) => {
    update()
    if (records.some(({ type }) => type === 'attributes')) bringIntoView()
  }).observe(tabs, changes)
  new ResizeObserver(update).observe(tabs)
  update()
  return {
    /** Brings the tab of a title to the front; false where it was closed. @param {string} title */
    open(title) {
      const tab = buttons().find((one) => one.textContent === title)
      tab?.click()
      return tab !== undefined
    },
  }
}
