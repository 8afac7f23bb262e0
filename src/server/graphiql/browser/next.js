import { button, element } from './element.js'
import { goToOperation, runTab } from './editor.js'
import { recall, remember } from './memory.js'

const MEMORY = 'parley:next'
const READING_MS = 300

/** @typedef {{ label: string, why: string, title?: string, operation?: string }} Step A step without title opens the sandbox. */

/** @type {readonly Step[]} */
const STEPS = [
  {
    label: 'A group',
    why: 'fifty people and the makers of their bots, in three calls',
    title: 'A group',
    operation: 'GroupPage',
  },
  {
    label: 'Fifty numbers',
    why: 'limited lookups, answered without one',
    title: 'Fifty numbers, one call',
    operation: 'FiftyPeople',
  },
  {
    label: 'In two parts',
    why: 'what is ready comes first, by @defer',
    title: 'In two parts',
    operation: 'GroupFirst',
  },
  { label: 'Be somebody else', why: 'or slow a network down, or break it: the sandbox' },
]

/**
 * What to try next, below the editor, until it is closed.
 *
 * @param {HTMLElement} root
 * @param {(title: string) => boolean} openTab
 */
export function attachNext(root, openTab) {
  const editors = root.querySelector('.graphiql-editors')
  if (!editors || recall(MEMORY) === 'closed') return
  /** @param {Step} step */
  const go = ({ title, operation }) => {
    if (title === undefined) {
      root
        .querySelector('.graphiql-sidebar [aria-label="Show Sandbox"]')
        ?.dispatchEvent(new MouseEvent('click', { bubbles: true }))
    } else if (openTab(title) && operation !== undefined) {
      // GraphiQL reads the text of a tab a moment later, and knows its operations only then.
      setTimeout(() => {
        goToOperation(operation)
        void runTab()
      }, READING_MS)
    }
  }
  const next = element(
    'section',
    { class: 'parley-next', 'aria-labelledby': 'parley-next' },
    element('h2', { id: 'parley-next' }, 'Try next'),
    element(
      'ul',
      {},
      ...STEPS.map((step) =>
        element(
          'li',
          {},
          button(step.label, () => go(step)),
          ` ${step.why}`,
        ),
      ),
    ),
    button(
      '×',
      () => {
        remember(MEMORY, 'closed')
        next.remove()
      },
      { class: 'parley-close', 'aria-label': 'Close what to try next' },
    ),
  )
  editors.append(next)
}
