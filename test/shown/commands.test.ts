import { afterAll, describe, it } from 'vitest'
import { startSandbox } from '../../sandbox/index.ts'
import type { Checkout } from './checkout.ts'
import { typed } from './commands.ts'
import { elsewhere, outcomes } from './outcomes/index.ts'
import { clone, createReader } from './reader.ts'
import { pathWithNode } from './terminal.ts'

/** Installing takes its time on a busy machine, and a page may be slow to arrive. */
const TIMEOUT_MS = 240_000

const networks = await startSandbox()
const checkouts: Checkout[] = []
afterAll(async () => {
  for (const checkout of checkouts) checkout.remove()
  await networks.close()
})

const open = (): Checkout => {
  const checkout = clone(networks)
  checkouts.push(checkout)
  return checkout
}

/** Where the README's first command has installed everything, and where all pages but those that install go on. */
const installed = open()

const here = typed
  .map(({ page, blocks }) => ({
    page,
    blocks: blocks
      .map((block) => block.filter(({ text }) => !elsewhere.has(text)))
      .filter((block) => block.length > 0),
  }))
  .filter(({ blocks }) => blocks.length > 0)

describe.each(here)('$page', ({ page, blocks }) => {
  const reader = createReader(networks)
  afterAll(() => reader.leave())

  describe.each(blocks.map((block) => ({ block })))('', ({ block }) => {
    const isFirst = page === here[0]?.page && block === here[0].blocks[0]
    const installs = !isFirst && block.some(({ text }) => /\bnpm ci\b/.test(text))
    let own: Checkout | undefined

    it.each(block)(
      'line $line, $text, does what it should',
      async ({ text }) => {
        if (installs) own ??= open()
        const outcome = outcomes.find(({ command }) => command === text)
        if (!outcome) throw new Error(`test/shown/outcomes does not say what has to come of: ${text}`)
        await reader.follow(outcome, own ?? installed, installs ? { PATH: pathWithNode } : {})
      },
      TIMEOUT_MS,
    )
  })
})
