import { ask, newPhone, SOURCES, TRUSTING } from './support/ask.ts'
import type { Attack } from './support/attack.ts'
import { startTarget } from './support/target.ts'

const REQUESTS = 50
const MESSAGES_EACH = 20

const documentFor = (service: string): string => {
  const fields = Array.from(
    { length: MESSAGES_EACH },
    (_, index) =>
      `s${index}: sendVerificationCode(input: {phone: ${newPhone()}, service: ${service}}) { sent }`,
  )
  return `mutation { ${fields.join(' ')} }`
}

export const attack: Attack = {
  description: `${REQUESTS} requests that send text messages to ${REQUESTS * MESSAGES_EACH} phones, from few addresses.`,
  // The attack ends after its requests.
  seconds: 30,
  async run({ checkout }) {
    const figures: Record<string, number> = {}
    for (const [name, addressOf] of SOURCES) {
      for (const service of ['DEFAULT', 'YUNPIAN']) {
        const target = await startTarget({ checkout, env: TRUSTING })
        let sent = 0
        for (let index = 0; index < REQUESTS; index += 1) {
          sent += await ask(target, documentFor(service), addressOf(index))
        }
        await target.stop()
        figures[`sent from ${name}, ${service}`] = sent
      }
    }
    return figures
  },
}
