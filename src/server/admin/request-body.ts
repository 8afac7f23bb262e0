import { isObject, parseJson } from '../../json.ts'
import type { ControlAction } from '../../control/action.ts'

/** Longest time for which a network can be closed in advance: a week. */
const MAX_SECONDS = 7 * 24 * 60 * 60

/** What a body asks for, or a sentence that says what to change. */
export type Asked = ControlAction | string

type Fields = Readonly<Record<string, unknown>>

const readFields = (body: string, known: readonly string[], example: string): Fields | string => {
  const fields = parseJson(body)
  if (!isObject(fields)) return `The request body must be a JSON object, for example ${example}.`
  const unknown = Object.keys(fields).find((name) => !known.includes(name))
  return unknown === undefined
    ? fields
    : `The request body may have ${known.map((name) => `"${name}"`).join(' and ')} only, for example ${example}.`
}

const readDrop = (body: string): Asked => {
  const example = '{"user": "mixin:user:…"} or {"everything": true}'
  const fields = readFields(body, ['user', 'everything'], example)
  if (typeof fields === 'string') return fields
  const { user, everything } = fields
  if (everything === true && user === undefined) return { action: 'drop-copies', user: undefined }
  if (typeof user === 'string' && everything === undefined) return { action: 'drop-copies', user }
  return `The request body must have either "user", a global id, or "everything", true: ${example}.`
}

const readNetwork = (body: string): Asked => {
  const example = '{"network": "mixin"}'
  const fields = readFields(body, ['network'], example)
  if (typeof fields === 'string') return fields
  const { network } = fields
  return typeof network === 'string'
    ? { action: 'open-network', network }
    : `network: must be the name of a network, for example ${example}.`
}

const isSeconds = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MAX_SECONDS

const readClosing = (body: string): Asked => {
  const example = '{"network": "mixin", "forSeconds": 600}'
  const fields = readFields(body, ['network', 'forSeconds'], example)
  if (typeof fields === 'string') return fields
  const { network, forSeconds } = fields
  if (typeof network !== 'string') return `network: must be the name of a network, for example ${example}.`
  if (forSeconds === undefined) return { action: 'close-network', network, forMs: undefined }
  return isSeconds(forSeconds)
    ? { action: 'close-network', network, forMs: forSeconds * 1000 }
    : `forSeconds: must be a whole number from 1 to ${MAX_SECONDS}, a week. Leave it out to close the network until it is opened.`
}

const readSessions = (body: string): Asked => {
  const example = '{"user": "sealtalk:user:…"}'
  const fields = readFields(body, ['user'], example)
  if (typeof fields === 'string') return fields
  const { user } = fields
  return typeof user === 'string'
    ? { action: 'end-sessions', user }
    : `user: must be a global id, for example ${example}.`
}

/** What POST to each path asks for. */
export const ACTION_PATHS: ReadonlyMap<string, (body: string) => Asked> = new Map([
  ['/copies/drop', readDrop],
  ['/networks/close', readClosing],
  ['/networks/open', readNetwork],
  ['/sessions/end', readSessions],
])
