import { once } from 'node:events'
import { createServer, type ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import type { Compressor } from '../../../src/server/compression.ts'
import { createReplyWriter } from '../../../src/server/reply-writer.ts'
import { ownCopy } from '../../../src/response/response-body.ts'
import { type Reply, toReply } from '../../../src/server/reply.ts'

/** A server whose replies are compressed when the test says so. @param given is not compressed; default: one that is */
const start = async (given?: Reply) => {
  const plain = toReply(200, {}, 'ü'.repeat(1_000))
  const compressing = Promise.withResolvers<Reply>()
  const compressor: Compressor = {
    prepare: () =>
      given ? { reply: given, compressed: undefined } : { reply: plain, compressed: compressing.promise },
  }
  let bytes = (): number => -1
  let ended = 0
  const opened = Promise.withResolvers<ServerResponse>()
  const write = createReplyWriter({
    compressor,
    connections: { end: () => void (ended += 1) },
    replies: {
      open(response, held, onEnd) {
        bytes = held
        response.req.socket.once('close', onEnd)
        opened.resolve(response)
        return () => undefined
      },
    },
  })
  const server = createServer((_, response) => write(response, [], plain))
  await once(server.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    compressing,
    opened: opened.promise,
    held: () => bytes(),
    ended: () => ended,
  }
}

it('counts the bytes of a reply as it is until it is compressed, and those that are sent from then on', async () => {
  const { url, compressing, opened, held } = await start()
  const asked = fetch(url)
  await opened
  expect(held()).toBe(2_000)

  compressing.resolve(toReply(200, {}, Buffer.from('short')))
  expect(await (await asked).text()).toBe('short')
  expect(held()).toBe(5)
})

it('writes nothing to a client that was cut meanwhile', async () => {
  const { url, compressing, opened, ended } = await start()
  const asked = fetch(url).catch(() => 'cut')
  const response = await opened
  const closed = once(response, 'close')
  response.req.socket.resetAndDestroy()
  await closed
  expect(await asked).toBe('cut')
  expect(ended()).toBe(1)

  compressing.resolve(toReply(200, {}, Buffer.from('short')))
  await compressing.promise
  expect(response.headersSent).toBe(false)
})

it('writes a body in pieces as one of its length, as often as it is asked for', async () => {
  const pieces = ['a', 'b', 'c'].map((letter) => Buffer.alloc(100_000, letter))
  const { url } = await start(toReply(200, {}, pieces))
  for (const _ of ['first', 'again']) {
    const response = await fetch(url)
    expect(response.headers.get('content-length')).toBe('300000')
    expect(await response.text()).toBe(Buffer.concat(pieces).toString())
  }

  const head = await fetch(url, { method: 'HEAD' })
  expect(head.headers.get('content-length')).toBe('300000')
  expect(await head.text()).toBe('')
  await (await fetch(url)).text()
})

const isFreed = ({ buffer }: Buffer): boolean => buffer instanceof ArrayBuffer && buffer.detached

it('frees the memory of pieces that are its own once they are written, and no other', async () => {
  const own = ['a', 'b', 'c'].map((letter) => ownCopy(Buffer.alloc(100_000, letter)))
  const shared = Buffer.alloc(100_000, 'd')
  const { url } = await start(toReply(200, {}, [...own, shared]))

  expect(await (await fetch(url)).text()).toBe(
    ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(100_000)).join(''),
  )
  await expect.poll(() => own.every(isFreed)).toBe(true)
  expect(isFreed(shared)).toBe(false)
})

it('frees the memory of what a client that was cut has not read', async () => {
  const own = Array.from({ length: 200 }, () => ownCopy(Buffer.alloc(100_000, 'a')))
  const { url, opened } = await start(toReply(200, {}, own))
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname).pause()
  onTestFinished(() => void socket.destroy())
  socket.write(`GET / HTTP/1.1\r\nHost: ${hostname}\r\n\r\n`)
  const response = await opened
  expect(own.some((piece) => !isFreed(piece))).toBe(true)

  response.req.socket.resetAndDestroy()
  await expect.poll(() => own.every(isFreed)).toBe(true)
})
