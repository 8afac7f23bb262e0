import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { digestedName } from './digested-name.ts'
import { mark } from './mark.ts'
import { type OwnFileName, readOwnFiles } from './own-files.ts'

/** An answer that knows no server: write status and headers, then the body. */
export interface StaticResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** GraphiQL's files under names that carry a digest of their content, so that browsers keep them for good. */
export interface Assets {
  /** Address of each file. */
  readonly paths: Readonly<Record<AssetName, string>>
  /** The file at an address, packed as the `Accept-Encoding` header allows; undefined where there is none. */
  read(path: string, acceptEncoding: string | undefined): Promise<StaticResponse> | undefined
}

const contentTypes = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
}

/** A file of GraphiQL, by the name it has before the digest. */
export type AssetName =
  | OwnFileName
  | 'graphiql.js'
  | 'graphiql.css'
  | 'editor-worker.js'
  | 'json-worker.js'
  | 'graphql-worker.js'
  | 'mark.svg'

/** 2.1 MB instead of 8.8 MB in a fifth of a second; higher qualities take seconds for the last tenth. */
const brotliQuality = 6

const packers = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes),
  identity: (bytes: Buffer) => Promise.resolve(bytes),
}

/**
 * Loads GraphiQL (9 MB of script, so only when somebody asks for it). Files are packed off the main thread when
 * they are first asked for, and then kept.
 *
 * @param folder - path under which the files are served, without a trailing slash
 */
export async function loadAssets(folder: string): Promise<Assets> {
  const bundle = await import('@graphql-yoga/render-graphiql/graphiql')
  const contents: Record<AssetName, string> = {
    'graphiql.js': bundle.js,
    'graphiql.css': bundle.css,
    'editor-worker.js': bundle.editorWorkerService,
    'json-worker.js': bundle.jsonWorker,
    'graphql-worker.js': bundle.graphqlWorker,
    'mark.svg': mark,
    ...readOwnFiles(),
  }
  const assets = (Object.keys(contents) as AssetName[]).map((name) => ({
    name,
    bytes: Buffer.from(contents[name]),
    path: `${folder}/${digestedName(name, contents[name])}`,
  }))
  const packed = new Map<string, Promise<Buffer>>()

  return {
    paths: Object.fromEntries(assets.map(({ name, path }) => [name, path])) as Record<AssetName, string>,
    read(path, acceptEncoding) {
      const asset = assets.find((one) => one.path === path)
      if (asset === undefined) return undefined
      const encoding = chooseEncoding(acceptEncoding)
      const key = `${encoding} ${path}`
      const body = packed.get(key) ?? packers[encoding](asset.bytes)
      packed.set(key, body)
      return body.then((bytes) => respond(bytes, contentTypeOf(asset.name), encoding))
    },
  }
}

const contentTypeOf = (name: AssetName): string =>
  contentTypes[name.slice(name.lastIndexOf('.') + 1) as keyof typeof contentTypes]

function respond(body: Buffer, contentType: string, encoding: keyof typeof packers): StaticResponse {
  return {
    status: 200,
    headers: {
      'content-type': contentType,
      ...(encoding === 'identity' ? {} : { 'content-encoding': encoding }),
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    },
    body,
  }
}

/** The smallest packing that the client names and does not refuse with `q=0`. */
function chooseEncoding(acceptEncoding = ''): keyof typeof packers {
  const accepted = acceptEncoding
    .toLowerCase()
    .split(',')
    .map((part) => part.trim().split(/\s*;\s*q=/))
    .filter(([, quality = '1']) => Number(quality) > 0)
    .map(([encoding]) => encoding)
  return (['br', 'gzip'] as const).find((encoding) => accepted.includes(encoding)) ?? 'identity'
}
