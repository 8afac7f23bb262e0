import { cpus, loadavg } from 'node:os'
import { createClient } from '@redis/client'
import { infoOf } from '../../src/redis/memory.ts'
import type { Command } from './commands.ts'
import type { MeasuredCase } from './measure.ts'

export interface RedisCost {
  /** CPU of Redis's main thread for one such request. */
  readonly cpuMicros: number
  /** What the request leaves in Redis, names and all. */
  readonly storedBytes: number
}

/** As many connections as gateways; each waits for one request before it sends the next. */
const CONNECTIONS = 16
/** The round with the least CPU says most: on a busy machine, the others wait for caches. */
const ROUNDS = 4
const ROUND_MS = 400

const open = (url: string) => createClient({ url }).connect()
type Client = Awaited<ReturnType<typeof open>>

const toBytes = (command: Command): Buffer[] => command.map((argument) => Buffer.from(argument, 'latin1'))

/** Commands that the gateway sends at once: writes of one tick. All others wait for the reply to the one before. */
const toWaves = (commands: readonly Command[]): Buffer[][][] => {
  const isWrite = ([name]: Command): boolean => name === 'SET' || name === 'PEXPIRE'
  const waves: Buffer[][][] = []
  for (const [index, command] of commands.entries()) {
    const before = commands[index - 1]
    const last = waves.at(-1)
    if (last && before && isWrite(before) && isWrite(command)) last.push(toBytes(command))
    else waves.push([toBytes(command)])
  }
  return waves
}

/** The main thread's user and system time. */
const cpuMsOf = async (client: Client): Promise<number> => {
  const info = await client.info('cpu')
  return (
    1_000 *
    (Number(infoOf(info, 'used_cpu_user_main_thread')) + Number(infoOf(info, 'used_cpu_sys_main_thread')))
  )
}

const storedBytesOf = async (client: Client, commands: readonly Command[]): Promise<number> => {
  let sum = 0
  for (const [name, key = ''] of commands) {
    if (name !== 'SET') continue
    sum += Number((await client.sendCommand(['MEMORY', 'USAGE', Buffer.from(key, 'latin1')])) ?? 0)
  }
  return sum
}

/** CPU of Redis for one request, in microseconds. */
const measureRound = async (clients: readonly Client[], waves: readonly Buffer[][][]): Promise<number> => {
  const [first] = clients
  if (!first) return NaN
  const endsAt = performance.now() + ROUND_MS
  const before = await cpuMsOf(first)
  let requests = 0
  const repeat = async (client: Client): Promise<void> => {
    while (performance.now() < endsAt) {
      for (const wave of waves) await Promise.all(wave.map((command) => client.sendCommand(command)))
      requests += 1
    }
  }
  await Promise.all(clients.map(repeat))
  return (((await cpuMsOf(first)) - before) * 1_000) / requests
}

/** Sends what the gateways have sent once more, again and again, and reads what it costs Redis. */
export const measureCost = async (url: string, { commands }: MeasuredCase): Promise<RedisCost> => {
  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => open(url)))
  const waves = toWaves(commands)
  const micros: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) micros.push(await measureRound(clients, waves))
  const storedBytes = clients[0] ? await storedBytesOf(clients[0], commands) : NaN
  for (const client of clients) client.destroy()
  return { cpuMicros: Math.min(...micros), storedBytes }
}

/** Such as `2 cores, load 1.5`. */
export const describeLoad = (): string =>
  `${cpus().length} cores, load ${loadavg()[0]?.toFixed(1) ?? 'unknown'}`
