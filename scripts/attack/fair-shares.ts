import { setTimeout } from 'node:timers/promises'
import { TRUSTING } from './support/ask.ts'
import type { Attack } from './support/attack.ts'
import { startTarget, type Target } from './support/target.ts'

const LOOKUPS = 12
const LOOKUP_EVERY_MS = 1_000
/** How long the greedy callers are there before the ordinary one. */
const HEAD_START_MS = 3_000
const GREEDY_EVERY_MS = 50

let numbers = 10_000_000
/** Looks up an identity number that nobody was asked for before. */
const lookUp = async (target: Target, address: string): Promise<boolean> => {
  const document = `{ users(by: [{ mixinIdentityNumber: "${(numbers += 1)}" }]) { id } }`
  const response = await fetch(`${target.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
    body: JSON.stringify({ query: document }),
    signal: AbortSignal.timeout(15_000),
  })
  return !(await response.text()).includes('RATE_LIMITED')
}

/** For each greedy caller, the address of its calls. */
const CROWDS: readonly (readonly [string, readonly ((call: number) => string)[]])[] = [
  ['one greedy address', [() => '203.0.113.1']],
  ['two', [1, 2].map((last) => () => `203.0.113.${last}`)],
  ['four', [1, 2, 3, 4].map((last) => () => `203.0.113.${last}`)],
  ['a rotating /64', [(call) => `2001:db8:1:${call.toString(16)}::9`]],
]

export const attack: Attack = {
  description: `Greedy callers use up the bot's lookups, beside an ordinary one that makes ${LOOKUPS}.`,
  // The attack ends after the ordinary caller's lookups.
  seconds: 60,
  async run({ checkout }) {
    const figures: Record<string, string> = {}
    for (const [name, callers] of CROWDS) {
      const target = await startTarget({ checkout, env: TRUSTING })
      const over = new AbortController()
      const crowd = callers.map(async (addressOf) => {
        for (let call = 1; !over.signal.aborted; call += 1) {
          await lookUp(target, addressOf(call))
          await setTimeout(GREEDY_EVERY_MS)
        }
      })
      await setTimeout(HEAD_START_MS)
      let served = 0
      for (let lookup = 0; lookup < LOOKUPS; lookup += 1) {
        if (await lookUp(target, '192.0.2.1')) served += 1
        await setTimeout(LOOKUP_EVERY_MS)
      }
      over.abort()
      await Promise.all(crowd)
      await target.stop()
      figures[`lookups served beside ${name}`] = `${served} of ${LOOKUPS}`
    }
    return figures
  },
}
