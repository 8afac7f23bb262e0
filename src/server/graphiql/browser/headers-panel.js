import { element } from './element.js'
import { createPlugin } from './plugin.js'
import { onHeadersChange, parseHeaders, readHeadersText, writeHeadersText } from './session-headers.js'

const ICON = 'M4 6h16M4 12h10M4 18h7M18 14v6M15 17h6'

/** The panel of the headers that all tabs send. */
export const createHeadersPanel = () =>
  createPlugin('Headers of all tabs', ICON, (panel) => {
    const field = element('textarea', {
      id: 'parley-headers',
      rows: '8',
      spellcheck: 'false',
      autocomplete: 'off',
      placeholder: 'Authorization: Bearer …',
      'aria-describedby': 'parley-headers-note',
    })
    const problems = element('p', { class: 'parley-problem', role: 'status' })
    const check = () => {
      problems.textContent = parseHeaders(field.value).problems.join(' ')
    }
    const read = () => {
      field.value = readHeadersText()
      check()
    }
    const stop = onHeadersChange(() => {
      if (document.activeElement !== field) read()
    })
    field.addEventListener('input', () => {
      writeHeadersText(field.value)
      check()
    })
    read()
    panel.replaceChildren(
      element('h2', {}, 'Headers of all tabs'),
      element('label', { for: 'parley-headers' }, 'One “Name: value” per line'),
      field,
      problems,
      element(
        'p',
        { id: 'parley-headers-note', class: 'parley-note' },
        'Every tab sends them, unless its own headers say otherwise. They are kept until you close this browser tab. Their values are in no link and no command that you copy.',
      ),
    )
    return stop
  })
