import { toError } from '../errors.ts'

/** What one end of a link answers, by name. */
export type Calls = Readonly<Record<string, (argument: never) => unknown>>

/** The other process has ended before it answered. */
export class ProcessEnded extends Error {
  override readonly name = 'ProcessEnded'

  constructor() {
    super('the other process has ended')
  }
}

/** One end of a channel between two processes. */
export interface Port {
  /** Never throws: what is sent to a process that has ended is lost. */
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
}

type ArgumentOf<Call extends (argument: never) => unknown> = Parameters<Call>[0]
type ResultOf<Call extends (argument: never) => unknown> = Awaited<ReturnType<Call>>

/** Asks and tells the other process. What is sent first arrives first. */
export interface Link<Theirs extends Calls> {
  /** Resolves to the answer. Rejects if the call failed there, and with `ProcessEnded`. */
  ask<Name extends keyof Theirs & string>(
    name: Name,
    argument: ArgumentOf<Theirs[Name]>,
  ): Promise<ResultOf<Theirs[Name]>>
  /** Calls without an answer. */
  tell<Name extends keyof Theirs & string>(name: Name, argument: ArgumentOf<Theirs[Name]>): void
  /** To be called when the other process has ended: its answers are not waited for any more. */
  close(): void
}

type Item =
  | readonly ['ask', id: number, name: string, argument: unknown]
  | readonly ['tell', name: string, argument: unknown]
  | readonly ['done', id: number, result: unknown]
  | readonly ['failed', id: number, message: string]

/**
 * The items of one tick travel as one message.
 * @param own what this end answers
 */
export const createLink = <Theirs extends Calls>(port: Port, own: Calls): Link<Theirs> => {
  const pending = new Map<number, PromiseWithResolvers<unknown>>()
  let outgoing: Item[] = []
  let lastId = 0
  let isClosed = false

  const flush = (): void => {
    const items = outgoing
    outgoing = []
    if (!isClosed) port.send(items)
  }
  const enqueue = (item: Item): void => {
    if (outgoing.push(item) === 1) queueMicrotask(flush)
  }

  const run = (name: string, argument: unknown): unknown => own[name]?.(argument as never)

  const answer = async (id: number, name: string, argument: unknown): Promise<void> => {
    try {
      enqueue(['done', id, await run(name, argument)])
    } catch (error) {
      enqueue(['failed', id, toError(error).message])
    }
  }

  const settle = (id: number, how: (waiting: PromiseWithResolvers<unknown>) => void): void => {
    const waiting = pending.get(id)
    pending.delete(id)
    if (waiting) how(waiting)
  }

  const receive = (item: Item): void => {
    if (item[0] === 'ask') void answer(item[1], item[2], item[3])
    else if (item[0] === 'tell') run(item[1], item[2])
    else if (item[0] === 'done') settle(item[1], ({ resolve }) => resolve(item[2]))
    else settle(item[1], ({ reject }) => reject(new Error(item[2])))
  }
  port.onMessage((message) => {
    if (Array.isArray(message)) for (const item of message) receive(item as Item)
  })

  return {
    ask(name, argument) {
      if (isClosed) return Promise.reject(new ProcessEnded())
      const id = (lastId += 1)
      const waiting = Promise.withResolvers<unknown>()
      pending.set(id, waiting)
      enqueue(['ask', id, name, argument])
      return waiting.promise as Promise<ResultOf<Theirs[typeof name]>>
    },
    tell: (name, argument) => enqueue(['tell', name, argument]),
    close() {
      isClosed = true
      for (const { reject } of pending.values()) reject(new ProcessEnded())
      pending.clear()
    },
  }
}
