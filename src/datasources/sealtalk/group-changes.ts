import { GatewayError, isGatewayError } from '../../errors.ts'
import type { GatewayRequest } from '../../request/request.ts'
import { isDenied } from '../loading/cache-filler.ts'
import type { Call, SealTalkClient } from './client.ts'
import type { SealTalkEndpoint } from './endpoints.ts'
import type { OpenSession, RequestSession } from './session.ts'

/** What is kept of a group apart from each other. */
export type GroupPart = 'groups' | 'members' | 'bulletins'

/** What a request and the process's cache know of groups. */
export interface KnownGroups {
  /** They have changed: nobody is to see the former ones. */
  forget(groupId: string, parts: readonly GroupPart[]): void
  /** The server refused a change: this viewer may not see the group, or it is gone. */
  deny(groupId: string, session: OpenSession): void
}

export interface GroupChangesOptions {
  readonly client: SealTalkClient
  readonly request: GatewayRequest
  readonly session: RequestSession
  readonly known: KnownGroups
}

export interface GroupChange<Result> {
  readonly endpoint: SealTalkEndpoint
  /** Undefined for a new group. */
  readonly groupId?: string
  readonly body?: NonNullable<Call<string, never>['body']>
  /** Those of the group that the change makes different. */
  readonly parts: readonly GroupPart[]
  readonly decode: (result: unknown) => Result
}

/** Sends one change of a group, and makes the gateway forget what it made different. */
export type SendGroupChange = <Result>(change: GroupChange<Result>) => Promise<Result>

const mayHaveChanged = (error: unknown): boolean =>
  !isGatewayError(error) || error.code === 'OUTCOME_UNKNOWN' || error.code === 'UPSTREAM_ERROR'

export const createGroupChanges =
  ({ client, request, session, known }: GroupChangesOptions): SendGroupChange =>
  async ({ endpoint, groupId, body, parts, decode }) => {
    const own = await session.require()
    try {
      const result = await client.call(endpoint, {
        context: request,
        caller: request.caller,
        session: own,
        body: { ...(groupId !== undefined && { groupId }), ...body },
        decode,
      })
      if (groupId !== undefined) known.forget(groupId, parts)
      return result
    } catch (error) {
      if (groupId !== undefined && mayHaveChanged(error)) known.forget(groupId, parts)
      else if (groupId !== undefined && isDenied(error)) known.deny(groupId, own)
      throw error
    }
  }

/** The error of a call that came after another one of the same mutation, which has taken effect. */
export const afterChange = (error: unknown, whatHappened: string): unknown => {
  if (!isGatewayError(error)) return error
  const { code, message, network, upstreamCode, retryAfterMs, cause } = error
  const details = { network, upstreamCode, retryAfterMs, retryable: false, cause }
  return new GatewayError(code, `${message} ${whatHappened}`, details)
}

export const nothing = (): void => undefined
