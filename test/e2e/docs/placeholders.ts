import { isObject } from '../../../src/json.ts'

const ELLIPSIS = '…'

const fillText = (shown: string, actual: unknown): unknown => {
  if (shown === ELLIPSIS) return actual
  if (!shown.includes(ELLIPSIS) || typeof actual !== 'string') return shown
  const pattern = shown
    .split(ELLIPSIS)
    .map((text) => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&'))
    .join('.*')
  return new RegExp(`^${pattern}$`, 's').test(actual) ? actual : shown
}

const fillList = (shown: readonly unknown[], actual: unknown): unknown => {
  const available = Array.isArray(actual) ? actual : []
  const isOpen = shown.at(-1) === ELLIPSIS
  const filled = (isOpen ? shown.slice(0, -1) : shown).map((item, index) => fillIn(item, available[index]))
  return isOpen ? [...filled, ...available.slice(filled.length)] : filled
}

const fillObject = (shown: Readonly<Record<string, unknown>>, actual: unknown): unknown => {
  const available = isObject(actual) ? actual : {}
  const named = Object.entries(shown).filter(([name]) => name !== ELLIPSIS)
  return {
    ...(ELLIPSIS in shown ? available : {}),
    ...Object.fromEntries(named.map(([name, value]) => [name, fillIn(value, available[name])])),
  }
}

/**
 * The response that a page shows, with each `…` replaced by what the actual response has there. `…` stands for any
 * value, any part of a text, more items at the end of a list, or, as a key, more keys.
 */
export const fillIn = (shown: unknown, actual: unknown): unknown => {
  if (typeof shown === 'string') return fillText(shown, actual)
  if (Array.isArray(shown)) return fillList(shown, actual)
  return isObject(shown) ? fillObject(shown, actual) : shown
}
