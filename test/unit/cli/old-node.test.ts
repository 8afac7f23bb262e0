import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { expect, it } from 'vitest'

const root = resolve(import.meta.dirname, '../../..')

/** What every Node has that knows `import()` and `??`: 14 and newer. */
const OLD = new Set(['{ readFileSync } from node:fs', '{ join } from node:path'])

/** The imports from packages and from Node in a file and whatever it imports statically. */
const importedBy = (file: string, seen = new Set<string>()): string[] => {
  if (seen.has(file)) return []
  seen.add(file)
  const imports = readFileSync(file, 'utf8').matchAll(/^import (?!type )(?:(.+?) from )?'([^']+)'/gm)
  return [...imports].flatMap(([, names = '', from = '']) =>
    from.startsWith('.') ? importedBy(resolve(dirname(file), from), seen) : [`${names} from ${from}`],
  )
}

// An import that Node cannot resolve fails before any module runs, so without the message.
it.each(['src/main.ts', 'src/cli/main.ts', 'src/doctor/supported-node.ts'])(
  '%s can say on an old Node that it is too old: what it imports until then exists there',
  (entry) => {
    const imported = importedBy(resolve(root, entry)).filter((one) => !/^\w+ from node:/.test(one))

    expect(imported.filter((one) => !OLD.has(one))).toEqual([])
  },
)
