// What the built gateway reads at start, beside its code: SDL and GraphiQL's tabs.
import { cpSync } from 'node:fs'

for (const folder of ['schema', 'examples']) cpSync(folder, `dist/${folder}`, { recursive: true })
