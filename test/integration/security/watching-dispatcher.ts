import { Agent, type Dispatcher } from 'undici'
import { endpoints as mixinEndpoints } from '../../../src/datasources/mixin/endpoints.ts'
import { endpoints as sealtalkEndpoints } from '../../../src/datasources/sealtalk/endpoints.ts'
import type { Endpoint } from '../../../src/upstream/endpoint.ts'

/** Form of each parameter of a path and of a query, by name: written down here anew, not taken from the code. */
type Forms = Readonly<Record<string, RegExp>>

const MIXIN: Forms = {
  id: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  number: /^[1-9][0-9]{3,11}$/,
  // A plus, encoded, then digits.
  query: /^%2B[0-9]{5,15}$/,
}
/** By template. */
const MIXIN_QUERIES: Readonly<Record<string, Forms>> = {
  // A time, whose colons are encoded.
  '/circles/:id/conversations': { limit: /^500$/, offset: /^[0-9T%A-Z.:+-]{10,64}$/ },
}
const SEALTALK: Forms = {
  id: /^[0-9A-Za-z]{1,32}$/,
  version: /^[0-9]{1,16}$/,
  region: /^[1-9][0-9]{0,3}$/,
  phone: /^[0-9]{1,14}$/,
}
const SEALTALK_QUERIES: Readonly<Record<string, Forms>> = {
  '/user/batch': { id: /^[0-9A-Za-z]{1,32}$/ },
  '/user/find_user': {
    region: /^[1-9][0-9]{0,3}$/,
    phone: /^[0-9]{1,14}$/,
    st_account: /^[A-Za-z][A-Za-z0-9_-]{5,19}$/,
  },
  '/group/get_bulletin': { groupId: /^[0-9A-Za-z]{1,32}$/ },
  '/user/favgroups': { limit: /^[0-9]{1,3}$/, offset: /^[0-9]{1,9}$/ },
}

/** A request as it was handed to the connection. */
export interface Watched {
  readonly origin: string
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const fits = (template: string, path: string, forms: Forms): boolean => {
  const [wanted, given] = [template.split('/'), path.split('/')]
  return (
    wanted.length === given.length &&
    wanted.every((segment, index) => {
      const value = given[index] ?? ''
      if (!segment.startsWith(':')) return segment === value
      const form = forms[segment.slice(1)]
      if (!form) throw new Error(`nobody has said what ${segment} of ${template} may be`)
      return form.test(value)
    })
  )
}

const methodsOf = (endpoint: Endpoint): readonly string[] =>
  'disputed' in endpoint ? ['GET', 'POST'] : [endpoint.method]

const isListed =
  (endpoints: readonly Endpoint[], forms: Forms, queries: Readonly<Record<string, Forms>>) =>
  ({ method, path }: Watched): boolean => {
    const [pathname = '', query, ...more] = path.split('?')
    if (more.length > 0) return false
    const parameters = (query ?? '')
      .split('&')
      .filter(Boolean)
      .map((pair) => pair.split('='))
    const [, allowed = {}] =
      Object.entries(queries).find(([template]) => fits(template, pathname, forms)) ?? []
    return (
      parameters.every(
        ([name = '', value = '', ...rest]) =>
          rest.length === 0 && Object.hasOwn(allowed, name) && allowed[name]?.test(value) === true,
      ) &&
      endpoints.some(
        (endpoint) =>
          methodsOf(endpoint).includes(method) &&
          fits(endpoint.template.replace(/\?.*/, ''), pathname, forms),
      )
    )
  }

/** Hop by hop and conditional ones are never the gateway's to send. */
const HEADERS: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'authorization',
  'content-type',
  'cookie',
  'user-agent',
  'x-forwarded-for',
  'x-request-id',
])

export interface Watch {
  readonly dispatcher: Dispatcher
  /** What has been sent since the last `take`. */
  take(): Watched[]
  /** Requests that are not on the list of documented calls, whenever they were sent. */
  readonly offList: readonly Watched[]
}

/** Sends requests as they are, and holds each against the endpoint tables: origin, method, path, query, header names. */
export const createWatch = (origins: { readonly mixin: string; readonly sealtalk: string }): Watch => {
  const isMixin = isListed(Object.values(mixinEndpoints), MIXIN, MIXIN_QUERIES)
  const isSealTalk = isListed(Object.values(sealtalkEndpoints), SEALTALK, SEALTALK_QUERIES)
  let sent: Watched[] = []
  const offList: Watched[] = []
  const isFine = (one: Watched): boolean =>
    Object.keys(one.headers).every((name) => HEADERS.has(name)) &&
    ((one.origin === origins.mixin && isMixin(one)) || (one.origin === origins.sealtalk && isSealTalk(one)))
  const dispatcher = new Agent().compose((dispatch) => (options, handler) => {
    const watched: Watched = {
      origin: String(options.origin),
      method: options.method,
      path: options.path,
      headers: options.headers as Record<string, string>,
      body: typeof options.body === 'string' ? options.body : '',
    }
    sent.push(watched)
    if (!isFine(watched)) offList.push(watched)
    return dispatch(options, handler)
  })
  return {
    dispatcher,
    take() {
      const taken = sent
      sent = []
      return taken
    },
    offList,
  }
}
