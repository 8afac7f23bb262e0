import { describe, expect, it } from 'vitest'
import { startSealTalkUpstream } from '../../../sandbox/sealtalk/index.ts'
import { clientOf } from './sealtalk-client.ts'

type Opened = Awaited<ReturnType<typeof startSealTalkUpstream>>

const open = async (seed: number, look: (upstream: Opened) => Promise<void>): Promise<void> => {
  const upstream = await startSealTalkUpstream({ seed })
  try {
    await look(upstream)
  } finally {
    await upstream.close()
  }
}

const everybody = (upstream: Opened): Promise<{ id: string; nickname: string }[]> => {
  const client = clientOf(upstream.url, upstream.signIn(upstream.credentials.accounts[0].userId))
  const ask = async (from: number) => {
    const ids = Array.from({ length: 300 }, (_, index) => `id=${upstream.encodeId(from + index)}`)
    return (await client.get(`/user/batch?${ids.join('&')}`)).result as { id: string; nickname: string }[]
  }
  return Promise.all([ask(1), ask(301)]).then((pages) => pages.flat())
}

describe('The made-up people', () => {
  it('are more than 300, in more than 100 groups', async () => {
    await open(1, async (upstream) => {
      expect((await everybody(upstream)).length).toBeGreaterThanOrEqual(300)
      const client = clientOf(upstream.url, upstream.signIn(upstream.credentials.accounts[0].userId))
      const group = await client.get(`/group/${upstream.encodeId(100)}`)
      expect(group.result).toMatchObject({ id: upstream.encodeId(100), deletedAt: null })
    })
  })

  it('are the same at every start, with other ids for another seed', async () => {
    const seen: { id: string; nickname: string }[][] = []
    for (const seed of [1, 1, 2])
      await open(seed, async (upstream) => void seen.push(await everybody(upstream)))
    const [first, again, other] = seen
    expect(again).toEqual(first)
    expect(other?.map(({ nickname }) => nickname)).toEqual(first?.map(({ nickname }) => nickname))
    expect(other?.some(({ id }) => first?.some((each) => each.id === id))).toBe(false)
  })

  it('have ids of nine letters and digits, all different', async () => {
    await open(1, async (upstream) => {
      const ids = Array.from({ length: 2_000 }, (_, index) => upstream.encodeId(index + 1))
      expect(new Set(ids).size).toBe(2_000)
      expect(ids.every((id) => /^[0-9A-Za-z]{9}$/.test(id))).toBe(true)
      expect(upstream.encodeId(2 ** 32 - 1)).toMatch(/^[0-9A-Za-z]{9}$/)
    })
  })

  it('demand good ids to sign in', async () => {
    await open(1, async (upstream) => {
      expect(() => upstream.signIn('nonsense')).toThrow('This is not the id of a user.')
    })
  })
})
