// What the built gateway reads at start, beside its code: SDL and GraphiQL's tabs.
import { cpSync, readdirSync } from 'node:fs'

for (const folder of ['schema', 'examples']) {
  for (const name of readdirSync(folder)) {
    if (name.endsWith('.graphql')) cpSync(`${folder}/${name}`, `dist/${folder}/${name}`)
  }
}
