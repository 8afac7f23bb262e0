/**
 * Creates an element with attributes and children. Strings become text nodes, never markup.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Readonly<Record<string, string>>} [attributes]
 * @param {...(Node | string)} children
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}

/** @param {string} label @param {() => void} onClick @param {Readonly<Record<string, string>>} [attributes] */
export function button(label, onClick, attributes = {}) {
  const made = element('button', { type: 'button', ...attributes }, label)
  made.addEventListener('click', onClick)
  return made
}

/** For screen readers. @param {string} text */
export const hidden = (text) => element('span', { class: 'parley-hidden' }, text)

/**
 * Waits until a selector finds something below the root.
 *
 * @param {ParentNode & Node} root
 * @param {string} selector
 * @returns {Promise<HTMLElement>}
 */
export function appears(root, selector) {
  return new Promise((resolve) => {
    const find = () => {
      const found = /** @type {HTMLElement | null} */ (root.querySelector(selector))
      if (found) {
        waiting.disconnect()
        resolve(found)
      }
      return found
    }
    const waiting = new MutationObserver(find)
    if (!find()) waiting.observe(root, { childList: true, subtree: true })
  })
}

/** @param {number} count @param {string} one @param {string} [many] */
export const counted = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`

/** A duration in few characters. @param {number} ms */
export function duration(ms) {
  if (ms < 9.95) return `${ms.toFixed(1)} ms`
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`
  return `${Math.round(ms / 3_600_000)} h`
}
