import { afterAll, describe, expect, it } from 'vitest'
import { startSandbox } from '../../../sandbox/index.ts'
import type { Checkout } from './checkout.ts'
import { typed } from './commands.ts'
import { elsewhere, outcomes } from './outcomes/index.ts'
import { clone, createReader } from './reader.ts'
import { pathWithNode } from './terminal.ts'

/** Installing is slow on a busy machine. */
const TIMEOUT_MS = 240_000

const networks = await startSandbox()

/** A checkout that is created when it is first needed. */
const createPlace = () => {
  let checkout: Checkout | undefined
  return {
    open: (): Checkout => (checkout ??= clone(networks)),
    remove: async (): Promise<void> => checkout?.remove(),
  }
}

/** Where the README's first command installs everything. Blocks that install for themselves have their own. */
const installed = createPlace()
afterAll(async () => {
  await networks.close()
  await installed.remove()
}, TIMEOUT_MS)

const here = typed
  .map(({ page, blocks }) => ({
    page,
    blocks: blocks
      .map((block) => block.filter(({ text }) => !elsewhere.some(({ command }) => command === text)))
      .filter((block) => block.length > 0),
  }))
  .filter(({ blocks }) => blocks.length > 0)

describe.each(here)('$page', ({ page, blocks }) => {
  const reader = createReader(networks)
  afterAll(() => reader.leave())

  describe.each(blocks.map((block) => ({ block })))('from line $block.0.line on', ({ block }) => {
    const isFirst = page === here[0]?.page && block === here[0].blocks[0]
    const installs = !isFirst && block.some(({ text }) => /\bnpm ci\b/.test(text))
    const place = installs ? createPlace() : installed
    afterAll(() => (installs ? place.remove() : undefined), TIMEOUT_MS)

    it.for(block)(
      'line $line, $text, has its outcome',
      { timeout: TIMEOUT_MS },
      async ({ text }, { skip }) => {
        const outcome = outcomes.find(({ command }) => command === text)
        expect(outcome?.command, 'its outcome, in test/e2e/docs/outcomes').toBe(text)
        if (!outcome) return
        const missing = outcome.needs?.()
        skip(missing !== undefined && !process.env['CI'], missing)
        await reader.follow(outcome, place.open(), installs ? { PATH: pathWithNode } : {})
      },
    )
  })
})
