// Writes docs/settings.md from src/config/: `npm run docs:settings`.
import { writeFile } from 'node:fs/promises'
import { PAGE, settingsPage } from './settings-reference/page.ts'

await writeFile(PAGE, await settingsPage())
