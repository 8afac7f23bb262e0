import type { SealTalkSandbox } from '../../sandbox/sealtalk/index.ts'

/** Lets the first demo account create groups until it is in so many. */
export const createGroups = async (
  { url, examples, encodeId, signIn, credentials }: SealTalkSandbox,
  total: number,
): Promise<void> => {
  const [{ userId }] = credentials.accounts
  const headers = { 'content-type': 'application/json', 'user-agent': 'a test', cookie: signIn(userId) }
  for (let index = examples.groupCount; index < total; index += 1) {
    const memberIds = [userId, encodeId((index % 200) + 2)]
    const body = JSON.stringify({ name: `Group ${index}`, memberIds })
    const { status } = await fetch(`${url}/group/create`, { method: 'POST', headers, body })
    if (status !== 200) throw new Error(`The group was not created: ${status}`)
  }
}
