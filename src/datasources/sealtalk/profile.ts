import { badUserInput, type ErrorCode, GatewayError, isGatewayError } from '../../errors.ts'
import type { GatewayRequest } from '../../request/request.ts'
import type { Gender, UserModel } from '../types.ts'
import type { SealTalkClient } from './client.ts'
import { endpoints, type SealTalkEndpoint } from './endpoints.ts'
import { genderWord, userReference } from './mapping.ts'
import { requireNickname, requirePortrait, requireStAccount } from './rules.ts'
import type { RequestSession } from './session.ts'
import type { SealTalkUsers } from './users.ts'

/** What is left out stays. */
export interface ProfileChange {
  readonly nickname?: string | undefined
  readonly portraitUri?: string | undefined
  readonly gender?: Gender | undefined
  readonly stAccount?: string | undefined
}

export type ProfilePart = 'NICKNAME' | 'PORTRAIT' | 'GENDER' | 'ST_ACCOUNT'

export interface ProfileOutcome {
  /** The account, by id. */
  readonly user: UserModel
  readonly applied: readonly ProfilePart[]
  readonly failed: readonly {
    readonly part: ProfilePart
    readonly code: ErrorCode
    readonly message: string
  }[]
}

/** The account's own profile. @see docs/networks/sealtalk.md#the-account */
export interface SealTalkProfile {
  /**
   * Changes what is given, each part by a call of its own, in order. What SealTalk refuses is told; once it
   * cannot be reached or no longer knows the session, the rest is told to have failed alike. Throws if that
   * happens before anything was changed, and BAD_USER_INPUT, with nothing sent, for what breaks a rule.
   */
  update(change: ProfileChange): Promise<ProfileOutcome>
}

export interface SealTalkProfileOptions {
  readonly client: SealTalkClient
  readonly request: GatewayRequest
  readonly session: RequestSession
  readonly users: SealTalkUsers
}

interface Step {
  readonly part: ProfilePart
  readonly endpoint: SealTalkEndpoint
  readonly body: Readonly<Record<string, string>>
}

/** The parts that are given, each checked. */
const stepsOf = ({ nickname, portraitUri, gender, stAccount }: ProfileChange): readonly Step[] => {
  const steps: Step[] = []
  if (nickname !== undefined) {
    const body = { nickname: requireNickname(nickname) }
    steps.push({ part: 'NICKNAME', endpoint: endpoints.setNickname, body })
  }
  if (portraitUri !== undefined) {
    const body = { portraitUri: requirePortrait(portraitUri) }
    steps.push({ part: 'PORTRAIT', endpoint: endpoints.setPortrait, body })
  }
  if (gender !== undefined) {
    steps.push({ part: 'GENDER', endpoint: endpoints.setGender, body: { gender: genderWord(gender) } })
  }
  if (stAccount !== undefined) {
    const body = { stAccount: requireStAccount(stAccount) }
    steps.push({ part: 'ST_ACCOUNT', endpoint: endpoints.setStAccount, body })
  }
  if (steps.length === 0) throw badUserInput('input: give at least one part of the profile.', 'sealtalk')
  return steps
}

/** Not about the value that was sent: whatever comes next would fare no better. */
const TROUBLE: ReadonlySet<ErrorCode> = new Set([
  'UNAUTHENTICATED',
  'UPSTREAM_UNAVAILABLE',
  'OUTCOME_UNKNOWN',
  'RATE_LIMITED',
])

/** What is wrong with parts that are not sent any more: nothing has become of them, that much is sure. */
const leftOut = (error: GatewayError): GatewayError =>
  error.code === 'OUTCOME_UNKNOWN'
    ? new GatewayError('UPSTREAM_UNAVAILABLE', 'Not sent: SealTalk gave no answer to the part before.', {
        network: 'sealtalk',
      })
    : error

export const createSealTalkProfile = (options: SealTalkProfileOptions): SealTalkProfile => {
  const { client, request, session, users } = options

  return {
    async update(change) {
      const own = await session.require()
      const steps = stepsOf(change)
      const call = { context: request, caller: request.caller, session: own }
      const applied: ProfilePart[] = []
      const failed: { part: ProfilePart; code: ErrorCode; message: string }[] = []
      let trouble: GatewayError | undefined

      const send = async ({ endpoint, body }: Step): Promise<GatewayError | undefined> => {
        try {
          return await client.call(endpoint, { ...call, body, decode: () => undefined })
        } catch (error) {
          if (!isGatewayError(error)) throw error
          return error
        }
      }

      for (const step of steps) {
        const error: GatewayError | undefined = trouble ?? (await send(step))
        if (!error) {
          applied.push(step.part)
          continue
        }
        if (TROUBLE.has(error.code)) {
          if (applied.length === 0) throw error
          trouble = leftOut(error)
        }
        failed.push({ part: step.part, code: error.code, message: error.message })
      }
      users.forget(own.userId)
      return { user: userReference(own.userId), applied, failed }
    },
  }
}
