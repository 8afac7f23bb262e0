import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { IntrospectionQuery } from 'graphql'
import { chooseCoding } from '../compression.ts'
import { digestedName } from './digested-name.ts'
import { mark } from './mark.ts'
import { type OwnFileName, readOwnFiles } from './own-files.ts'

/** A response that is independent of the server. */
export interface StaticResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

/** GraphiQL's files under names with a digest of their content, so that browsers can cache them for ever. */
export interface Assets {
  /** URL path of each file. */
  readonly paths: Readonly<Record<AssetName, string>>
  /** The file at a path, compressed as the `Accept-Encoding` header allows; undefined where there is none. */
  read(path: string, acceptEncoding: string | undefined): Promise<StaticResponse> | undefined
}

const contentTypes = {
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
}

/** Name of a file without its digest. */
export type AssetName =
  | OwnFileName
  | 'graphiql.js'
  | 'graphiql.css'
  | 'editor-worker.js'
  | 'json-worker.js'
  | 'graphql-worker.js'
  | 'mark.svg'
  | 'documents.json'
  | 'introspection.json'

/** Compresses 8.8 MB to 2.1 MB in 0.2 s. Higher qualities take seconds to save another tenth. */
const brotliQuality = 6

const compressors = {
  br: (bytes: Buffer) =>
    promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } }),
  gzip: (bytes: Buffer) => promisify(gzip)(bytes),
  identity: (bytes: Buffer) => Promise.resolve(bytes),
}

/**
 * Loads GraphiQL, 9 MB of scripts, so call it on demand. Each file is compressed off the main thread at its
 * first request and then cached.
 *
 * @param folder - path under which the files are served, without a trailing slash
 * @param documents - the trusted documents by their hashes, if the page shows any
 * @param introspection - the schema, if the page cannot ask for it
 */
export async function loadAssets(
  folder: string,
  documents: ReadonlyMap<string, string> = new Map(),
  introspection?: IntrospectionQuery,
): Promise<Assets> {
  const bundle = await import('@graphql-yoga/render-graphiql/graphiql')
  const contents: Record<AssetName, string> = {
    'graphiql.js': bundle.js,
    'graphiql.css': bundle.css,
    'editor-worker.js': bundle.editorWorkerService,
    'json-worker.js': bundle.jsonWorker,
    'graphql-worker.js': bundle.graphqlWorker,
    'mark.svg': mark,
    'documents.json': JSON.stringify([...documents].map(([hash, query]) => ({ hash, query }))),
    'introspection.json': JSON.stringify({ data: introspection }),
    ...readOwnFiles(),
  }
  const assets = (Object.keys(contents) as AssetName[]).map((name) => ({
    name,
    bytes: Buffer.from(contents[name]),
    path: `${folder}/${digestedName(name, contents[name])}`,
  }))
  const compressed = new Map<string, Promise<Buffer>>()

  return {
    paths: Object.fromEntries(assets.map(({ name, path }) => [name, path])) as Record<AssetName, string>,
    read(path, acceptEncoding) {
      const asset = assets.find((one) => one.path === path)
      if (asset === undefined) return undefined
      const encoding = chooseCoding(acceptEncoding) ?? 'identity'
      const key = `${encoding} ${path}`
      const body = compressed.get(key) ?? compressors[encoding](asset.bytes)
      compressed.set(key, body)
      return body.then((bytes) => respond(bytes, contentTypeOf(asset.name), encoding))
    },
  }
}

const contentTypeOf = (name: AssetName): string =>
  contentTypes[name.slice(name.lastIndexOf('.') + 1) as keyof typeof contentTypes]

function respond(body: Buffer, contentType: string, encoding: keyof typeof compressors): StaticResponse {
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
