import type { Dispatcher } from 'undici'
import type { Sandbox } from '../../../sandbox/index.ts'
import { createCredentialMarks } from '../../integration/shield/marking-dispatcher.ts'
import type { TestGateway } from '../../support/gateway.ts'

/** Credentials by whose they are: two of Mixin, two of SealTalk, and the gateway's bot. */
export type Credential = 'Alia' | 'Bo' | 'Lin' | 'Max' | 'bot'

/** Somebody who asks, with any two credentials of two networks. */
export interface Viewer {
  readonly name: string
  /** Whose answers it may see. */
  readonly own: ReadonlySet<string>
  readonly headers: Readonly<Record<string, string>>
}

/** Two accounts on both networks, the same ones crossed, and each network alone. */
const PAIRS: readonly (readonly [mixin: 'Alia' | 'Bo' | 'bot', sealtalk: 'Lin' | 'Max' | undefined])[] = [
  ['Alia', 'Lin'],
  ['Bo', 'Max'],
  ['Alia', 'Max'],
  ['bot', 'Lin'],
  ['Bo', undefined],
  ['bot', undefined],
]

export interface Viewers {
  /** Marks every text of an answer with the credential that it was asked for with. */
  readonly dispatcher: Dispatcher
  /** Signs in through a gateway, and gives everybody who may ask. */
  signIn(gateway: TestGateway): Promise<readonly Viewer[]>
}

export const createViewers = (sandbox: Sandbox): Viewers => {
  const tokens = new Map(
    sandbox.mixin.credentials.users.map(({ name, accessToken }) => [
      `Bearer ${accessToken}`,
      name.split(' ')[0] ?? '',
    ]),
  )
  const marks = createCredentialMarks(tokens)

  const bearerOf = (name: string): string =>
    [...tokens].find(([, owner]) => owner === name)?.[0] ?? `no token of ${name}`

  return {
    dispatcher: marks.dispatcher,
    async signIn(gateway) {
      const sessions = new Map<string, string>()
      for (const [index, name] of (['Lin', 'Max'] as const).entries()) {
        const { region, phone, password } = sandbox.sealtalk.credentials.accounts[index] ?? {}
        marks.signingIn(name)
        const { headers } = await gateway.query(
          'mutation ($input: LoginInput!) { login(input: $input) { userId } }',
          { variables: { input: { phone: { region, number: phone }, password } } },
        )
        sessions.set(name, headers.getSetCookie()[0]?.split(';')[0] ?? '')
      }
      marks.signingIn()
      return PAIRS.map(([mixin, sealtalk]) => ({
        name: [mixin, sealtalk].filter(Boolean).join(' and '),
        own: new Set([mixin, ...(sealtalk ? [sealtalk] : [])]),
        headers: {
          ...(mixin !== 'bot' && { authorization: bearerOf(mixin) }),
          ...(sealtalk && { cookie: sessions.get(sealtalk) ?? '' }),
        },
      }))
    },
  }
}
