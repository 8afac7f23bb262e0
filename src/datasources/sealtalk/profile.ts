import { badUserInput, type ErrorCode, GatewayError, isGatewayError } from '../../errors.ts'
import type { GatewayRequest } from '../../request/request.ts'
import type { Gender, UserModel } from '../types.ts'
import type { SealTalkClient } from './client.ts'
import { endpoints, type SealTalkEndpoint } from './endpoints.ts'
import { genderWord, userReference } from './mapping.ts'
import { confirmOwnAccount } from './own-account.ts'
import { requireStAccount, type TextRules } from './rules.ts'
import type { RequestSession } from './session.ts'
import type { SealTalkUsers } from './users.ts'

/** Parts that are absent stay unchanged. */
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
   * Changes the given parts in order, each with its own call, and reports the parts that SealTalk refused. If SealTalk
   * cannot be reached or no longer accepts the session, the remaining parts fail with the same error. Throws if that
   * happens before any part was changed. Throws BAD_USER_INPUT, with nothing sent, for an invalid part.
   */
  update(change: ProfileChange): Promise<ProfileOutcome>
}

export interface SealTalkProfileOptions {
  readonly client: SealTalkClient
  readonly request: GatewayRequest
  readonly session: RequestSession
  readonly users: SealTalkUsers
  readonly texts: TextRules
}

interface Step {
  readonly part: ProfilePart
  readonly endpoint: SealTalkEndpoint
  readonly body: Readonly<Record<string, string>>
}

/** The given parts, validated. */
const stepsOf = (
  { nickname, portraitUri, gender, stAccount }: ProfileChange,
  texts: TextRules,
): readonly Step[] => {
  const steps: Step[] = []
  if (nickname !== undefined) {
    const body = { nickname: texts.nickname(nickname) }
    steps.push({ part: 'NICKNAME', endpoint: endpoints.setNickname, body })
  }
  if (portraitUri !== undefined) {
    const body = { portraitUri: texts.portraitUri(portraitUri) }
    steps.push({ part: 'PORTRAIT', endpoint: endpoints.setPortrait, body })
  }
  if (gender !== undefined) {
    steps.push({ part: 'GENDER', endpoint: endpoints.setGender, body: { gender: genderWord(gender) } })
  }
  if (stAccount !== undefined) {
    const body = { stAccount: requireStAccount(stAccount) }
    steps.push({ part: 'ST_ACCOUNT', endpoint: endpoints.setStAccount, body })
  }
  if (steps.length === 0) throw badUserInput('input: set at least one part of the profile.', [], 'sealtalk')
  return steps
}

/** Errors that do not concern the value sent: the remaining parts would fail too. */
const FATAL: ReadonlySet<ErrorCode> = new Set([
  'UNAUTHENTICATED',
  'UPSTREAM_UNAVAILABLE',
  'OUTCOME_UNKNOWN',
  'RATE_LIMITED',
])

/** The error of parts that were not sent after a fatal error. */
const notSent = (error: GatewayError): GatewayError =>
  error.code === 'OUTCOME_UNKNOWN'
    ? new GatewayError(
        'UPSTREAM_UNAVAILABLE',
        'Not sent, since SealTalk did not respond to the part before. Retry.',
        {
          network: 'sealtalk',
        },
      )
    : error

export const createSealTalkProfile = (options: SealTalkProfileOptions): SealTalkProfile => {
  const { client, request, session, users, texts } = options

  return {
    async update(change) {
      const own = await session.require()
      const steps = stepsOf(change, texts)
      const call = { context: request, caller: request.caller, session: own }
      const applied: ProfilePart[] = []
      const failed: { part: ProfilePart; code: ErrorCode; message: string }[] = []
      let fatal: GatewayError | undefined

      const send = async ({ endpoint, body }: Step): Promise<GatewayError | undefined> => {
        try {
          return await client.call(endpoint, { ...call, body, decode: () => undefined })
        } catch (error) {
          if (!isGatewayError(error)) throw error
          return error
        }
      }

      for (const step of steps) {
        const error: GatewayError | undefined = fatal ?? (await send(step))
        if (!error) {
          applied.push(step.part)
          continue
        }
        if (FATAL.has(error.code)) {
          if (applied.length === 0) throw error
          fatal = notSent(error)
        }
        failed.push({ part: step.part, code: error.code, message: error.message })
      }
      if (applied.length > 0) await confirmOwnAccount(session, users)
      else users.forget(own.userId)
      return { user: userReference(own.userId), applied, failed }
    },
  }
}
