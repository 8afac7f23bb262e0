import { afterAll, describe, expect, it } from 'vitest'
import { startSandbox } from '../../../sandbox/index.ts'
import { codesOf } from '../../../testing/answer.ts'
import { startGateway } from '../../../testing/gateway.ts'
import { startParley } from '../../../testing/parley.ts'

const VIEWERS = '{ viewer { mixin { user { name } } sealtalk { user { name } } } }'

const isOpen = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  )

describe('a gateway in front of the sandbox', async () => {
  const parley = await startParley()
  afterAll(() => parley.close())

  it('serves the bot, a demo user and a signed-in account', async () => {
    const bot = await parley.query(VIEWERS)
    const both = await parley.query(VIEWERS, {
      headers: { ...parley.as('Alia'), ...(await parley.signIn()) },
    })

    expect(bot).toMatchObject({
      status: 200,
      data: { viewer: { mixin: { user: { name: 'Parley Sandbox Bot' } } } },
    })
    expect(both.data).toEqual({
      viewer: {
        mixin: { user: { name: expect.stringMatching(/^Alia /) } },
        sealtalk: { user: { name: 'Lin Tallmere' } },
      },
    })
    expect(both.errors).toEqual([])
  })

  it('records the calls to each network until they are reset', async () => {
    parley.resetCalls()
    await parley.query('{ regions { code } }')
    const { mixin, sealtalk } = parley.calls()
    parley.resetCalls()

    expect(mixin).toEqual([])
    expect(sealtalk).toEqual(['GET /user/regionlist'])
    expect(parley.calls()).toEqual({ mixin: [], sealtalk: [] })
  })

  it('executes the operation in operationName, with its variables', async () => {
    const two = 'query One { __typename } query Two($is: Boolean!) { two: __typename @include(if: $is) }'
    const answer = await parley.query(two, { operationName: 'Two', variables: { is: true } })

    expect(answer.data).toEqual({ two: 'Query' })
  })
})

describe('a gateway in front of an existing sandbox', () => {
  it('uses it for the networks that its settings do not configure, and leaves it open', async () => {
    const sandbox = await startSandbox()
    const gateway = await startGateway({ sandbox, env: { MIXIN_BOT_ACCESS: 'none' } })

    const answer = await gateway.query(
      '{ regions { code } user(by: { mixinIdentityNumber: "30265" }) { name } }',
    )
    await gateway.close()
    const [isGatewayOpen, isSandboxOpen] = [await isOpen(gateway.url), await isOpen(sandbox.mixin.url)]
    await sandbox.close()

    expect(codesOf(answer)).toEqual(['user: UNAUTHENTICATED'])
    expect([isGatewayOpen, isSandboxOpen]).toEqual([false, true])
  })
})

describe('closing', () => {
  it('frees the ports of the gateway and of both networks', async () => {
    const parley = await startParley()
    const urls = [parley.url, parley.sandbox.mixin.url, parley.sandbox.sealtalk.url]

    const before = await Promise.all(urls.map(isOpen))
    await parley.close()

    expect(before).toEqual([true, true, true])
    expect(await Promise.all(urls.map(isOpen))).toEqual([false, false, false])
  })

  it('closes the sandbox if the gateway cannot start', async () => {
    const listening = () => process.getActiveResourcesInfo().filter((one) => one === 'TCPServerWrap').length
    const before = listening()

    await expect(startParley({ env: { LIMIT_COST: 'much' } })).rejects.toThrow(/LIMIT_COST/)
    // A handle that is closed is gone some turns of the event loop later.
    await expect.poll(listening).toBe(before)
  })
})
