import { loadOrigins, readSettings, SettingsError } from './index.ts'
import { effectiveSettings } from './effective.ts'

const describe = (asJson: boolean): string => {
  const origins = loadOrigins()
  const settings = readSettings({ ...origins.file, ...origins.environment })
  const rows = effectiveSettings(settings, origins)
  if (asJson) return `${JSON.stringify({ settings: rows, warnings: settings.warnings }, undefined, 2)}\n`
  const nameWidth = Math.max(...rows.map(({ name }) => name.length))
  const sourceWidth = Math.max(...rows.map(({ source }) => source.length))
  const lines = rows.map(
    ({ name, value, source, path }) =>
      `${name.padEnd(nameWidth)}  ${source.padEnd(sourceWidth)}  ${value}${path === undefined ? '' : `, in ${path}`}`,
  )
  return [...lines, ...settings.warnings.map((text) => `warning: ${text}`), ''].join('\n')
}

/**
 * The settings in force and where each comes from, as text or as JSON for programs. Where a start would refuse them, no
 * text but what is wrong.
 */
export const describeConfig = ({
  json,
}: {
  readonly json: boolean
}): { readonly text: string; readonly problem?: string } => {
  try {
    return { text: describe(json) }
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    return { text: '', problem: error.message }
  }
}
