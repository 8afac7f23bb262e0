import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { buildSchema, parse, validate } from 'graphql'
import { beforeAll, describe, expect, it } from 'vitest'
import { readTypeDefs } from '../../../src/schema.ts'
import { createGraphiQL } from '../../../src/server/graphiql/graphiql.ts'
import { browserModules, styleSheets } from '../../../src/server/graphiql/own-files.ts'
import { readTabs, titlesOf } from '../../../src/server/graphiql/tabs.ts'

const graphiql = createGraphiQL()
let page: { headers: Readonly<Record<string, string>>; html: string }
beforeAll(async () => {
  const { headers, body } = await graphiql.page()
  page = { headers, html: body.toString() }
})

/** The JSON that the page hands to its start script. */
function startOptions(html: string): Record<string, unknown> {
  return JSON.parse(/<script type="application\/json" id="options">(.*?)<\/script>/s.exec(html)?.[1] ?? '')
}

const isOwn = (path: string): boolean =>
  browserModules.some((name) => path.startsWith(`/graphql/assets/${name.slice(0, -3)}.`))

/** Every address below the assets' path that the page names, workers included. */
const assetPaths = () => [...new Set(page.html.match(/\/graphql\/assets\/[\w.-]+/g))]

describe('the page', () => {
  it('has no URLs of other hosts', () => {
    const addresses = page.html.match(/(https?:)?\/\/[\w.-]+/g)?.filter((one) => one !== 'http://www.w3.org')
    expect(addresses ?? []).toEqual([])
  })

  it('has a security policy that allows files of this server only, and no inline scripts', () => {
    expect(page.headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; worker-src 'self'; connect-src 'self'; style-src 'self' 'unsafe-inline'; " +
        "font-src 'self' data:; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    )
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-cache',
      vary: 'accept',
    })
    expect(page.html.match(/<script\b[^>]*>/g)).toEqual([
      '<script type="application/json" id="options">',
      expect.stringMatching(/^<script type="module" src="\/graphql\/assets\/environment\.[\w-]{12}\.js">$/),
      expect.stringMatching(/^<script defer src="\/graphql\/assets\/graphiql\.[\w-]{12}\.js">$/),
      expect.stringMatching(/^<script type="module" src="\/graphql\/assets\/start\.[\w-]{12}\.js">$/),
    ])
  })

  it('opens the examples as tabs that request a trace, and stores no headers', () => {
    const options = startOptions(page.html)
    const headers = '{\n  "X-Parley-Trace": "1"\n}'
    expect(options).toMatchObject({
      endpoint: '/graphql',
      title: 'Parley',
      headers,
      credentials: 'same-origin',
      shouldPersistHeaders: false,
    })
    expect(options['defaultTabs']).toEqual(readTabs().map(({ query }) => ({ query, headers })))
  })

  it('escapes titles and queries', async () => {
    const hostile = '</script><script>alert(1)</script>'
    const { body } = await createGraphiQL({
      title: hostile,
      tabs: [{ title: hostile, query: hostile }],
    }).page()
    expect(body.toString()).not.toContain('<script>alert')
    expect(body.toString()).toContain('<title>&#60;/script&#62;')
    expect(startOptions(body.toString())).toMatchObject({
      title: '&#60;/script&#62;&#60;script&#62;alert(1)&#60;/script&#62;',
      defaultTabs: [{ query: hostile }],
    })
  })

  it('uses the paths of its options', async () => {
    const { body } = await createGraphiQL({ endpoint: '/api', assetsPath: '/files', tabs: [] }).page()
    expect(startOptions(body.toString())).toMatchObject({ endpoint: '/api', defaultTabs: [] })
    expect(body.toString()).toMatch(/src="\/files\/graphiql\.[\w-]{12}\.js"/)
  })
})

