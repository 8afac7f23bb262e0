import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { Sandbox } from '../../../sandbox/index.ts'
import { type Checkout, createCheckout } from './checkout.ts'
import type { Outcome } from './outcomes/outcome.ts'
import { type Program, type } from './terminal.ts'

/** Clones the project, and puts down what pages say that a reader has: a keystore. */
export const clone = ({ mixin }: Sandbox): Checkout => {
  const checkout = createCheckout()
  writeFileSync(join(checkout.folder, 'keystore.json'), JSON.stringify(mixin.credentials.legacyKeystore))
  return checkout
}

/** What stands in the place of what pages leave to their readers. */
export const fillIns = ({ sealtalk }: Sandbox): readonly (readonly [shown: string, real: string])[] => [
  ['https://sealtalk.example.com:8585', sealtalk.url],
  ['SESSION_SECRET=…', `SESSION_SECRET=${'s'.repeat(32)}`],
  ['page.graphql', 'examples/2-group-page.graphql'],
]

/** Free ports of loopback for everything, and gateways that do not linger. */
const settings = { PORT: '0', WEB_PORT: '0', DRAIN_DELAY_MS: '0' }

/** Somebody who follows one page from top to bottom, with as many terminals as it takes. */
export interface Reader {
  /**
   * Types a command in, and looks at what comes of it.
   * @param env beside a newcomer's
   * @throws Error where it fails, stays although it should end, or does not do what it should
   */
  follow(outcome: Outcome, checkout: Checkout, env?: Readonly<Record<string, string>>): Promise<void>
  /** Ends what still runs. */
  leave(): Promise<void>
}

export const createReader = (networks: Sandbox): Reader => {
  const running = new Map<Program, Outcome>()
  let gateway: Readonly<Record<string, string>> = {}

  const endThose = async (which: (outcome: Outcome) => boolean): Promise<void> => {
    for (const [program, outcome] of running) {
      if (!which(outcome)) continue
      running.delete(program)
      await program.end()
    }
  }

  return {
    async follow(outcome, checkout, env = {}) {
      const { command, more, ready, isGateway } = outcome
      // A page that starts another gateway means it in the place of the one before.
      if (isGateway) await endThose((one) => one.isGateway === true)
      const filled = fillIns(networks).reduce((text, [shown, real]) => text.replaceAll(shown, real), command)
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
    leave: () => endThose(() => true),
  }
}
