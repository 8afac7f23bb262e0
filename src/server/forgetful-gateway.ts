import { randomBytes } from 'node:crypto'
import { systemClock } from '../clock.ts'
import { createGateway, type Gateway, type GatewayOptions } from '../gateway.ts'
import { createSchema } from '../schema.ts'
import { Secret } from '../secret.ts'
import { createNetworkSwitch } from '../upstream/network-switch.ts'
import { createMetrics } from '../telemetry/metrics.ts'
import { createReplaceableGateway } from './replaceable-gateway.ts'

/** A gateway on the sandbox, and how it forgets what it has seen. */
export const createForgetfulGateway = (
  options: GatewayOptions,
): { readonly gateway: Gateway; readonly forget: () => Promise<void> } => {
  const { session, requestTimeoutMs } = options.settings
  // Sessions outlive the gateway that sealed them.
  const secret = session.secret ?? new Secret(randomBytes(32).toString('base64url'))
  const shared = {
    ...options,
    schema: options.schema ?? createSchema(),
    metrics: createMetrics(),
    networkSwitch: createNetworkSwitch(options.clock ?? systemClock),
  }
  const { gateway, replace } = createReplaceableGateway(
    options.settings,
    (settings) => createGateway({ ...shared, settings: { ...settings, session: { ...session, secret } } }),
    requestTimeoutMs,
  )
  return { gateway, forget: replace }
}
