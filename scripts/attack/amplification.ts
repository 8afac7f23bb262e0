import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import type { Attack } from './support/attack.ts'
import { describeServed, startHealthCheck, startOrdinaryUser } from './support/probe.ts'
import { openRaw, postOf } from './support/raw-socket.ts'
import { startTarget, type Target } from './support/target.ts'

const CLIENTS = 24
/** Between two rounds, so that a client that is refused at once does not flood. */
const PAUSE_MS = 100

const repeated = (count: number, text: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ')
const twenty = (declaration: string, field: string): string =>
  `query ($i: ${declaration}) { ${repeated(20, (index) => `a${index}: ${field}`)} }`
const list = (item: (index: number) => unknown): readonly unknown[] =>
  Array.from({ length: 500 }, (_, i) => item(i))
const uuid = (index: number): string => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`
const NODES = twenty('[ID!]!', 'nodes(ids: $i) { id }')
const USERS = twenty('[UserBy!]!', 'users(by: $i) { id }')
const GROUP_PAGE = (alias: string): string =>
  `{ viewer { mixin { user { name } } } budgets { ${alias}: network } regions { ${repeated(4, (i) => `${alias}${i}: name`)} } }`

/** Requests of an anonymous client, by name. */
const REQUESTS: Readonly<Record<string, string>> = {
  'empty ids': postOf(NODES, { i: list(() => '') }),
  'malformed Mixin ids': postOf(NODES, { i: list(() => 'mixin:user:') }),
  'malformed SealTalk ids': postOf(NODES, { i: list(() => 'sealtalk:user:-') }),
  'mixed ids': postOf(NODES, { i: list((i) => ['', 'mixin:user:', 'sealtalk:user:-'][i % 3]) }),
  'malformed ids of users': postOf(USERS, { i: list(() => ({ id: 'mixin:user:zzz' })) }),
  'too many different ids': postOf(
    `query ($i: [ID!]!, $j: [ID!]!) { ${repeated(10, (i) => `a${i}: nodes(ids: $i) { id } b${i}: nodes(ids: $j) { id }`)} }`,
    { i: list((i) => `mixin:user:${i}`), j: list((i) => `mixin:user:-${i}`) },
  ),
  'users by nothing': postOf(USERS, { i: list(() => ({ mixinUserId: '' })) }),
  'long label of parts': postOf(
    `query ($i: [ID!]!) { nodes(ids: $i) { ... @defer(label: "${'a'.repeat(200_000)}") { id } } }`,
    { i: list((i) => `mixin:user:${uuid(i)}`) },
  ).replace('\r\n', '\r\nAccept: multipart/mixed, application/json\r\n'),
  'long aliases': postOf(GROUP_PAGE('a'.repeat(40_000))),
  'thirteen long aliases': postOf(
    `{ regions { ${repeated(13, (i) => `${'a'.repeat(15_000)}${i}: name`)} } }`,
  ),
}

/** Sends one request, and resolves to the bytes that came back, headers included. */
const send = async (target: Target, text: string): Promise<number> => {
  const { socket, received } = openRaw(target, text.replace('\r\n', '\r\nConnection: close\r\n'))
  await once(socket, 'close')
  return received()
}

/** Each request three times: the bytes that come back, and how long it blocks the event loop. */
const measureEach = async (checkout: string): Promise<Record<string, string>> => {
  const figures: Record<string, string> = {}
  for (const [name, text] of Object.entries(REQUESTS)) {
    const target = await startTarget({ checkout })
    await send(target, text)
    const stopWatching = target.watch()
    await setTimeout(500)
    const bytes = [await send(target, text), await send(target, text), await send(target, text)]
    await setTimeout(500)
    const { rssGrowthMiB, maxLoopDelayMs } = await stopWatching()
    figures[name] =
      `${text.length} bytes in, ${Math.max(...bytes)} out, loop ${Math.round(maxLoopDelayMs)} ms, RSS + ${Math.round(rssGrowthMiB)} MiB`
    await target.stop()
  }
  return figures
}

export const attack: Attack = {
  description: `${CLIENTS} clients that send 20 aliases of a list of 500 ids that name nothing; and other small requests with large responses, once each.`,
  seconds: 30,
  async run({ seconds, checkout }) {
    const figures = await measureEach(checkout)
    const target = await startTarget({ checkout })
    const stopWatching = target.watch()
    const end = performance.now() + seconds * 1_000
    const endUser = startOrdinaryUser(target)
    const endHealth = startHealthCheck(target)
    let requests = 0
    const attackWith = async (): Promise<void> => {
      while (performance.now() < end) {
        await send(target, REQUESTS['empty ids'] ?? '')
        requests += 1
        await setTimeout(PAUSE_MS)
      }
    }
    await Promise.all(Array.from({ length: CLIENTS }, attackWith))
    const [others, health] = await Promise.all([endUser(), endHealth()])
    const { rssGrowthMiB, maxLoopDelayMs } = await stopWatching()
    await target.stop()
    return {
      ...figures,
      [`requests of ${CLIENTS} clients`]: requests,
      ...describeServed('others', others),
      ...describeServed('health', health),
      'RSS growth (MiB)': rssGrowthMiB,
      'longest event loop delay (ms)': maxLoopDelayMs,
    }
  },
}
