import { userByPhone } from './accounts.ts'
import { pathId } from './endpoint.ts'
import type { Call, Endpoint, Endpoints } from './endpoint.ts'
import type { User } from './model.ts'
import { NO_USER } from './nothing.ts'
import { listRegions } from './regions.ts'
import { Refusal, ok } from './replies.ts'
import type { Reply } from './replies.ts'
import { checkMobile } from './rules.ts'
import type { World } from './world.ts'

const unknownUser = (): Refusal => new Refusal(404, 'Unknown user.')

/** The short form that lists and searches give of a user. */
const summaryOf = (world: World, { id, nickname, portraitUri }: User) => ({
  id: world.ids.encode(id),
  nickname,
  portraitUri,
})

const readUser = (world: World, call: Call): Reply => {
  const user = world.state.users.get(pathId(world, call, 'id') ?? 0)
  if (user === undefined && world.sendsNulls) return ok(NO_USER)
  if (user === undefined) throw unknownUser()
  const { gender, stAccount, phone } = user
  return ok({ ...summaryOf(world, user), gender, stAccount, ...(world.traits.showsPhones ? { phone } : {}) })
}

/** Users in the order of their rows: unknown ids are left out, repeated ones collapse. */
const readBatch = (world: World, call: Call): Reply => {
  const wanted = new Set(call.request.query.getAll('id').map((id) => world.ids.decode(id)))
  const users = [...world.state.users.values()].filter((user) => wanted.has(user.id))
  return ok(users.map((user) => summaryOf(world, user)))
}

/** A search that respects who does not want to be found. */
const findUser = (world: World, call: Call): Reply => {
  const { query } = call.request
  const { region, phone, account } = {
    region: query.get('region') ?? '',
    phone: query.get('phone') ?? '',
    account: (query.get('st_account') ?? '').toLowerCase(),
  }
  const byPhone = region !== '' && phone !== ''
  if (!byPhone && account === '') throw new Refusal(400, 'Parameter error.')
  const user = byPhone
    ? userByPhone(world, region, phone)
    : [...world.state.users.values()].find((each) => each.stAccount.toLowerCase() === account)
  const flag = byPhone ? 'phoneVerify' : 'stSearchVerify'
  if (user === undefined || user[flag] === 0) throw unknownUser()
  if (world.dialect === 'later') return ok(summaryOf(world, user))
  const { gender, stAccount } = user
  return ok({ ...summaryOf(world, user), gender, stAccount, [flag]: user[flag] })
}

/** Users and regions; see docs/networks/sealtalk.md#users-and-groups. */
export const lookupEndpoints: Endpoints = (world): Endpoint[] => {
  const read = world.traits.readsByPost ? 'POST' : 'GET'
  return [
    { method: 'GET', path: '/ping', handle: () => ok() },
    { method: 'GET', path: '/user/regionlist', handle: () => ok(listRegions()) },
    { method: 'GET', path: '/user/batch', handle: (call) => readBatch(world, call) },
    { method: 'GET', path: '/user/find_user', handle: (call) => findUser(world, call) },
    {
      method: read,
      path: '/user/find/:region/:phone',
      handle({ request }) {
        const { region, phone } = { region: request.param('region'), phone: request.param('phone') }
        checkMobile(region, phone)
        const user = userByPhone(world, region, phone)
        if (user === undefined && world.sendsNulls) return ok(NO_USER)
        if (user === undefined) throw unknownUser()
        return ok(summaryOf(world, user))
      },
    },
    {
      method: 'POST',
      path: '/user/upload_contacts',
      handle() {
        throw new Refusal(404, 'Not implements.')
      },
    },
    { method: read, path: '/user/:id', handle: (call) => readUser(world, call) },
  ]
}
