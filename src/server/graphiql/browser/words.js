/** @import { Call } from './shapes.d.ts' */

/** How a call was answered, in few words. @type {Readonly<Record<Call['cache'], string>>} */
export const answers = {
  miss: 'fetched',
  coalesced: 'shared with another request',
  revalidate: 'refreshed in the background',
  stale: 'old copy',
  breaker: 'not sent: paused',
  closed: 'not sent: closed',
  budget: 'not sent: rate limit',
}

/** The same in a sentence. @type {Readonly<Record<Call['cache'], string>>} */
export const meanings = {
  miss: 'The call was made for this request.',
  coalesced: 'This request shared a call that another request made.',
  revalidate: 'The response came from the cache. A call in the background refreshes the entry.',
  stale: 'No call succeeded: the response shows what the cache still had.',
  breaker: 'No call was sent: calls are paused after repeated failures.',
  closed: 'No call was sent: the operator has closed the network.',
  budget: 'No call was sent: the rate limit is used up, or the network has refused such calls.',
}

/** @param {string} network */
export const networkName = (network) => ({ MIXIN: 'Mixin', SEALTALK: 'SealTalk' })[network] ?? network

/** A field without the indexes of its lists: `groups › nodes › members`. @param {readonly (string | number)[]} path */
export const fieldName = (path) => path.filter((key) => typeof key === 'string').join(' › ')
