import { readFileSync } from 'node:fs'
import { buildSchema, GraphQLEnumType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { readTypeDefs } from '../../src/schema.ts'
import { pages, sortBlocks, sortPage } from './blocks.ts'

const fenced = (info: string, text: string): string => `\`\`\`${info}\n${text}\n\`\`\`\n`

describe('the blocks of a page', () => {
  it('are sent where they are a query, a script or a curl, with the JSON right below as their answer', () => {
    const page = [
      fenced('sh', 'npm start'),
      fenced('graphql', '{ a }'),
      fenced('json', '{"data": 1}'),
      fenced('sh', 'curl x'),
      'It answers:',
      fenced('json', '{"data": 2}'),
      fenced('js', 'go()'),
      fenced('json settings.json', '{}'),
    ].join('\n')

    const { requests, files, unexplained, notRun } = sortBlocks(page)

    expect(requests.map(({ block, answer }) => [block.line, block.text, answer])).toEqual([
      [5, '{ a }', '{"data": 1}'],
      [13, 'curl x', undefined],
      [22, 'go()', undefined],
    ])
    expect(unexplained.map(({ text }) => text)).toEqual(['{"data": 2}'])
    expect([...files]).toEqual([['settings.json', '{}']])
    expect(notRun).toEqual([])
  })

  it('are not sent where a comment says why', () => {
    const page = `<!-- not run: an example -->\n\n${fenced('graphql', '{ a }')}\n${fenced('json', '{}')}`

    const { requests, unexplained, notRun } = sortBlocks(page)

    expect(requests).toEqual([])
    expect(notRun.map(({ notRun: why }) => why)).toEqual(['an example'])
    expect(unexplained).toHaveLength(1)
  })
})

describe('the pages of this project', () => {
  const shown = pages.map((page) => ({ page, ...sortPage(page) }))

  it('show no JSON that is neither run nor said not to be', () => {
    const places = shown.flatMap(({ page, unexplained }) => unexplained.map(({ line }) => `${page}:${line}`))

    expect(places).toEqual([])
  })

  it('leave out of what is run these and no more', () => {
    const counts = shown
      .filter(({ notRun }) => notRun.length > 0)
      .map(({ page, notRun }) => [page, notRun.length])

    expect(counts).toEqual([
      ['docs/front-end.md', 4],
      ['docs/shield.md', 2],
    ])
  })

  it('show requests, most of them with their answers', () => {
    const requests = shown.flatMap((page) => page.requests)

    expect(requests.length).toBeGreaterThanOrEqual(20)
    expect(requests.filter(({ answer }) => answer !== undefined).length).toBeGreaterThan(requests.length / 2)
  })
})

describe("the frontend guide's table of errors", () => {
  it('has every code that there is, and no other', () => {
    const guide = readFileSync(new URL('../../docs/front-end.md', import.meta.url), 'utf8')
    const type = buildSchema(readTypeDefs().join('\n')).getType('ErrorCode')
    const codes = type instanceof GraphQLEnumType ? type.getValues().map(({ name }) => name) : []

    expect(codes.length).toBeGreaterThan(10)
    expect([...guide.matchAll(/^\| `([A-Z_]+)` +\|/gm)].map(([, code]) => code)).toEqual(codes)
  })
})
