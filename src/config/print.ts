import { loadOrigins, readSettings, SettingsError } from './index.ts'
import { effectiveSettings } from './effective.ts'

/** `npm run print-config`: prints the settings in force and where each comes from; `--json` for programs. */
const print = (asJson: boolean): string => {
  const origins = loadOrigins()
  const settings = readSettings({ ...origins.file, ...origins.environment })
  const rows = effectiveSettings(settings, origins)
  if (asJson) return `${JSON.stringify({ settings: rows, warnings: settings.warnings }, undefined, 2)}\n`
  const nameWidth = Math.max(...rows.map(({ name }) => name.length))
  const sourceWidth = Math.max(...rows.map(({ source }) => source.length))
  const lines = rows.map(
    ({ name, value, source }) => `${name.padEnd(nameWidth)}  ${source.padEnd(sourceWidth)}  ${value}`,
  )
  return [...lines, ...settings.warnings.map((text) => `warning: ${text}`), ''].join('\n')
}

try {
  process.stdout.write(print(process.argv.includes('--json')))
} catch (error) {
  if (!(error instanceof SettingsError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}
