import { addUser, tokenOfUser, userByPhone, withSession } from './accounts.ts'
import type { Call, Endpoint, Endpoints } from './endpoint.ts'
import { Refusal, coded, ok } from './replies.ts'
import type { Reply } from './replies.ts'
import { isRightCode, sendCode } from './text-codes.ts'
import type { World } from './world.ts'

const WRONG_CODE = 1005
const PICTURE_CODE = '9999'

/** A picture that shows the code. */
const PICTURE = `data:image/svg+xml,${encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" width="80" height="30"><text x="8" y="22">${PICTURE_CODE}</text></svg>`,
)}`

const numberOf = (body: Call['body'], field: string): string => {
  const text = typeof body[field] === 'string' ? body[field].replace(/^\+/, '') : ''
  if (!/^\d+$/.test(text)) throw new Refusal(400, `Parameter ${field} error.`)
  return text
}

/** One step from a text message code to a session; whoever is new gets an account. */
const signIn = (world: World, { body }: Call): Reply => {
  const [region, phone] = [numberOf(body, 'region'), numberOf(body, 'phone')]
  if (!isRightCode(world, region, phone, body['code'])) return coded(WRONG_CODE, 'Invalid sms code.')
  const user =
    userByPhone(world, region, phone) ??
    addUser(world, { region, phone, nickname: `User ${phone.slice(-4)}`, password: '' })
  const { id, nickname: nickName } = user
  return withSession(world, id, { id: world.ids.encode(id), token: tokenOfUser(world, user), nickName })
}

/** What only the later server has; see docs/networks/sealtalk.md#later-server. */
export const laterEndpoints: Endpoints = (world): Endpoint[] => [
  {
    method: 'GET',
    path: '/user/pic_code',
    handle: () => ok({ picCodeId: world.seed.uuid(`picture ${world.stamp()}`), picCode: PICTURE }),
  },
  {
    method: 'POST',
    path: '/user/send_code_yp',
    handle({ body }) {
      const [region, phone] = [numberOf(body, 'region'), numberOf(body, 'phone')]
      if (typeof body['picCodeId'] !== 'string') throw new Refusal(400, 'Parameter picCodeId error.')
      if (body['picCode'] !== PICTURE_CODE) return coded(WRONG_CODE, 'Invalid Picture Code')
      sendCode(world, region, phone)
      return ok()
    },
  },
  { method: 'POST', path: '/user/verify_code_register', handle: (call) => signIn(world, call) },
]
