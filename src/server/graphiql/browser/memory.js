/** What this browser keeps; null where it keeps nothing, or may not. @param {string} key */
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
    // A browser that keeps nothing forgets it with the page.
  }
}
