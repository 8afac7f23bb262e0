// Must be first: on an old Node.js the other modules may fail to load.
import './doctor/supported-node.ts'
import nodeModule from 'node:module'
import { join } from 'node:path'

// What V8 has compiled, for the next start: a sixth of its CPU time. Beside the code, since whoever can write there can
// change the code anyway. On a read-only file system nothing is kept.
nodeModule.enableCompileCache(join(import.meta.dirname, '../.compile-cache'))

// Imported only now, because modules that are imported above are compiled before this one runs.
await import('./server/start.ts')
