import type { Settings } from '../config/settings.ts'
import { withResolverSpans } from '../execution/resolver-spans.ts'
import { createGateway, type Gateway, type GatewayOptions } from '../gateway.ts'
import { createSchema } from '../schema.ts'
import type { Log } from '../telemetry/log.ts'
import { createSpans } from '../telemetry/spans/index.ts'
import type { SandboxPanel } from './sandbox-control.ts'
import { createForgetfulGateway } from './forgetful-gateway.ts'
import { createServer, type GatewayServer, type GatewayServerOptions } from './server.ts'

export interface OpenServerOptions extends Pick<GatewayServerOptions, 'renderMetrics'> {
  readonly settings: Settings
  readonly log: Log
  readonly openWorkerStore?: GatewayOptions['openWorkerStore']
  /** Creates the panel of the sandbox, where GraphiQL has one. @param forget makes this gateway forget what it has seen */
  readonly createPanel?: ((forget: () => Promise<void>) => SandboxPanel) | undefined
}

export interface OpenServer {
  readonly gateway: Gateway
  readonly server: GatewayServer
}

/** A gateway and its server in this process, ready to listen. Rejects where Redis refuses `REDIS_URL`. */
export const openServer = async (options: OpenServerOptions): Promise<OpenServer> => {
  const { settings, log, openWorkerStore, createPanel, renderMetrics } = options
  const spans = createSpans()
  const gatewayOptions: GatewayOptions = {
    settings,
    log,
    openWorkerStore,
    ...(spans && { schema: withResolverSpans(createSchema()) }),
  }
  const forgetful = createPanel && createForgetfulGateway(gatewayOptions)
  const gateway = forgetful?.gateway ?? createGateway(gatewayOptions)
  const sandbox = forgetful && createPanel(forgetful.forget)
  const server = createServer({ gateway, settings, log, spans, sandbox, renderMetrics })
  const refusal = await gateway.ready
  if (refusal) throw refusal
  return { gateway, server }
}
