import { GatewayError } from '../../errors.ts'
import { type GatewayRequest, MAX_LIMITED_CALLS } from '../../request/request.ts'
import type { CachedReads } from '../loading/cached-reads.ts'
import { createLoader, type Loader } from '../loading/loader.ts'
import type { Usable } from './credential.ts'
import type { MixinReads } from './reads.ts'

type LoaderOf<Reads> = Reads extends CachedReads<Usable, infer Value> ? Loader<Value> : never

/** The loaders of one request, one for each kind of thing that is read of Mixin. */
export type MixinLoaders = { readonly [Kind in keyof MixinReads]: LoaderOf<MixinReads[Kind]> }

/** Keeps one document from spending the budget of everyone. */
const spendLimitedCall = ({ limitedCalls }: GatewayRequest): void => {
  if (limitedCalls.left <= 0) {
    throw new GatewayError(
      'RATE_LIMITED',
      `One document may make at most ${MAX_LIMITED_CALLS} rate-limited lookups. Send the others in a later request.`,
      {
        network: 'mixin',
        retryable: false,
      },
    )
  }
  limitedCalls.left -= 1
}

/** @param credential throws UNAUTHENTICATED where there is none */
export const createMixinLoaders = (
  reads: MixinReads,
  request: GatewayRequest,
  credential: () => Usable,
): MixinLoaders => {
  const create = <Value>(name: string, of: CachedReads<Usable, Value>, admit?: () => void): Loader<Value> => {
    const read = () => ({ credential: credential(), request, admit })
    return createLoader({
      name: `mixin ${name}`,
      known: (id) => of.fresh(id, read()),
      loadBatch: (ids) => of.loadMany(ids, read()),
    })
  }
  const admit = () => spendLimitedCall(request)
  return {
    users: create('user', reads.users),
    numbers: create('number', reads.numbers, admit),
    phones: create('phone', reads.phones, admit),
    conversations: create('conversation', reads.conversations),
    accounts: create('account', reads.accounts),
    circles: create('circles', reads.circles),
  }
}
