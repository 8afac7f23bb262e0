/** An account to sign in with. */
export type SealTalkDemoAccount = {
  region: string
  phone: string
  password: string
  /** The network's own id of the user. */
  userId: string
  nickname: string
}

/** All that a client needs to use the upstream; the same at every start. None of it is worth anything elsewhere. */
export type SealTalkCredentials = {
  /** First the one with everything: 65 groups, 28 favourites, friends in every state, a blacklist. */
  accounts: readonly [SealTalkDemoAccount, SealTalkDemoAccount]
  /** A text message code that is right for every phone that was sent one. */
  testCode: '9999'
}

/** Code that is always right. */
export const TEST_CODE = '9999'

/** The demo accounts by their numbers. */
export const DEMO_ACCOUNTS = [
  { id: 1, region: '86', phone: '19900000001', password: 'demo-lin-1', nickname: 'Lin Tallmere' },
  { id: 2, region: '1', phone: '2025550102', password: 'demo-max-2', nickname: 'Max Orrinson' },
] as const

/** The demo accounts as a client knows them. */
export const createCredentials = (encode: (id: number) => string): SealTalkCredentials => {
  const [lin, max] = DEMO_ACCOUNTS.map(({ id, ...account }) => ({ ...account, userId: encode(id) }))
  if (lin === undefined || max === undefined) throw new Error('The sandbox has two demo accounts.')
  return { accounts: [lin, max], testCode: TEST_CODE }
}
