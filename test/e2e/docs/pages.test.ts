import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { startDemo } from '../../support/demo.ts'
import { fillIn } from './anything.ts'
import { pages, sortPage } from './blocks.ts'
import { createVisit, hasCurl } from './visit.ts'

/** A page shows a file of trusted documents, which the gateway is given: its requests by hash have to be true, too. */
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
  // The port of the sandbox's Mixin is what pages call $PORT.
  const visit = createVisit(demo.url, { PORT: new URL(mixinUrl).port })
  afterAll(async () => {
    visit.end()
    // What a page has switched on is not there for the next one.
    await fetch(`${mixinUrl}/__sandbox/faults`, { method: 'DELETE' })
  })

  it.for(requests)('line $block.line works as it stands', async ({ block, answer }, { skip }) => {
    skip(
      block.language === 'sh' && !hasCurl && !process.env['CI'],
      'no curl found on PATH: install it, for example with apt-get install curl',
    )
    const output = await visit.run(block)

    if (answer === undefined) {
      expect(output).not.toContain('"errors"')
    } else {
      const answered = parse(output)
      expect(answered).toEqual(fillIn(JSON.parse(answer), answered))
    }
  })
})
