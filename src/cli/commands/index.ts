import type { Command } from '../command.ts'
import { admin } from './admin.ts'
import { doctor } from './doctor.ts'
import { explain } from './explain.ts'
import { printConfig } from './print-config.ts'
import { printSchema } from './print-schema.ts'
import { sandbox } from './sandbox.ts'
import { start } from './start.ts'

/** The commands of `parley` by name. Each loads what it needs when it runs. */
export const commands = {
  start,
  sandbox,
  doctor,
  explain,
  admin,
  'print-config': printConfig,
  'print-schema': printSchema,
} satisfies Record<string, Command>
