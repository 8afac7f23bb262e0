import { loadAssets } from './assets.ts'
import type { StaticResponse } from './assets.ts'
import { mark } from './mark.ts'
import { renderPage } from './page.ts'
import type { GraphiQLOptions } from './page.ts'
import { readTabs } from './tabs.ts'

/** GraphiQL out of our own files: it works with no internet. Knows no server; see {@link StaticResponse}. */
export interface GraphiQL {
  /** The page, for a GET of the endpoint that wants `text/html`. */
  page(): Promise<StaticResponse>
  /** The file at a path below `assetsPath`; undefined where there is none. */
  asset(path: string, acceptEncoding: string | undefined): Promise<StaticResponse | undefined>
}

/**
 * Prepares GraphiQL; its nine megabytes are loaded when it is first asked for.
 *
 * @param options.endpoint - path that queries are sent to, `/graphql` by default
 * @param options.assetsPath - path that the files are served under, `<endpoint>/assets` by default
 * @param options.title - plain text, `Parley` by default
 * @param options.tabs - documents to open with, by default those of `examples/`
 * @param options.headers - headers each tab starts with, by default one that asks for the trace of upstream calls
 */
export function createGraphiQL(
  options: Partial<Omit<GraphiQLOptions, 'logo'>> & { readonly assetsPath?: string } = {},
): GraphiQL {
  const { endpoint = '/graphql', title = 'Parley', headers = { 'X-Parley-Trace': '1' } } = options
  const { assetsPath = `${endpoint}/assets`, tabs = readTabs() } = options
  let loading: ReturnType<typeof loadAssets> | undefined
  const assets = () => (loading ??= loadAssets(assetsPath))

  return {
    async page() {
      const { paths } = await assets()
      return renderPage({ endpoint, title, logo: mark, tabs, headers }, paths)
    },
    async asset(path, acceptEncoding) {
      return (await assets()).read(path, acceptEncoding)
    },
  }
}
