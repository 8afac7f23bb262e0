import type { Settings } from '../config/settings.ts'
import type { SandboxNetwork } from './sandbox-control.ts'
import type { Demo } from './startup-banner.ts'

type Control = SandboxNetwork['control']

/** A sandbox of this process, with its controls. */
export interface SandboxDemo extends Demo {
  readonly mixin: Demo['mixin'] & { readonly control: Control }
  readonly sealtalk: Demo['sealtalk'] & { readonly control: Control }
}

/** The networks that the sandbox stands in for, as GraphiQL's panel controls them. */
export const networksOf = (
  { sandbox }: Pick<Settings, 'sandbox'>,
  { mixin, sealtalk }: SandboxDemo,
): readonly SandboxNetwork[] => {
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
  return networks.filter((network) => network !== false)
}
