/** @import { Editor, Model } from './shapes.d.ts' */

const ACCENTS = { light: '#5b3fd6', dark: '#b3a1ff' }
/** Monaco's own are too faint for these backgrounds. */
const COMMENTS = { light: '#00700d', dark: '#8fbc7a' }
const NUMBERS = { light: '#056b46', dark: '#b5cea8' }
const LINE_NUMBERS = { light: '#3d6a7d', dark: '#a3acbd' }

/** The names of the editor's themes, in GraphiQL's form. */
export const editorTheme = { light: 'parley-light', dark: 'parley-dark' }

/** Colours of the editor, which styles do not reach, and lines that end where the editor does. */
export function prepareEditors() {
  for (const scheme of /** @type {const} */ (['light', 'dark'])) {
    monaco.editor.defineTheme(editorTheme[scheme], {
      base: scheme === 'dark' ? 'vs-dark' : 'vs',
      inherit: true,
      colors: {
        ...coloursOf(ACCENTS[scheme], scheme === 'dark'),
        'editorLineNumber.foreground': LINE_NUMBERS[scheme],
      },
      rules: [
        { token: 'argument.identifier.gql', foreground: ACCENTS[scheme] },
        { token: 'comment', foreground: COMMENTS[scheme] },
        { token: 'number', foreground: NUMBERS[scheme] },
      ],
    })
  }
  monaco.editor.onDidCreateEditor((editor) =>
    editor.updateOptions({ wordWrap: 'on', wrappingIndent: 'indent', fontSize: innerWidth < 600 ? 13 : 14 }),
  )
}

/** @param {string} accent @param {boolean} isDark */
const coloursOf = (accent, isDark) => {
  const widget = isDark ? '#212a3b' : '#ffffff'
  const soft = `${accent}22`
  return {
    'editor.background': '#ffffff00',
    'scrollbar.shadow': '#ffffff00',
    'editorHoverWidget.background': widget,
    'menu.background': widget,
    'editorSuggestWidget.background': widget,
    'editorWidget.background': widget,
    'quickInput.background': widget,
    'textLink.foreground': accent,
    'textLink.activeForeground': accent,
    'editorLink.activeForeground': accent,
    'list.highlightForeground': accent,
    'list.focusHighlightForeground': accent,
    'editorSuggestWidget.selectedForeground': accent,
    'menu.selectionForeground': accent,
    'pickerGroup.foreground': accent,
    focusBorder: accent,
    'list.hoverBackground': soft,
    'editorSuggestWidget.selectedBackground': soft,
    'menu.selectionBackground': soft,
    'quickInputList.focusBackground': soft,
    'quickInputList.focusForeground': isDark ? '#ffffff' : '#444444',
    'toolbar.hoverBackground': soft,
    'inputOption.hoverBackground': soft,
    'input.background': isDark ? '#b7c2d711' : '#3b4b6811',
  }
}

/** @param {string} ending @returns {Model | undefined} */
const modelOf = (ending) => monaco.editor.getModels().find(({ uri }) => uri.path.endsWith(ending))

/** What stands in the tab in front. */
export const readTab = () => ({
  query: modelOf('operation.graphql')?.getValue() ?? '',
  variables: modelOf('variables.json')?.getValue() ?? '',
  headers: modelOf('request-headers.json')?.getValue() ?? '',
})

/** @returns {Editor | undefined} */
const operationEditor = () =>
  monaco.editor.getEditors().find((editor) => editor.getModel()?.uri.path.endsWith('operation.graphql'))

/** Runs the operation at the cursor, or the one that the tab is called after. Waits until there is an editor. */
export async function runTab() {
  for (let frame = 0; frame < 600; frame += 1) {
    const action = operationEditor()?.getAction('graphql-run')
    if (action) return action.run()
    await new Promise((resolve) => setTimeout(resolve, 16))
  }
  return undefined
}

/** Puts the cursor into an operation, so that it is the one that runs. @param {string} name */
export function goToOperation(name) {
  const editor = operationEditor()
  const lines = editor?.getModel()?.getValue().split('\n') ?? []
  const index = lines.findIndex((line) => new RegExp(`^(?:query|mutation) ${name}\\b`).test(line))
  if (editor && index >= 0) editor.setPosition({ lineNumber: index + 1, column: 1 })
}

/** @param {string} query @param {string} [variables] */
export function writeTab(query, variables = '') {
  modelOf('operation.graphql')?.setValue(query)
  modelOf('variables.json')?.setValue(variables)
}
