import type { MixinSandbox } from '../sandbox/index.ts'

/** First names of the demo users of the sandbox's Mixin. */
export type DemoName = 'Alia' | 'Bo' | 'Cleo'

/** The access token of a demo user. */
export const tokenOf = ({ credentials }: Pick<MixinSandbox, 'credentials'>, name: DemoName): string => {
  const user = credentials.users.find((one) => one.name.startsWith(`${name} `))
  if (!user) throw new Error(`The sandbox has no demo user ${name}.`)
  return user.accessToken
}
