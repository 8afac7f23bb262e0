import { z } from 'zod'
import type { NetworkName } from '../global-id.ts'
import { Secret } from '../secret.ts'
import { asSecret } from './kinds.ts'

/** What a caller with an API key may do. */
export interface ApiKeyRights {
  /** For logs, metrics and messages. Undefined for a key without a name. */
  readonly name: string | undefined
  /** As the Mixin bot: queries only, or mutations too. */
  readonly access: 'read' | 'full'
  /** The only network that a request with the key may use. Undefined: all. */
  readonly network: NetworkName | undefined
  /** Requests per second; 0 for no limit. Undefined: `LIMIT_REQUESTS_PER_SECOND`. */
  readonly requestsPerSecond: number | undefined
}

const UNNAMED: ApiKeyRights = {
  name: undefined,
  access: 'full',
  network: undefined,
  requestsPerSecond: undefined,
}

/** One of `API_KEYS`. */
export class ApiKey extends Secret {
  readonly rights: ApiKeyRights

  constructor(key: string, rights: Partial<ApiKeyRights> = {}) {
    super(key)
    this.rights = { ...UNNAMED, ...rights }
  }

  /** What is in front of the key: `shop:read:mixin:5`. Undefined for a key without a name. */
  get label(): string | undefined {
    const { name, access, network, requestsPerSecond } = this.rights
    if (name === undefined) return undefined
    return [name, access, network, requestsPerSecond].filter((part) => part !== undefined).join(':')
  }
}

/** Characters of a key that has a name: the text in front of an equals sign in a shorter one is a part of the key. */
export const MIN_KEY_LENGTH = 16

const NAME = String.raw`[a-z\d][\w.-]{0,63}`
const LABEL = new RegExp(
  String.raw`^(?<name>${NAME})(?::(?<access>read|full))?(?::(?<network>mixin|sealtalk))?(?::(?<rate>\d{1,6}(?:\.\d{1,6})?))?$`,
  'i',
)
/** A name with words behind it that may be misspelled. */
const WORDS = new RegExp(String.raw`^(?<name>${NAME})(?::[\w.-]*)+$`, 'i')

/** The two sides of the first equals sign. */
const partsOf = (entry: string): { readonly label: string; readonly key: string } => {
  const at = entry.indexOf('=')
  return at < 0
    ? { label: '', key: entry }
    : { label: entry.slice(0, at).trim(), key: entry.slice(at + 1).trim() }
}

const isNetwork = (word: string | undefined): word is NetworkName => word === 'mixin' || word === 'sealtalk'

const FORM =
  'name[:read|full][:mixin|sealtalk][:requests per second]=key, its words in this order and the number from 0 to 999999'

/** An entry of the list, or what is wrong with it. */
const readEntry = (entry: string): ApiKey | string => {
  const { label, key } = partsOf(entry)
  if (key.length < MIN_KEY_LENGTH || label === '') return new ApiKey(entry)
  const { name, access, network, rate } = LABEL.exec(label)?.groups ?? {}
  if (name === undefined) {
    const meant = WORDS.exec(label)?.groups?.['name']
    return meant === undefined
      ? new ApiKey(entry)
      : `has a key called ${meant} that must be written as ${FORM}`
  }
  const lower = network?.toLowerCase()
  return new ApiKey(key, {
    name,
    access: access?.toLowerCase() === 'read' ? 'read' : 'full',
    network: isNetwork(lower) ? lower : undefined,
    requestsPerSecond: rate === undefined ? undefined : Number(rate),
  })
}

/** Whether an entry was meant to have a name, but is a key as a whole since what follows is too short. */
export const hasShortNamedKey = (apiKey: ApiKey): boolean => {
  const { label, key } = partsOf(apiKey.reveal())
  return (
    apiKey.label === undefined && /[^=]/.test(key) && key.length < MIN_KEY_LENGTH && WORDS.test(`${label}:`)
  )
}

const nameOf = ({ rights: { name } }: ApiKey): string => name ?? 'a key without a name'

/** Names and keys that two entries share. Messages never quote a key. */
const repeated = (keys: readonly ApiKey[]): string[] =>
  keys.flatMap((key, index) => {
    const before = keys.slice(0, index)
    const { name } = key.rights
    const isNameTaken = name !== undefined && before.some(({ rights }) => rights.name === name)
    const same = before.find((other) => other.reveal() === key.reveal())
    return [
      ...(isNameTaken ? [`has two keys called ${name}: each needs a name of its own`] : []),
      ...(same
        ? [`has the same key as ${nameOf(same)} and as ${nameOf(key)}: each needs a key of its own`]
        : []),
    ]
  })

const list = z.string().transform((text, context) => {
  const entries = text.split(',').map((entry) => entry.trim())
  const given = entries.filter((entry) => entry !== '')
  const read = given.map(readEntry)
  const named = read.filter((key) => key instanceof ApiKey)
  const keys = named.filter(
    (key, index) =>
      key.label !== undefined ||
      !named.some((other, at) => at < index && other.label === undefined && other.reveal() === key.reveal()),
  )
  const problems = [...read.filter((problem) => typeof problem === 'string'), ...repeated(keys)]
  if (given.length === 0) problems.push('must be a comma-separated list of keys')
  for (const message of problems) context.addIssue({ code: 'custom', message })
  return problems.length === 0 ? keys : z.NEVER
})

/** A comma-separated list of keys, with or without names. Ignores empty items and repeated ones without a name. */
export const apiKeys = asSecret(list)
