import { environment, type SettingName, settingGroups } from '../../src/config/environment.ts'
import { SECRET_SETTINGS } from '../../src/config/secret-files.ts'

const INTRODUCTION = `# Settings

Parley reads its settings from the environment of the process and from a \`.env\` file in the working directory. The
environment wins. A blank value counts as unset. Flags are \`1\` or \`0\`, sizes are bytes or carry a unit (\`256MiB\`).

Each secret may be in a file instead, which \`NAME_FILE\` names: \`SESSION_SECRET_FILE=/run/secrets/session\`. That goes for
${SECRET_SETTINGS.map((name) => `\`${name}\``).join(', ')}.

Invalid settings abort startup with one message that lists them all. \`npm run print-config\` prints every setting in
force and where it comes from. \`npm run doctor\` also checks what the settings point to.
[Operating Parley](operating.md#settings-that-matter-in-production) lists the settings to review before production, and
[Limits](limits.md) the limits that are not settings.

\`npm run docs:settings\` writes this page; do not edit it.`

/** Defaults that are easier to read with a unit. */
const SIZES: ReadonlySet<string> = new Set<SettingName>(['CACHE_MAX_BYTES', 'LIMIT_BODY_BYTES'])

const sizeText = (bytes: number): string =>
  bytes % 2 ** 20 === 0 ? `${bytes / 2 ** 20}MiB` : `${bytes / 2 ** 10}KiB`

const valueText = (name: string, value: unknown): string => {
  if (Array.isArray(value)) return value.join(',')
  if (typeof value === 'boolean') return value ? '1' : '0'
  return SIZES.has(name) && typeof value === 'number' ? sizeText(value) : `${value as string | number}`
}

const defaults: Readonly<Record<string, unknown>> = environment.parse({})

const defaultOf = (name: SettingName): string => {
  const { defaultText } = environment.shape[name].meta() ?? {}
  if (typeof defaultText === 'string') return defaultText
  const value = defaults[name]
  const isNone = value === undefined || (Array.isArray(value) && value.length === 0)
  return isNone ? '–' : `\`${valueText(name, value)}\``
}

/** A pipe would end the cell, also within code. */
const cellText = (text: string): string => text.replaceAll('|', String.raw`\|`)

const row = (name: SettingName): string =>
  `| \`${name}\` | ${defaultOf(name)} | ${cellText(environment.shape[name].description ?? '')} |`

/** The page `docs/settings.md`, not yet formatted. */
export const settingsReference = (): string =>
  [
    INTRODUCTION,
    ...settingGroups.map(({ title, settings }) =>
      [
        `## ${title}\n`,
        '| name | default | meaning |',
        '| --- | --- | --- |',
        ...(Object.keys(settings) as SettingName[]).map(row),
      ].join('\n'),
    ),
  ].join('\n\n')
