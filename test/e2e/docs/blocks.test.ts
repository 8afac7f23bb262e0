import { readFileSync } from 'node:fs'
import { buildSchema, GraphQLEnumType } from 'graphql'
import { describe, expect, it } from 'vitest'
import { readTypeDefs } from '../../../src/schema.ts'
import { type Block, pages, sortBlocks, sortPage } from './blocks.ts'

const fenced = (info: string, text: string): string => `\`\`\`${info}\n${text}\n\`\`\`\n`

describe('the blocks of a page', () => {
  it('are requests if they are a query, a script or curl, with the JSON right below as the response', () => {
    const page = [
      fenced('sh', 'npm start'),
      fenced('graphql', '{ a }'),
      fenced('json', '{"data": 1}'),
      fenced('sh', 'curl x'),
      'Response:',
      fenced('json', '{"data": 2}'),
      fenced('js', 'go()'),
      fenced('json settings.json', '{}'),
      fenced('ts', 'const one = 1'),
      fenced('', 'ok'),
      fenced('mermaid', 'flowchart'),
    ].join('\n')

    const { requests, commands, files, samples, unexplained, notRun } = sortBlocks(page)

    expect(requests.map(({ block, response }) => [block.line, block.text, response])).toEqual([
      [5, '{ a }', '{"data": 1}'],
      [13, 'curl x', undefined],
      [22, 'go()', undefined],
    ])
    expect(commands.map(({ text }) => text)).toEqual(['npm start'])
    expect(samples.map(({ text }) => text)).toEqual(['const one = 1'])
    expect(unexplained.map(({ text }) => text)).toEqual(['{"data": 2}', 'ok'])
    expect([...files]).toEqual([['settings.json', '{}']])
    expect(notRun).toEqual([])
  })

  it('are not run if a comment says why', () => {
    const why = '<!-- not run: an example -->\n\n'
    const page = [
      why + fenced('graphql', '{ a }'),
      fenced('json', '{}'),
      why + fenced('sh', 'npm start'),
      why + fenced('yaml', 'a: 1'),
    ].join('\n')

    const { requests, commands, unexplained, notRun } = sortBlocks(page)

    expect([...requests, ...commands]).toEqual([])
    expect(notRun.map(({ language, notRun: reason }) => [language, reason])).toEqual([
      ['graphql', 'an example'],
      ['sh', 'an example'],
      ['yaml', 'an example'],
    ])
    expect(unexplained.map(({ language }) => language)).toEqual(['json'])
  })
})

describe('the pages of this project', () => {
  const shown = pages.map((page) => ({ page, ...sortPage(page) }))

  it('are found in all folders', () => {
    expect(pages).toEqual(
      expect.arrayContaining([
        'README.md',
        'CONTRIBUTING.md',
        'docs/adr/0010-two-paths.md',
        'bench/README.md',
      ]),
    )
    expect(pages.filter((page) => /node_modules|CHANGELOG/.test(page))).toEqual([])
  })

  it('have no block that is neither run nor marked as not run', () => {
    const places = shown.flatMap(({ page, unexplained }) => unexplained.map(({ line }) => `${page}:${line}`))

    expect(places).toEqual([])
  })

  /** Files of examples are compared in client-pages.test.ts. */
  const isExample = (page: string, { fileName }: Block) => page.startsWith('docs/clients/') && fileName !== ''

  const counted = (what: 'notRun' | 'samples') =>
    shown
      .map(
        ({ page, ...blocks }) =>
          [page, blocks[what].filter((block) => !isExample(page, block)).length] as const,
      )
      .filter(([, count]) => count > 0)

  it('mark these blocks as not run, and no others', () => {
    expect(counted('notRun')).toEqual([
      // test/e2e/deploy/package.test.ts
      ['README.md', 1],
      ['docs/authentication.md', 1],
      ['docs/front-end/sign-in-mixin.md', 1],
      ['docs/front-end/stale-data.md', 1],
      ['docs/operating.md', 5],
      ['docs/shield.md', 2],
    ])
  })

  it('show samples only where a specific test checks them', () => {
    expect(counted('samples')).toEqual([
      // test/e2e/deploy/package.test.ts
      ['docs/clients/schema.md', 1],
      // test/unit/docs.test.ts
      ['docs/front-end/testing.md', 4],
      // test/integration/doctor/process.test.ts, test/integration/telemetry/log/following-a-failure.test.ts,
      // test/unit/config/redis.test.ts
      ['docs/operating.md', 3],
      // test/e2e/deploy/package.test.ts, and the one text: test/integration/testing/cost-matchers.test.ts
      ['docs/testing.md', 7],
    ])
  })

  it('show requests, most of them with responses', () => {
    const requests = shown.flatMap((page) => page.requests)

    expect(requests.length).toBeGreaterThanOrEqual(20)
    expect(requests.filter(({ response }) => response !== undefined).length).toBeGreaterThan(
      requests.length / 2,
    )
  })
})

describe("the front-end guide's table of error codes", () => {
  it('has every code, and no other', () => {
    const guide = readFileSync(new URL('../../../docs/front-end/errors.md', import.meta.url), 'utf8')
    const type = buildSchema(readTypeDefs().join('\n')).getType('ErrorCode')
    const codes = type instanceof GraphQLEnumType ? type.getValues().map(({ name }) => name) : []

    expect(codes.length).toBeGreaterThan(10)
    expect([...guide.matchAll(/^\| `([A-Z_]+)` +\|/gm)].map(([, code]) => code)).toEqual(codes)
  })
})
