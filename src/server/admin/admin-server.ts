import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { systemClock } from '../../clock.ts'
import type { AdminSettings, Settings } from '../../config/settings.ts'
import type { ControlAction } from '../../control/action.ts'
import { toError } from '../../errors.ts'
import type { Log } from '../../telemetry/log.ts'
import { isPlainJson } from '../body.ts'
import { createBodyReader } from '../body-reader.ts'
import { createConnectionLog } from '../connection-log.ts'
import { type ErrorReply, RejectedRequest, toErrorReply } from '../error-reply.ts'
import { unsupportedMediaType } from '../rejections.ts'
import { type Reply, toReply, writeReply } from '../reply.ts'
import { requestIdOf } from '../request-id.ts'
import { readTarget } from '../target.ts'
import { createAdmission } from './admission.ts'
import { createAudit } from './audit.ts'
import { createOperator, type Processes } from './operator.ts'
import { ACTION_PATHS } from './request-body.ts'

const STATE_PATH = '/state'
const MAX_BODY_BYTES = 4 * 1024
const LIMITS = {
  bodyBytes: MAX_BODY_BYTES,
  readingBodies: 16,
  readingBodiesPerAddress: 16,
  readingBytes: 16 * MAX_BODY_BYTES,
}
const MAX_CONNECTIONS = 64
const TIMEOUTS = { headersTimeout: 5_000, requestTimeout: 10_000, keepAliveTimeout: 5_000 }

/** The port for operators. */
export interface AdminServer {
  /** Resolves to its base URL once it listens. */
  listen(): Promise<string>
  /** What a process that starts now has to do first. */
  closings(): readonly ControlAction[]
  /** Takes the token of settings that were read again. */
  reload(settings: Pick<Settings, 'admin'>): void
  close(): void
}

export interface AdminServerOptions {
  readonly settings: AdminSettings
  readonly log: Log
  readonly processes: Processes
}

const badInput = (message: string): ErrorReply => ({ status: 400, code: 'BAD_USER_INPUT', message })

const notFound: ErrorReply = {
  status: 404,
  code: 'NOT_FOUND',
  message: `There is nothing at this path. Send GET to ${STATE_PATH}, or POST to ${[...ACTION_PATHS.keys()].join(', ')}.`,
}

const takesOnly = (method: string): ErrorReply => ({
  status: 405,
  code: 'BAD_USER_INPUT',
  message: `This path takes ${method} only.`,
  headers: { allow: method },
})

const tooLarge: ErrorReply = {
  status: 413,
  code: 'BAD_USER_INPUT',
  message: `The request body must have at most ${MAX_BODY_BYTES} bytes.`,
  headers: { connection: 'close' },
}

const noProcess: ErrorReply = {
  status: 503,
  code: 'UPSTREAM_UNAVAILABLE',
  message: 'No process of the gateway answers. Repeat the request, and look at the log.',
  retryAfterMs: 1_000,
}

const failed: ErrorReply = {
  status: 500,
  code: 'INTERNAL_SERVER_ERROR',
  message: 'Internal gateway error. The log has the details.',
}

const toJson = (body: object): Reply =>
  toReply(
    200,
    { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    `${JSON.stringify(body)}\n`,
  )

/** @see docs/operating.md#the-admin-port */
export const createAdminServer = ({ settings, log, processes }: AdminServerOptions): AdminServer => {
  const admission = createAdmission(settings)
  const audit = createAudit(log)
  const operator = createOperator({ processes, audit, clock: systemClock })
  const bodies = createBodyReader({
    limits: () => LIMITS,
    now: () => performance.now(),
    onCut: () => undefined,
  })

  const readBody = async (request: IncomingMessage): Promise<string | ErrorReply> => {
    if (!isPlainJson(request)) return unsupportedMediaType
    const body = await bodies.read(request, 'admin')
    return body ? body.toString() : tooLarge
  }

  const readAction = async (
    request: IncomingMessage,
    path: string,
  ): Promise<{ readonly asked: ControlAction } | ErrorReply> => {
    const read = ACTION_PATHS.get(path)
    if (!read) return notFound
    if (request.method !== 'POST') return takesOnly('POST')
    const body = await readBody(request)
    if (typeof body !== 'string') return body
    const asked = read(body)
    return typeof asked === 'string' ? badInput(asked) : { asked }
  }

  const act = async (request: IncomingMessage, requestId: string, asked: ControlAction) => {
    const { reply, audited } = await operator.run(asked)
    audit.acted(request, requestId, audited)
    if (!reply) return noProcess
    return 'refusal' in reply ? badInput(reply.refusal) : toJson(reply)
  }

  const respond = async (request: IncomingMessage, requestId: string): Promise<Reply | ErrorReply> => {
    const refusal = await admission.check(request)
    if (refusal) {
      audit.turnedAway(request, requestId, refusal)
      return refusal
    }
    const refuse = (reply: ErrorReply): ErrorReply => {
      audit.refused(request, requestId, reply)
      return reply
    }
    const { path } = readTarget(request)
    if (path !== STATE_PATH) {
      const action = await readAction(request, path)
      return 'asked' in action ? act(request, requestId, action.asked) : refuse(action)
    }
    if (request.method !== 'GET') return refuse(takesOnly('GET'))
    const state = await operator.state()
    if (!state) return refuse(noProcess)
    audit.read(request, requestId)
    return toJson(state)
  }

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const requestId = requestIdOf(request)
    const reply = await respond(request, requestId).catch((error: unknown): ErrorReply => {
      const isRejected = error instanceof RejectedRequest
      const reply = isRejected ? error.reply : failed
      if (request.destroyed) return reply
      if (!isRejected) log.error('request to the admin port failed', { requestId, err: toError(error) })
      audit.refused(request, requestId, reply)
      return reply
    })
    if (response.destroyed) return
    const common = ['x-request-id', requestId, 'x-content-type-options', 'nosniff']
    writeReply(response, common, 'code' in reply ? toErrorReply(reply, requestId) : reply)
  }

  const server = createServer(TIMEOUTS, (request, response) => {
    handle(request, response).catch(() => response.destroy())
  })
  server.maxConnections = MAX_CONNECTIONS
  createConnectionLog(log.child({ port: 'admin' }), () => performance.now()).watch(server)

  return {
    listen: () =>
      new Promise((resolve, reject) => {
        const { host, port } = settings
        server.once('error', ({ code }: NodeJS.ErrnoException) => {
          const why =
            code === 'EADDRINUSE'
              ? 'the port is in use; stop the process that listens there, or set another port'
              : code
          reject(new Error(`cannot listen on ${host}:${port} (ADMIN_HOST, ADMIN_PORT): ${why}`))
        })
        server.listen(port, host, () => {
          const { address, family, port: own } = server.address() as AddressInfo
          const url = `http://${family === 'IPv6' ? `[${address}]` : address}:${own}`
          log.info('the admin port is open', { url })
          resolve(url)
        })
      }),
    closings: operator.closings,
    reload({ admin }) {
      if (admin) admission.reload(admin.token)
    },
    close() {
      operator.close()
      server.close()
      server.closeAllConnections()
    },
  }
}
