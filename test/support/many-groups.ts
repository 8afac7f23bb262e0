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

/** Lets the first demo account leave all its groups. */
export const leaveGroups = async ({ url, signIn, credentials }: SealTalkSandbox): Promise<void> => {
  const [{ userId }] = credentials.accounts
  const headers = { 'content-type': 'application/json', 'user-agent': 'a test', cookie: signIn(userId) }
  const response = await fetch(`${url}/user/groups`, { headers })
  const { result } = (await response.json()) as { result: { group: { id: string } }[] }
  for (const { group } of result) {
    const body = JSON.stringify({ groupId: group.id })
    const { status } = await fetch(`${url}/group/quit`, { method: 'POST', headers, body })
    if (status !== 200) throw new Error(`The group was not left: ${status}`)
  }
}
