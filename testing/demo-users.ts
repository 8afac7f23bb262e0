import type { MixinSandbox } from '../sandbox/index.ts'

/** Demo users of the sandbox's Mixin by their first names. */
export type DemoName = 'Alia' | 'Bo' | 'Cleo'

/** The access token of a demo user. */
export const tokenOf = ({ credentials }: Pick<MixinSandbox, 'credentials'>, name: DemoName): string => {
  const user = credentials.users.find((one) => one.name.startsWith(`${name} `))
  if (!user) throw new Error(`the sandbox has no demo user ${name}`)
  return user.accessToken
}
