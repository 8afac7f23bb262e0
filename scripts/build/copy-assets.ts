// Copies what the built gateway reads beside its code: SDL, GraphiQL's tabs and files for browsers.
import { cpSync } from 'node:fs'

for (const folder of ['schema', 'src/server/graphiql/tabs', 'src/server/graphiql/browser']) {
  cpSync(folder, `dist/${folder}`, { recursive: true, filter: (path) => !/\.ts$|tsconfig\.json$/.test(path) })
}
