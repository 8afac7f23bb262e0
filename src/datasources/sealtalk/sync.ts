import { isGatewayError } from '../../errors.ts'
import type { GatewayRequest } from '../../request/request.ts'
import { changesAfter, type ChangesModel, toChanges } from './changes.ts'
import type { SealTalkClient } from './client.ts'
import { endpoints } from './endpoints.ts'
import type { RequestSession } from './session.ts'

/** Changes of an account. @see docs/networks/sealtalk.md#sync */
export interface SealTalkSync {
  /** All changes after a version, in milliseconds since 1970; 0 for everything. */
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
  const read = async (since: number): Promise<ChangesModel> =>
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
        return await read(since)
      } catch (error) {
        // The server crashes if a group changed but none of its members did; it never does so for version 0.
        if (since === 0 || !isCrash(error)) throw error
        return changesAfter(await read(0), since)
      }
    },
  }
}
