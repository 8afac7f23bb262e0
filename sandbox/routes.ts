import type { Route } from './upstream.ts'

/** A route that fits a path, with its decoded parameters. */
export type RouteMatch = { route: Route; params: ReadonlyMap<string, string> }

type Part = { name: string; isParam: boolean }
type CompiledRoute = { route: Route; parts: readonly Part[]; paramCount: number }

const compile = (route: Route): CompiledRoute => {
  const parts = route.path
    .split('/')
    .slice(1)
    .map((part) => ({ name: part.replace(/^:/, ''), isParam: part.startsWith(':') }))
  return { route, parts, paramCount: parts.filter((part) => part.isParam).length }
}

const decode = (part: string): string | null => {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}

/** Decoded parts of a path; null where one is empty, a dot segment or wrongly encoded. */
const partsOf = (path: string): string[] | null => {
  const parts: string[] = []
  for (const raw of path.split('/').slice(1)) {
    const part = decode(raw)
    if (part === null || part === '' || part === '.' || part === '..') return null
    parts.push(part)
  }
  return parts
}

const fit = (compiled: CompiledRoute, parts: readonly string[]): RouteMatch | null => {
  const params = new Map<string, string>()
  for (const [index, part] of compiled.parts.entries()) {
    const given = parts[index] ?? ''
    if (part.isParam) params.set(part.name, given)
    else if (part.name !== given) return null
  }
  return { route: compiled.route, params }
}

const shapeOf = (method: string, partCount: number): string => `${method} ${partCount}`

/**
 * Finds the route of a call. Literal parts win over parameters; a path with empty parts, dot
 * segments (encoded or not) or broken escapes fits nothing, since no client means one.
 */
export const createRouter = (
  routes: readonly Route[],
): ((method: string, path: string) => RouteMatch | null) => {
  const byShape = new Map<string, CompiledRoute[]>()
  for (const compiled of routes.map(compile).sort((a, b) => a.paramCount - b.paramCount)) {
    const shape = shapeOf(compiled.route.method, compiled.parts.length)
    byShape.set(shape, [...(byShape.get(shape) ?? []), compiled])
  }
  return (method, path) => {
    const parts = partsOf(path)
    if (parts === null) return null
    for (const compiled of byShape.get(shapeOf(method, parts.length)) ?? []) {
      const match = fit(compiled, parts)
      if (match !== null) return match
    }
    return null
  }
}

/** The name an endpoint has in faults and counters, such as `GET /users/:id`. */
export const endpointOf = (route: Route): string => `${route.method} ${route.path}`