describe('a file of GraphiQL', () => {
  it('is served for every URL of the page', async () => {
    expect(assetPaths()).toHaveLength(6 + browserModules.length + styleSheets.length)
    for (const path of assetPaths()) {
      const file = await graphiql.asset(path, undefined)
      expect(file?.status).toBe(200)
      expect(file?.headers).toMatchObject({
        'content-type': expect.stringMatching(/^(text\/(javascript|css)|image\/svg\+xml); charset=utf-8$/),
        'cache-control': 'public, max-age=31536000, immutable',
        'referrer-policy': 'no-referrer',
        vary: 'accept-encoding',
      })
      expect(file?.headers).not.toHaveProperty('content-encoding')
    }
  })

  it('imports only files that the page preloads, by their digested names', async () => {
    const imported = new Set<string>()
    for (const path of assetPaths().filter(isOwn)) {
      const text = (await graphiql.asset(path, undefined))?.body.toString() ?? ''
      for (const [, name] of text.matchAll(/ from '\.\/([^']+\.js)'/g))
        imported.add(`/graphql/assets/${name}`)
    }
    expect(imported.size).toBe(browserModules.length - 2)
    expect(assetPaths()).toEqual(expect.arrayContaining([...imported]))
  })

  it.each([
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip, br;q=0', 'gzip', gunzipSync],
    ['GZIP;q=0.5', 'gzip', gunzipSync],
    ['br ; q=0.1', 'br', brotliDecompressSync],
  ])('goes out to a browser that says %s as %s', async (acceptEncoding, encoding, unpack) => {
    const path = assetPaths().find((one) => /graphiql\..*css$/.test(one)) ?? ''
    const plain = await graphiql.asset(path, 'identity')
    const packed = await graphiql.asset(path, acceptEncoding)
    expect(packed?.headers['content-encoding']).toBe(encoding)
    expect(packed?.body.length).toBeLessThan((plain?.body.length ?? 0) * 0.6)
    expect(unpack(packed?.body ?? Buffer.alloc(0)).equals(plain?.body ?? Buffer.alloc(0))).toBe(true)
  })

  it.each(['', 'deflate, zstd', 'br;q=0, gzip;q=0', 'br;q=nonsense'])(
    'goes out as it is to a client that says "%s"',
    async (acceptEncoding) => {
      const file = await graphiql.asset(assetPaths()[0] ?? '', acceptEncoding)
      expect(file?.headers).not.toHaveProperty('content-encoding')
    },
  )

  it('is compressed once', async () => {
    const path = assetPaths().find((one) => /graphiql\..*css$/.test(one)) ?? ''
    const [first, second] = await Promise.all([graphiql.asset(path, 'br'), graphiql.asset(path, 'br')])
    expect(second?.body).toBe(first?.body)
    expect((await graphiql.asset(path, 'br'))?.body).toBe(first?.body)
  })

  it.each(['/graphql/assets/', '/graphql/assets/graphiql.js', '/graphql/assets/../page.ts', '/other'])(
    'is not there at %s',
    async (path) => {
      expect(await graphiql.asset(path, 'br')).toBeUndefined()
    },
  )
})

describe('the examples', () => {
  const schema = buildSchema(readTypeDefs().join('\n'))

  it.each(readTabs().map(({ title, query }) => [title, query]))(
    'are valid against the schema: %s',
    (_, text = '') => {
      expect(validate(schema, parse(text))).toEqual([])
    },
  )

  it('begin with a tour of five named queries', () => {
    const names = [...(readTabs()[0]?.query ?? '').matchAll(/^query (\w+)/gm)].map(([, name]) => name)
    expect(names).toEqual([
      'Tour1WhoAmI',
      'Tour2FindPeople',
      'Tour3BotAndMaker',
      'Tour4GroupPage',
      'Tour5OneToOne',
    ])
  })

  it('have titles for people in their first lines, one for all operations of a tab', () => {
    expect(readTabs().map(({ title }) => title)).toEqual([
      'Start here',
      'A group',
      'Fifty numbers, one call',
      'A search box',
      'Two networks',
      'When things fail',
      'Start a chat',
      'Anything by its id',
      'In two parts',
    ])
    expect(titlesOf(readTabs())).toMatchObject({
      Tour1WhoAmI: 'Start here',
      Tour5OneToOne: 'Start here',
      FiftyByNumber: 'Fifty numbers, one call',
      SignOut: 'Two networks',
    })
  })
})

describe('the page of a gateway', () => {
  const optionsOf = async (graphiql: ReturnType<typeof createGraphiQL>) =>
    startOptions((await graphiql.page()).body.toString())

  it('knows of no sandbox and lists no documents by default', async () => {
    expect(await optionsOf(createGraphiQL())).toMatchObject({ parley: { titles: titlesOf(readTabs()) } })
    expect(Object.keys((await optionsOf(createGraphiQL()))['parley'] as object)).toEqual(['titles'])
  })

  it('of trusted documents has these instead of examples, in a file of its own', async () => {
    const documents = new Map([['ab12', 'query Mine { __typename }']])
    const graphiql = createGraphiQL({ documents })
    const { defaultTabs, parley } = await optionsOf(graphiql)
    expect(defaultTabs).toMatchObject([{ query: expect.stringContaining('Choose one') as string }])

    const file = await graphiql.asset((parley as { documents: string }).documents, undefined)
    expect(file?.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(JSON.parse(file?.body.toString() ?? '')).toEqual([
      { hash: 'ab12', query: 'query Mine { __typename }' },
    ])
  })
})
