import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Sandbox } from '../../../sandbox/index.ts'
import { type Checkout, createCheckout } from './checkout.ts'
import type { Outcome } from './outcomes/outcome.ts'
import { type Program, type } from './terminal.ts'

/** Clones the project and adds the keystore that the pages assume. */
export const clone = ({ mixin }: Sandbox): Checkout => {
  const checkout = createCheckout()
  writeFileSync(join(checkout.folder, 'keystore.json'), JSON.stringify(mixin.credentials.legacyKeystore))
  return checkout
}

/** Real values for the placeholders in commands. */
export const placeholders = ({ sealtalk }: Sandbox): readonly (readonly [shown: string, real: string])[] => [
  ['https://sealtalk.example.com:8585', sealtalk.url],
  ['SESSION_SECRET=…', `SESSION_SECRET=${'s'.repeat(32)}`],
  ['page.graphql', 'src/server/graphiql/tabs/2-group-page.graphql'],
]

/** Free loopback ports for everything, and gateways that stop at once. */
const settings = { PORT: '0', WEB_PORT: '0', DRAIN_DELAY_MS: '0' }

/** Runs the commands of one page from top to bottom, each in a terminal of its own. */
export interface Reader {
  /**
   * Runs a command and checks its outcome.
   * @param env added to the default environment
   * @throws Error if it fails, does not end although it should, or has another outcome
   */
  follow(outcome: Outcome, checkout: Checkout, env?: Readonly<Record<string, string>>): Promise<void>
  /** Ends all programs that are still running. */
  leave(): Promise<void>
}

export const createReader = (networks: Sandbox): Reader => {
  const running = new Map<Program, Outcome>()
  let gateway: Readonly<Record<string, string>> = {}

  const endAll = async (which: (outcome: Outcome) => boolean): Promise<void> => {
    for (const [program, outcome] of running) {
      if (!which(outcome)) continue
      running.delete(program)
      await program.end()
    }
  }

  return {
    async follow(outcome, checkout, env = {}) {
      const { command, more, ready, isGateway } = outcome
      // A second gateway on a page replaces the first one.
      if (isGateway) await endAll((one) => one.isGateway === true)
      const filled = placeholders(networks).reduce(
        (text, [shown, real]) => text.replaceAll(shown, real),
        command,
      )
      const program = type(more === undefined ? filled : `${filled} ${more}`, {
        cwd: checkout.folder,
        env: { ...settings, ...gateway, ...env, ...outcome.env?.(networks) },
      })
      running.set(program, outcome)
      const seen = { ...program, folder: checkout.folder, networks }
      if (ready) {
        const [, address = ''] = await program.until(ready)
        if (isGateway) gateway = { PARLEY_URL: address }
        return outcome.holds({ ...seen, address })
      }
      expect(await program.ended(), program.said()).toBe(0)
      running.delete(program)
      return outcome.holds({ ...seen, address: '' })
    },
    leave: () => endAll(() => true),
  }
}
