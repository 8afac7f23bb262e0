// Copies what the built gateway reads beside its code: SDL, GraphiQL's tabs and files for browsers.
import { cpSync, readdirSync } from 'node:fs'

for (const folder of ['schema', 'examples']) {
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.graphql')) cpSync(`${folder}/${name}`, `dist/${folder}/${name}`)
  }
}
cpSync('src/server/graphiql/browser', 'dist/src/server/graphiql/browser', { recursive: true })
