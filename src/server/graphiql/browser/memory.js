/** Reads a stored value; null where there is none, or storage is blocked. @param {string} key */
export function recall(key) {
  try {
    return localStorage.getItem(key)
  } catch {
    return null
  }
}

/** @param {string} key @param {string} value */
export function remember(key, value) {
  try {
    localStorage.setItem(key, value)
  } catch {
    // Storage is blocked or full: the value is lost with the page.
  }
}
