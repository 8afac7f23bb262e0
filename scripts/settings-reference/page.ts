import { format, resolveConfig } from 'prettier'
import { settingsReference } from './reference.ts'

/** The page that `npm run docs:settings` writes. */
export const PAGE = new URL('../../docs/settings.md', import.meta.url)

/** The text of the page, formatted like every other page. */
export const settingsPage = async (): Promise<string> =>
  format(settingsReference(), { ...(await resolveConfig(PAGE)), parser: 'markdown' })
