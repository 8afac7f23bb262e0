/** @import { Plugin } from './shapes.d.ts' */

/**
 * A panel of GraphiQL's sidebar.
 *
 * @param {string} title
 * @param {string} path of an icon of 24 by 24, drawn as a line
 * @param {(panel: HTMLElement) => (() => void) | void} render fills the panel each time it is opened; what it returns
 *   is called when it is closed
 * @returns {Plugin}
 */
export function createPlugin(title, path, render) {
  const { createElement, useEffect, useRef } = React
  const line = {
    fill: 'none',
    stroke: 'currentColor',
    strokeWidth: 1.5,
    strokeLinecap: 'round',
    strokeLinejoin: 'round',
  }
  return {
    title,
    icon: () =>
      createElement(
        'svg',
        { viewBox: '0 0 24 24', 'aria-hidden': 'true', ...line },
        createElement('path', { d: path }),
      ),
    content() {
      const panel = useRef(/** @type {HTMLElement | null} */ (null))
      useEffect(() => (panel.current ? render(panel.current) : undefined), [])
      return createElement('section', { ref: panel, className: 'parley-panel', 'aria-label': title })
    },
  }
}

/**
 * Adds GraphiQL's History. Its script does not export it, but asks the list of plugins whether it includes it.
 *
 * @param {Plugin[]} plugins
 */
export function withHistory(plugins) {
  return Object.assign(plugins, {
    /** @param {Plugin} history */
    includes(history) {
      if (plugins.indexOf(history) < 0) plugins.unshift(history)
      return true
    },
  })
}
