import { closestName } from '../../config/near-names.ts'

/** The options of `parley admin` that an action may take. */
export interface AdminValues {
  readonly user?: string
  readonly everything?: boolean
  readonly network?: string
  readonly seconds?: string
}

export interface AdminRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: Readonly<Record<string, unknown>>
}

interface Action {
  readonly path: string
  readonly takes: readonly (keyof AdminValues)[]
  /** The body, or what is missing. */
  bodyOf?(values: AdminValues): Readonly<Record<string, unknown>> | string
}

const withNetwork = ({ network }: AdminValues): Readonly<Record<string, unknown>> | string =>
  network === undefined ? '--network is missing: mixin or sealtalk.' : { network }

const ACTIONS: Readonly<Record<string, Action>> = {
  state: { path: '/state', takes: [] },
  'drop-copies': {
    path: '/copies/drop',
    takes: ['user', 'everything'],
    bodyOf({ user, everything = false }) {
      if (user === undefined) return everything ? { everything } : '--user or --everything is missing.'
      return everything ? '--user and --everything exclude each other.' : { user }
    },
  },
  'close-network': {
    path: '/networks/close',
    takes: ['network', 'seconds'],
    bodyOf({ seconds, ...values }) {
      const body = withNetwork(values)
      if (typeof body === 'string' || seconds === undefined) return body
      return /^\d{1,9}$/.test(seconds)
        ? { ...body, forSeconds: Number(seconds) }
        : '--seconds must be a whole number.'
    },
  },
  'open-network': { path: '/networks/open', takes: ['network'], bodyOf: withNetwork },
  'end-sessions': {
    path: '/sessions/end',
    takes: ['user'],
    bodyOf: ({ user }) => (user === undefined ? '--user is missing.' : { user }),
  },
}

/** What to send for an action, or what is wrong with the arguments. */
export const toAdminRequest = (name: string, values: AdminValues): AdminRequest | string => {
  const action = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined
  const known = Object.keys(ACTIONS)
  if (!action) {
    const closest = closestName(name, known)
    const hint = closest === undefined ? `They are: ${known.join(', ')}.` : `Did you mean ${closest}?`
    return `${JSON.stringify(name)} is not an action. ${hint}`
  }
  const given = Object.keys(values) as (keyof AdminValues)[]
  const unknown = given.find((option) => !action.takes.includes(option))
  if (unknown !== undefined) return `${name} takes no --${unknown}.`
  if (!action.bodyOf) return { method: 'GET', path: action.path }
  const body = action.bodyOf(values)
  return typeof body === 'string' ? body : { method: 'POST', path: action.path, body }
}
