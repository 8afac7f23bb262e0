import { ApiKey } from './api-keys.ts'
import { isObject, parseJson } from '../json.ts'
import { Secret } from '../secret.ts'
import type { Settings } from './settings.ts'

/** How a worker's settings travel: a text that has the secrets, so it must not be logged or be an argument. */
export type PackedSettings = string

const SECRET = '$secret'

/** Each worker's part of a total; the first ones get what is left over. At least 1, unless the total is 0. */
const partOf = (total: number, workers: number, index: number): number => {
  const part = Math.floor(total / workers) + (index < total % workers ? 1 : 0)
  return Math.max(Math.min(1, total), part)
}

/**
 * The settings of one of several workers: its part of what is a total for all.
 * @param index from 0
 */
export const settingsOfWorker = (settings: Settings, index: number): Settings => {
  const { workers, overload, connections, limits } = settings
  const part = (total: number): number => partOf(total, workers, index)
  return {
    ...settings,
    // The primary has it.
    admin: undefined,
    cacheMaxBytes: part(settings.cacheMaxBytes),
    upstreamConnections: part(settings.upstreamConnections),
    overload: {
      ...overload,
      concurrentRequests: part(overload.concurrentRequests),
      busyRequests: part(overload.busyRequests),
    },
    connections: {
      connections: part(connections.connections),
      connectionsPerAddress:
        connections.connectionsPerAddress === undefined ? undefined : part(connections.connectionsPerAddress),
      readingBodies: part(connections.readingBodies),
      readingBodiesPerAddress: part(connections.readingBodiesPerAddress),
      // Each worker must be able to read one body and to write one response.
      readingBytes: Math.max(part(connections.readingBytes), limits.bodyBytes),
      unreadBytes: Math.max(part(connections.unreadBytes), limits.answerBytes),
    },
  }
}

export const packSettings = (settings: Settings): PackedSettings =>
  JSON.stringify(settings, function (this: Record<string, unknown>, name, value: unknown) {
    const original = this[name]
    if (original instanceof ApiKey) return { [SECRET]: original.reveal(), rights: original.rights }
    return original instanceof Secret ? { [SECRET]: original.reveal() } : value
  })

const revive = (value: unknown): unknown => {
  if (Array.isArray(value)) return Object.freeze(value.map(revive))
  if (!isObject(value)) return value
  const { [SECRET]: secret, rights } = value
  if (typeof secret === 'string') return isObject(rights) ? new ApiKey(secret, rights) : new Secret(secret)
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([name, part]) => [name, revive(part)])))
}

/** @param packed of `packSettings` */
export const unpackSettings = (packed: PackedSettings): Settings => revive(parseJson(packed)) as Settings
