import { isObject } from '../../../src/json.ts'

const ELLIPSIS = '…'

const fillText = (shown: string, answered: unknown): unknown => {
  if (shown === ELLIPSIS) return answered
  if (!shown.includes(ELLIPSIS) || typeof answered !== 'string') return shown
  const pattern = shown
    .split(ELLIPSIS)
    .map((text) => text.replaceAll(/[$()*+.?[\\\]^{|}]/g, '\\$&'))
    .join('.*')
  return new RegExp(`^${pattern}$`, 's').test(answered) ? answered : shown
}

const fillList = (shown: readonly unknown[], answered: unknown): unknown => {
  const there = Array.isArray(answered) ? answered : []
  const isOpen = shown.at(-1) === ELLIPSIS
  const told = (isOpen ? shown.slice(0, -1) : shown).map((item, index) => fillIn(item, there[index]))
  return isOpen ? [...told, ...there.slice(told.length)] : told
}

const fillObject = (shown: Readonly<Record<string, unknown>>, answered: unknown): unknown => {
  const there = isObject(answered) ? answered : {}
  const told = Object.entries(shown).filter(([name]) => name !== ELLIPSIS)
  return {
    ...(ELLIPSIS in shown ? there : {}),
    ...Object.fromEntries(told.map(([name, value]) => [name, fillIn(value, there[name])])),
  }
}

/**
 * What a page shows of an answer, with each `…` replaced by what was really answered there, so that the two can be
 * compared: as a value it is anything, in a text any letters, at the end of a list more items, as a key more keys.
 */
export const fillIn = (shown: unknown, answered: unknown): unknown => {
  if (typeof shown === 'string') return fillText(shown, answered)
  if (Array.isArray(shown)) return fillList(shown, answered)
  return isObject(shown) ? fillObject(shown, answered) : shown
}
