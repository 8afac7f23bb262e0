import { loadEnvironment, readSettings } from '../../config/index.ts'
import type { AdminSettings } from '../../config/settings.ts'
import { defineCommand, JSON_OPTION } from '../command.ts'

/** Reads no other settings, so that it works where the others are not at hand. */
const readAdminSettings = (): AdminSettings | undefined => {
  const own = Object.entries(loadEnvironment()).filter(([name]) => name.startsWith('ADMIN_'))
  return readSettings(Object.fromEntries(own)).admin
}

export const admin = defineCommand({
  summary: 'ask or tell a running gateway by its admin port',
  details: `Actions:
  state           show breakers, cooldowns, budgets, caches and Redis
  drop-copies     drop cached copies, of one user (--user) or all (--everything), at all gateways that share a Redis
  close-network   send no call to a network (--network), until it is opened or the time is over (--seconds)
  open-network    send calls to it again (--network)
  end-sessions    end all SealTalk sessions of a user (--user), at all gateways that share a Redis

ADMIN_PORT, ADMIN_HOST and ADMIN_TOKEN say where the gateway is, as for the gateway itself.
It exits with 1 if the gateway cannot be reached, refuses, or was reached in part only, and with 2 if an argument is wrong.`,
  operand: '<action>',
  options: {
    user: { type: 'string', value: '<id>', description: 'a global id, such as mixin:user:…' },
    everything: { type: 'boolean', description: 'all copies' },
    network: { type: 'string', value: '<name>', description: 'mixin or sealtalk' },
    seconds: {
      type: 'string',
      value: '<number>',
      description: 'for how long, at most a week. Default: until it is opened',
    },
    json: { ...JSON_OPTION, description: 'print what the gateway replied as JSON' },
  },
  async run({ json = false, ...values }, action) {
    const { runAdmin } = await import('../admin/run.ts')
    return runAdmin({ action, values, json, settings: readAdminSettings })
  },
})
