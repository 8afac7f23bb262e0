import { beforeEach, describe, expect, it } from 'vitest'
import { createBufferedOutput, type LineOutput } from '../../../src/telemetry/line-output.ts'
import { createLog } from '../../../src/telemetry/log.ts'

let written: string[]
let due: (() => void)[]
let exits: (() => void)[]
let output: LineOutput
const open = (isShared: boolean): void => {
  written = []
  due = []
  exits = []
  output = createBufferedOutput({
    out: { write: (lines) => void written.push(lines) },
    isShared,
    later: (flush) => void due.push(flush),
    onExit: (flush) => void exits.push(flush),
  })
}
beforeEach(() => open(false))
const writeSoon = (line: string): void => output.writeSoon?.(line)

describe('lines that may wait', () => {
  it('are written together after a time, and then again', () => {
    writeSoon('a\n')
    writeSoon('b\n')
    expect([written, due.length]).toEqual([[], 1])
    due[0]?.()
    expect(written).toEqual(['a\nb\n'])
    writeSoon('c\n')
    due[1]?.()
    expect(written).toEqual(['a\nb\n', 'c\n'])
    expect(exits).toHaveLength(1)
  })

  it('come before a line that is written at once', () => {
    writeSoon('a\n')
    output.write('error\n')
    due[0]?.()
    expect(written).toEqual(['a\n', 'error\n'])
  })

  it.each([
    ['fill half a pipe', false, 32],
    ['fill what a pipe takes as a whole, where several processes write to it', true, 4],
  ])('are written when they %s', (_, isShared, lines) => {
    open(isShared)
    const line = `${'x'.repeat(999)}\n`
    for (let index = 0; index < 2 * lines + 1; index += 1) writeSoon(line)
    expect(written).toEqual([line.repeat(lines), line.repeat(lines)])
  })

  it('are written at once if they alone are longer than that', () => {
    const long = `${'x'.repeat(40_000)}\n`
    writeSoon('a\n')
    writeSoon(long)
    expect(written).toEqual(['a\n', long])
  })

  it('are written when the process exits', () => {
    writeSoon('a\n')
    exits[0]?.()
    expect(written).toEqual(['a\n'])
  })

  it('have the fields of their log, the time and the level, like any other line', () => {
    const log = createLog({ level: 'info', destination: output }).child({ worker: 2 })
    log.infoJson('request', '"event":"request","ms":3')
    due[0]?.()
    log.info('other', { event: 'request', ms: 3 })
    const [line, other] = written.map((text) => JSON.parse(text) as Record<string, unknown>)
    expect(line).toEqual({ ...other, time: expect.stringMatching(/^\d{4}-.*Z$/), msg: 'request' })
    expect(Object.keys(line ?? {})).toEqual(Object.keys(other ?? {}))
    expect(written.every((text) => text.endsWith('}\n'))).toBe(true)
  })

  it('are left out below the level', () => {
    createLog({ level: 'warn', destination: output }).infoJson('request', '"ms":3')
    expect(due).toEqual([])
  })
})
