import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { type Draw, type Operation, pick } from '../paths/operations.ts'
import { HOSTILE_TEXTS } from './hostile-texts.ts'

/** Around the limits of lists, names and errors, and far beyond them. */
const LIST_LENGTHS = [1, 100, 101, 499, 500, 501, 2_000]
const NAME_LENGTHS = [32, 127, 128, 128, 128, 129, 2_000, 100_000]
const ALIASES = [1, 2, 5, 19, 20, 21, 30, 31]

const uuidOf = (index: number): string => `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`
const upTo = <Item>(count: number, make: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => make(index))

/** Distinct names of the same length. */
const nameOf = (length: number, index: number): string => `n${index}`.padEnd(length, 'x')

/** One text many times, or many texts; few of them an id. */
const listOf = (draw: Draw): string[] => {
  const length = pick(draw, LIST_LENGTHS)
  const text = pick(draw, ['', ...HOSTILE_TEXTS.filter((one) => one.length < 100)])
  return pick(draw, [
    upTo(length, () => text),
    upTo(length, (index) => `${text}${index}`),
    upTo(length, (index) => `mixin:user:${uuidOf(index)}`),
    upTo(length, (index) => `sealtalk:user:${index}`),
    upTo(length, () => `mixin:conversation:${x.groupId}`),
  ])
}

/** Small requests with a large response, or with much work, if nothing bounds it. */
const AMPLIFIERS: readonly ((draw: Draw) => Operation)[] = [
  (draw) => {
    const aliases = upTo(pick(draw, ALIASES), (index) => `a${index}: nodes(ids: $i) { id }`)
    return { query: `query ($i: [ID!]!) { ${aliases.join(' ')} }`, variables: { i: listOf(draw) } }
  },
  (draw) => {
    const by = pick(draw, ['id', 'mixinUserId', 'sealtalkUserId'])
    const aliases = upTo(pick(draw, ALIASES), (index) => `a${index}: users(by: $by) { name }`)
    return {
      query: `query ($by: [UserBy!]!) { ${aliases.join(' ')} }`,
      variables: { by: listOf(draw).map((value) => ({ [by]: value })) },
    }
  },
  (draw) => {
    const length = pick(draw, NAME_LENGTHS)
    const selection = upTo(pick(draw, ALIASES), (index) => `${nameOf(length, index)}: __typename`).join(' ')
    const group = `conversation(id: "mixin:conversation:${pick(draw, [x.groupId, x.group50Id])}")`
    return { query: `{ ${group} { participants { nodes { ${selection} } } } }`, variables: {} }
  },
  (draw) => {
    const length = pick(draw, NAME_LENGTHS)
    const selection = upTo(pick(draw, ALIASES), (index) => `${nameOf(length, index)}: __typename`).join(' ')
    const ids = upTo(pick(draw, LIST_LENGTHS), () => `mixin:conversation:${x.groupId}`)
    return { query: `query ($i: [ID!]!) { nodes(ids: $i) { ${selection} } }`, variables: { i: ids } }
  },
  (draw) => {
    const name = nameOf(pick(draw, NAME_LENGTHS), 0)
    const query = pick(draw, [
      `query ${name} { __typename }`,
      `query ($${name}: Int) { __typename }`,
      `{ ...${name} } fragment ${name} on Query { __typename }`,
      `{ ... on ${name} { __typename } }`,
      `{ __typename @${name} }`,
      `{ ${name} }`,
      `{ node(${name}: 1) { id } }`,
      `{ users(by: [{ ${name}: "" }]) { id } }`,
      `{ node(id: ${name}) { id } }`,
      `{ ${upTo(25, (index) => `${nameOf(name.length, index)}: nodes(ids: [""]) { id }`).join(' ')} }`,
    ])
    return { query, variables: {} }
  },
]

export const drawAmplifier = (draw: Draw): Operation => pick(draw, AMPLIFIERS)(draw)
