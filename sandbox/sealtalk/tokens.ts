import { renewToken } from './accounts.ts'
import { callerOf } from './endpoint.ts'
import type { Endpoint, Endpoints } from './endpoint.ts'
import { crash, ok } from './replies.ts'

const HOUR_MS = 3_600_000

/** Tokens for other services, and the picture code that never comes; see docs/networks/sealtalk.md. */
export const tokenEndpoints: Endpoints = (world): Endpoint[] => {
  const read = world.traits.readsByPost ? 'POST' : 'GET'
  return [
    {
      method: read,
      path: '/user/get_token',
      handle(call) {
        const user = callerOf(world, call)
        const token = renewToken(world, user)
        return ok({ [world.traits.tokenIdField]: world.ids.encode(user.id), token })
      },
    },
    {
      method: read,
      path: '/user/get_image_token',
      handle() {
        const policy = JSON.stringify({
          scope: 'sandbox',
          deadline: Math.floor((world.clock() + HOUR_MS) / 1_000),
        })
        const signature = world.seed.bytes(`image token ${policy}`, 20).toString('base64url')
        const token = `sandbox:${signature}:${Buffer.from(policy).toString('base64url')}`
        return ok({ target: 'qiniu', domain: 'files.sealtalk.example', token })
      },
    },
    {
      method: read,
      path: '/user/get_sms_img_code',
      handle() {
        if (world.dialect !== 'document' && world.dialect !== 'java') throw crash('result is not defined')
        const verifyId = world.seed.uuid(`picture ${world.stamp()}`)
        return ok({ url: `https://captcha.sealtalk.example/${verifyId}.png`, verifyId })
      },
    },
  ]
}
