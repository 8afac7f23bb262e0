import type { Gateway } from '../../gateway.ts'
import type { Processes } from './operator.ts'

/** A gateway that serves requests in this process. */
export const oneProcess = ({ control }: Pick<Gateway, 'control'>): Processes => ({
  ask: async (question) => ({ answers: [await question(control)], of: 1 }),
})
