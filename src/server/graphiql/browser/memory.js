/** For as long as the browser keeps it, or for this visit. @typedef {'localStorage' | 'sessionStorage'} Place */

/** Reads a stored value; null where there is none, or storage is blocked. @param {string} key @param {Place} place */
export function recall(key, place = 'localStorage') {
  try {
    return globalThis[place].getItem(key)
  } catch {
    return null
  }
}

/** @param {string} key @param {string} value @param {Place} place */
export function remember(key, value, place = 'localStorage') {
  try {
    globalThis[place].setItem(key, value)
  } catch {
    // Storage is blocked or full: the value is lost with the page.
  }
}

/** @param {string} key */
function forget(key) {
  try {
    localStorage.removeItem(key)
  } catch {
    // Storage is blocked.
  }
}

const ownKeys = () => Object.keys(localStorage).filter((key) => key.startsWith('graphiql:'))

/**
 * Where GraphiQL stores. Its history would keep the headers of each request, which may be credentials.
 *
 * @type {Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'clear' | 'length'>}
 */
export const storageWithoutHeaders = {
  get length() {
    return ownKeys().length
  },
  getItem: (key) => recall(key),
  setItem: (key, value) =>
    remember(key, /^graphiql:(queries|favorites)$/.test(key) ? withoutHeaders(value) : value),
  removeItem: forget,
  clear: () => ownKeys().forEach(forget),
}

/** @param {string} json */
const withoutHeaders = (json) =>
  JSON.stringify(JSON.parse(json), (name, value) => (name === 'headers' ? undefined : value))
