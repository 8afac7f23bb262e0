import { isGatewayError } from '../../errors.ts'
import type { GatewayRequest } from '../../request/request.ts'
import { changesAfter, type ChangesModel, toChanges } from './changes.ts'
import type { SealTalkClient } from './client.ts'
import { endpoints } from './endpoints.ts'
import type { RequestSession } from './session.ts'

/** What changed of an account. @see docs/networks/sealtalk.md#sync */
export interface SealTalkSync {
  /** Everything after a version, in milliseconds since 1970; 0 for all. */
  changesSince(version: number): Promise<ChangesModel>
}

export interface SealTalkSyncOptions {
  readonly client: SealTalkClient
  readonly request: GatewayRequest
  readonly session: RequestSession
}

const isCrash = (error: unknown): boolean =>
  isGatewayError(error) && error.code === 'UPSTREAM_ERROR' && error.upstreamCode === 500

export const createSealTalkSync = ({ client, request, session }: SealTalkSyncOptions): SealTalkSync => {
  const ask = async (since: number): Promise<ChangesModel> =>
    client.call(endpoints.sync, {
      context: request,
      session: await session.require(),
      caller: request.caller,
      parameters: { version: String(since) },
      decode: (result) => toChanges(result, since),
    })

  return {
    async changesSince(since) {
      try {
        return await ask(since)
      } catch (error) {
        // The server crashes when a group changed and nobody in it did; from 0 on it never does.
        if (since === 0 || !isCrash(error)) throw error
        return changesAfter(await ask(0), since)
      }
    },
  }
}
