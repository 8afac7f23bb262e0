import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { startDemo } from '../../support/demo.ts'
import { fillIn } from './placeholders.ts'
import { pages, sortPage } from './blocks.ts'
import { createVisit, hasCurl } from './visit.ts'

/** The gateway gets the file of trusted documents that a page shows, so that the page's requests by hash work too. */
const TRUSTED_DOCUMENTS = 'documents.json'

const shown = pages.map((page) => ({ page, ...sortPage(page) }))
const files = new Map(shown.flatMap((page) => [...page.files]))

const folder = mkdtempSync(join(tmpdir(), 'parley-files-'))
for (const [name, text] of files) writeFileSync(join(folder, name), text)
const demo = await startDemo({ TRUSTED_DOCUMENTS: join(folder, TRUSTED_DOCUMENTS) })
const mixinUrl = await demo.mixinUrl()
afterAll(async () => {
  await demo.stop()
  rmSync(folder, { recursive: true })
})

const parse = (text: string): unknown => (text.trim() === '' ? undefined : JSON.parse(text))

describe.each(shown.filter(({ requests }) => requests.length > 0))('$page', ({ requests }) => {
  // Pages call the port of the sandbox's Mixin $PORT.
  const visit = createVisit(demo.url, { PORT: new URL(mixinUrl).port })
  afterAll(async () => {
    visit.end()
    // A fault that one page switches on must not affect the next page.
    await fetch(`${mixinUrl}/__sandbox/faults`, { method: 'DELETE' })
  })

  it.for(requests)('line $block.line returns what the page shows', async ({ block, response }, { skip }) => {
    skip(
      block.language === 'sh' && !hasCurl && !process.env['CI'],
      'no curl found on PATH: install it, for example with apt-get install curl',
    )
    const output = await visit.run(block)

    if (response === undefined) {
      expect(output).not.toContain('"errors"')
    } else {
      const actual = parse(output)
      expect(actual).toEqual(fillIn(JSON.parse(response), actual))
    }
  })
})
