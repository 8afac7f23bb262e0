import { SettingsError } from '../../config/index.ts'
import type { AdminSettings } from '../../config/settings.ts'
import { toError } from '../../errors.ts'
import { isObject, parseJson } from '../../json.ts'
import { type AdminRequest, type AdminValues, toAdminRequest } from './request.ts'
import { describeReply } from './describe.ts'

/** Milliseconds for a reply: more than the gateway gives its workers. */
const TIMEOUT_MS = 10_000
const WRONG_ARGUMENTS = 2
const FAILED = 1

export interface AdminCommand {
  readonly action: string
  readonly values: AdminValues
  readonly json: boolean
  /** Throws `SettingsError`. Undefined without `ADMIN_PORT`. */
  readonly settings: () => AdminSettings | undefined
}

/** The gateway did not do what it was asked for. The message says what to change. */
class AdminFailure extends Error {
  readonly exitCode: number

  constructor(message: string, exitCode = FAILED) {
    super(message)
    this.exitCode = exitCode
  }
}

/** A gateway that listens on every address is reached on this machine's own. */
const REACHED: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }

const originOf = ({ host, port }: AdminSettings): string => {
  if (port === 0) {
    throw new AdminFailure('ADMIN_PORT is 0: set it to the port that the startup log of the gateway states.')
  }
  const reached = REACHED[host] ?? host
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`
}

const send = async (settings: AdminSettings, { method, path, body }: AdminRequest): Promise<object> => {
  const origin = originOf(settings)
  const { request } = await import('undici')
  const response = await request(`${origin}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${settings.token.reveal()}`,
      ...(body && { 'content-type': 'application/json' }),
    },
    ...(body && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: unknown) => {
    const { code = 'no reply' }: NodeJS.ErrnoException = toError(error)
    throw new AdminFailure(`No gateway has its admin port at ${origin} (${code}).`)
  })
  const { statusCode: status } = response
  const reply = parseJson(await response.body.text())
  if (!isObject(reply)) throw new AdminFailure(`Another program listens at ${origin}: its reply is not JSON.`)
  const errors = reply['errors']
  if (status === 200 && errors === undefined) return reply
  const [first] = Array.isArray(errors) ? (errors as unknown[]) : []
  const message = isObject(first) ? first['message'] : undefined
  throw new AdminFailure(typeof message === 'string' ? message : `The gateway replied ${status}.`)
}

const perform = async ({ action, values, settings }: AdminCommand): Promise<object> => {
  const request = toAdminRequest(action, values)
  if (typeof request === 'string') throw new AdminFailure(request, WRONG_ARGUMENTS)
  const admin = settings()
  if (!admin) throw new AdminFailure('ADMIN_PORT is not set: set it, and ADMIN_TOKEN, as for the gateway.')
  return send(admin, request)
}

/** Asks or tells a running gateway, and prints its reply. Resolves to the exit code. */
export const runAdmin = async (command: AdminCommand): Promise<number> => {
  const { json } = command
  try {
    const reply = await perform(command)
    process.stdout.write(json ? `${JSON.stringify(reply, undefined, 2)}\n` : describeReply(reply))
    return isObject(reply) && reply['complete'] === false ? FAILED : 0
  } catch (error) {
    if (!(error instanceof AdminFailure) && !(error instanceof SettingsError)) throw error
    if (json) process.stdout.write(`${JSON.stringify({ problems: [error.message] }, undefined, 2)}\n`)
    else process.stderr.write(`parley admin: ${error.message}\n`)
    return error instanceof AdminFailure ? error.exitCode : FAILED
  }
}
