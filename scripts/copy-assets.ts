// What the built gateway reads, beside its code: SDL, GraphiQL's tabs, and what browsers run.
import { cpSync } from 'node:fs'

for (const folder of ['schema', 'examples', 'src/server/graphiql/browser'])
  cpSync(folder, `dist/${folder}`, { recursive: true })
