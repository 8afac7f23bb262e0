import { z } from 'zod'
import { admin } from './groups/admin.ts'
import { cache } from './groups/cache.ts'
import { callers } from './groups/callers.ts'
import { limits } from './groups/limits.ts'
import { mixin, sandbox, sealtalk } from './groups/networks.ts'
import { observability, tests } from './groups/observability.ts'
import { server } from './groups/server.ts'

/**
 * Every setting of Parley by its name in the environment, with its kind, default and description. A setting whose
 * default depends on others is optional here, and `readSettings` fills it in.
 */
export const environment = z.object({
  ...server,
  ...mixin,
  ...sealtalk,
  ...sandbox,
  ...callers,
  ...cache,
  ...limits,
  ...observability,
  ...admin,
  ...tests,
})

/** The groups of docs/settings.md, in its order. */
export const settingGroups: readonly { readonly title: string; readonly settings: object }[] = [
  { title: 'Server', settings: server },
  { title: 'Mixin', settings: mixin },
  { title: 'SealTalk', settings: sealtalk },
  { title: 'Sandbox', settings: sandbox },
  { title: 'Sessions and callers', settings: callers },
  { title: 'Redis, cache and connections', settings: cache },
  { title: 'Limits', settings: limits },
  { title: 'Logs, metrics and traces', settings: observability },
  { title: 'Admin port', settings: admin },
  { title: 'Tests', settings: tests },
]

/** The settings as read, before defaults that depend on each other and before the keystore file. */
export type Environment = z.infer<typeof environment>

/** The name of a setting. */
export type SettingName = keyof Environment

/** The raw environment: a text per name, without blank values. */
export type Given = Partial<Record<string, string>>
