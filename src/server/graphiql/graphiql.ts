import { loadAssets } from './assets.ts'
import type { StaticResponse } from './assets.ts'
import { mark } from './mark.ts'
import { renderPage } from './page.ts'
import type { GraphiQLOptions } from './page.ts'
import { readTabs } from './tabs.ts'

/** GraphiQL, served from the gateway's own files so that it works without internet access. */
export interface GraphiQL {
  /** The page for a GET of the endpoint that prefers `text/html`. */
  page(): Promise<StaticResponse>
  /** The file at a path below `assetsPath`; undefined where there is none. */
  asset(path: string, acceptEncoding: string | undefined): Promise<StaticResponse | undefined>
}

/**
 * Creates GraphiQL. Its 9 MB are loaded at the first request.
 *
 * @param options.endpoint - path that queries are sent to, `/graphql` by default
 * @param options.assetsPath - path that the files are served under, `<endpoint>/assets` by default
 * @param options.title - plain text, `Parley` by default
 * @param options.tabs - documents to open with, by default those of `tabs/`
 * @param options.headers - initial headers of each tab; by default they request a trace of upstream calls
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
