import { afterAll } from 'vitest'
import { closeIdleSandbox } from './sandbox.ts'

// Vitest runs this for each file anew, also where files share the modules that they import.
afterAll(closeIdleSandbox)
