import { ask, newPhone, SOURCES, TRUSTING } from './support/ask.ts'
import type { Attack } from './support/attack.ts'
import { startTarget } from './support/target.ts'

const CONNECTIONS = 8
const CHECKS_EACH = 20

const createDocument = (): string => {
  const fields = Array.from(
    { length: CHECKS_EACH },
    (_, index) => `c${index}: isPhoneAvailable(phone: ${newPhone()})`,
  )
  return `{ ${fields.join(' ')} }`
}

export const attack: Attack = {
  description: `${CONNECTIONS} connections that check which phones have an account, from few addresses.`,
  seconds: 5,
  async run({ seconds, checkout }) {
    const figures: Record<string, number> = {}
    for (const [name, addressOf] of SOURCES) {
      const target = await startTarget({ checkout, env: TRUSTING })
      const end = performance.now() + seconds * 1_000
      let requests = 0
      let checked = 0
      const attackFrom = async (): Promise<void> => {
        while (performance.now() < end) {
          const served = await ask(target, createDocument(), addressOf((requests += 1)))
          checked += served
        }
      }
      await Promise.all(Array.from({ length: CONNECTIONS }, attackFrom))
      await target.stop()
      figures[`phones checked from ${name}`] = checked
    }
    return figures
  },
}
