import { readFileSync } from 'node:fs'

/** Clock ticks per second in `/proc`: the same on every Linux that Node supports. */
const TICKS_PER_SECOND = 100

/**
 * CPU milliseconds from `/proc/<pid>/stat`: user and system time of all threads, without children. The command's
 * name is in parentheses and may itself contain spaces and parentheses.
 */
export const parseCpuMs = (stat: string): number => {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const ticks = Number(fields[11]) + Number(fields[12])
  if (!Number.isFinite(ticks)) throw new Error('/proc/<pid>/stat does not have the format of proc(5)')
  return (ticks * 1000) / TICKS_PER_SECOND
}

/** Bytes from a line of `/proc/<pid>/status`. */
const parseStatusBytes = (status: string, name: string): number => {
  const kib = new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]
  if (kib === undefined) throw new Error(`/proc/<pid>/status has no ${name}`)
  return Number(kib) * 1024
}

/** Resident bytes. */
export const parseRssBytes = (status: string): number => parseStatusBytes(status, 'VmRSS')
/** The most resident bytes so far. */
export const parsePeakRssBytes = (status: string): number => parseStatusBytes(status, 'VmHWM')

export const readCpuMs = (pid: number): number => parseCpuMs(readFileSync(`/proc/${pid}/stat`, 'utf8'))

export const readRssBytes = (pid: number): number =>
  parseRssBytes(readFileSync(`/proc/${pid}/status`, 'utf8'))

export const readPeakRssBytes = (pid: number): number =>
  parsePeakRssBytes(readFileSync(`/proc/${pid}/status`, 'utf8'))
