import { type GraphQLSchema, introspectionFromSchema } from 'graphql'
import { loadAssets } from './assets.ts'
import type { StaticResponse } from './assets.ts'
import { mark } from './mark.ts'
import { renderPage } from './page.ts'
import type { GraphiQLOptions } from './page.ts'
import { readTabs, type Tab } from './tabs.ts'

/** GraphiQL, served from the gateway's own files so that it works without internet access. */
export interface GraphiQL {
  /** The page for a GET of the endpoint that prefers `text/html`. */
  page(): Promise<StaticResponse>
  /** The file at a path below `assetsPath`; undefined where there is none. */
  asset(path: string, acceptEncoding: string | undefined): Promise<StaticResponse | undefined>
}

/** GraphiQL needs a tab. */
const documentsTab: Tab = {
  title: 'Trusted documents',
  query: '# This gateway executes trusted documents only.\n# Choose one in the panel on the left.\n',
}

type Options = Partial<Omit<GraphiQLOptions, 'logo' | 'hasDocuments' | 'hasIntrospection'>> & {
  readonly assetsPath?: string
  readonly documents?: ReadonlyMap<string, string>
  readonly schema?: GraphQLSchema
}

/** With all that GraphiQL asks a server for. */
const INTROSPECTION = {
  schemaDescription: true,
  inputValueDeprecation: true,
  directiveIsRepeatable: true,
  oneOf: true,
}

/**
 * Creates GraphiQL. Its 9 MB are loaded at the first request.
 *
 * @param options.endpoint - path that queries are sent to, `/graphql` by default
 * @param options.assetsPath - path that the files are served under, `<endpoint>/assets` by default
 * @param options.title - plain text, `Parley` by default
 * @param options.tabs - what to open with, by default the files of `tabs/`, or a hint where there are `documents`
 * @param options.headers - initial headers of each tab; by default they request a trace of upstream calls
 * @param options.sandbox - path of the sandbox's control, where there is one
 * @param options.documents - the trusted documents by their hashes, where only these are executed
 * @param options.schema - what the page shows although only trusted documents are executed; by default it says that
 *   it has none
 */
export function createGraphiQL(options: Options = {}): GraphiQL {
  const { endpoint = '/graphql', title = 'Parley', headers = { 'X-Parley-Trace': '1' } } = options
  const { assetsPath = `${endpoint}/assets`, documents, sandbox, schema } = options
  const { tabs = documents ? [documentsTab] : readTabs() } = options
  let loading: ReturnType<typeof loadAssets> | undefined
  const introspect = () => schema && introspectionFromSchema(schema, INTROSPECTION)
  const assets = () => (loading ??= loadAssets(assetsPath, documents, introspect()))

  return {
    async page() {
      const { paths } = await assets()
      const has = { hasDocuments: documents !== undefined, hasIntrospection: schema !== undefined }
      return renderPage({ endpoint, title, logo: mark, tabs, headers, sandbox, ...has }, paths)
    },
    async asset(path, acceptEncoding) {
      return (await assets()).read(path, acceptEncoding)
    },
  }
}
