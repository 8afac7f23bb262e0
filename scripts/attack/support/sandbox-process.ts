import { startSandbox } from '../../../sandbox/index.ts'

/** The sandbox in a process of its own, so that it takes no time from the gateway. Sends its connection. */
const sandbox = await startSandbox()
process.send?.(sandbox.connection)
process.on('disconnect', () => process.exit(0))
