import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Tailcall's binary, below this bench. It comes by npm for Linux on x64 only, and needs glibc 2.35. */
export const TAILCALL = 'node_modules/@tailcallhq/core-linux-x64-gnu/bin/tailcall'

const CACHE_MS = 600_000

export interface TailcallSettings {
  readonly port: number
  readonly upstreamUrl: string
  readonly caches: boolean
}

/**
 * Tailcall as its documentation shows it: fields of REST resources, by directives. It passes viewers' tokens on, but
 * can neither sign calls nor send ids in one POST, so that it serves the query for one user only.
 */
export const toTailcallConfig = ({ port, upstreamUrl, caches }: TailcallSettings): string => `
schema
  @server(port: ${port}, hostname: "127.0.0.1")
  @upstream(allowedHeaders: ["authorization"]) {
  query: Query
}

type Query {
  user(by: UserBy!): User
    @http(url: "${upstreamUrl}/users/{{.args.by.mixinUserId}}", select: "{{.data}}")
    ${caches ? `@cache(maxAge: ${CACHE_MS})` : ''}
}

input UserBy {
  mixinUserId: ID
  mixinIdentityNumber: String
}

type User {
  id: ID! @expr(body: "mixin:user:{{.value.user_id}}")
  full_name: String @modify(name: "name")
  avatar_url: String @modify(name: "avatarUrl")
  identity_number: String @modify(name: "identityNumber")
  biography: String
  is_verified: Boolean @modify(name: "isVerified")
  created_at: String @modify(name: "createdAt")
}
`

/** Writes the configuration to a temporary file, which is removed when the bench ends. Returns its path. */
export const writeTailcallConfig = (settings: TailcallSettings): string => {
  const folder = mkdtempSync(join(tmpdir(), 'parley-tailcall-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'tailcall.graphql')
  writeFileSync(path, toTailcallConfig(settings))
  return path
}
