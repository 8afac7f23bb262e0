import { randomBytes } from 'node:crypto'
import { createGateway, type Gateway, type GatewayOptions } from '../gateway.ts'
import { createSchema } from '../schema.ts'
import { Secret } from '../secret.ts'
import { createMetrics } from '../telemetry/metrics.ts'
import { createReplaceableGateway } from './replaceable-gateway.ts'
import type { SandboxNetwork, SandboxPanel } from './sandbox-route.ts'
import type { Demo } from './startup-banner.ts'

type Control = SandboxNetwork['control']

/** A sandbox of this process, with its controls. */
export interface SandboxDemo extends Demo {
  readonly mixin: Demo['mixin'] & { readonly control: Control }
  readonly sealtalk: Demo['sealtalk'] & { readonly control: Control }
}

/** A gateway on the sandbox that can forget what it has seen, and what GraphiQL's panel controls of both. */
export const withSandboxPanel = (
  options: GatewayOptions,
  { mixin, sealtalk }: SandboxDemo,
): { readonly gateway: Gateway; readonly panel: SandboxPanel } => {
  const { settings } = options
  const { session, sandbox, requestTimeoutMs } = settings
  // Sessions outlive the gateway that sealed them.
  const secret = session.secret ?? new Secret(randomBytes(32).toString('base64url'))
  const shared = {
    ...options,
    settings: { ...settings, session: { ...session, secret } },
    schema: options.schema ?? createSchema(),
    metrics: createMetrics(),
  }
  const { gateway, replace } = createReplaceableGateway(() => createGateway(shared), requestTimeoutMs)
  const networks: readonly (SandboxNetwork | false)[] = [
    sandbox.fills.mixin !== undefined && {
      network: 'MIXIN',
      people: mixin.credentials.users.map(({ name, accessToken }) => ({ name, accessToken })),
      control: mixin.control,
    },
    sandbox.fills.sealtalk !== undefined && {
      network: 'SEALTALK',
      people: sealtalk.credentials.accounts.map(({ nickname: name, region, phone: number, password }) => ({
        name,
        region,
        number,
        password,
      })),
      control: sealtalk.control,
    },
  ]
  return { gateway, panel: { networks: networks.filter((network) => network !== false), forget: replace } }
}
