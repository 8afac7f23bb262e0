import { mapMaybe } from '../maybe-promise.ts'
import type { Respond } from './step.ts'

/** Holds a response back until the other workers know what its request has changed. */
export const createSettledRespond =
  (respond: Respond, changes: { settled(): Promise<unknown> | undefined }): Respond =>
  (request) =>
    mapMaybe(respond(request), (response) => changes.settled()?.then(() => response) ?? response)
