import { element } from './element.js'
import { recall, remember } from './memory.js'

const STEP_PX = 24
const LEAST_PX = 120

/**
 * A handle above a pane that changes its height, by mouse, touch and arrow keys. The height is remembered.
 *
 * @param {HTMLElement} pane
 * @param {string} memory
 * @param {string} label
 */
export function createHandle(pane, memory, label) {
  const handle = element('div', {
    class: 'parley-handle',
    role: 'separator',
    'aria-orientation': 'horizontal',
    'aria-label': label,
    tabindex: '0',
  })
  const most = () => Math.max(LEAST_PX, (pane.parentElement?.clientHeight ?? innerHeight) - LEAST_PX)

  /** @param {number} px */
  const set = (px) => {
    const height = Math.round(Math.min(Math.max(px, LEAST_PX), most()))
    pane.style.setProperty('--parley-height', `${height}px`)
    handle.setAttribute('aria-valuemin', String(LEAST_PX))
    handle.setAttribute('aria-valuemax', String(most()))
    handle.setAttribute('aria-valuenow', String(height))
    return height
  }
  /** @param {number} px */
  const keep = (px) => remember(memory, String(set(px)))
  const remembered = Number(recall(memory))
  // A separator that can be moved has a value, also before it was moved.
  handle.setAttribute('aria-valuenow', '50')
  if (remembered > 0) pane.style.setProperty('--parley-height', `${remembered}px`)

  handle.addEventListener('pointerdown', (event) => {
    event.preventDefault()
    handle.setPointerCapture(event.pointerId)
    const from = pane.offsetHeight + event.clientY
    /** @param {PointerEvent} moved */
    const move = (moved) => set(from - moved.clientY)
    handle.addEventListener('pointermove', move)
    handle.addEventListener(
      'lostpointercapture',
      () => {
        handle.removeEventListener('pointermove', move)
        keep(pane.offsetHeight)
      },
      { once: true },
    )
  })
  handle.addEventListener('keydown', (event) => {
    const height = pane.offsetHeight
    const heights = { ArrowUp: height + STEP_PX, ArrowDown: height - STEP_PX, Home: LEAST_PX, End: most() }
    const next = heights[/** @type {keyof typeof heights} */ (event.key)]
    if (next === undefined) return
    event.preventDefault()
    keep(next)
  })
  return handle
}
