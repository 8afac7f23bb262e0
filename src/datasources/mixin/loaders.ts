import { GatewayError } from '../../errors.ts'
import { type GatewayRequest, MAX_LIMITED_CALLS } from '../../request/request.ts'
import type { CachedRead, CachedReads } from '../loading/cached-reads.ts'
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

/** Makes each loader when it is first used: most requests use one or two. */
class RequestLoaders implements MixinLoaders {
  readonly #reads: MixinReads
  readonly #request: GatewayRequest
  readonly #credential: () => Usable
  #users: MixinLoaders['users'] | undefined
  #friends: MixinLoaders['friends'] | undefined
  #blockedUsers: MixinLoaders['blockedUsers'] | undefined
  #numbers: MixinLoaders['numbers'] | undefined
  #phones: MixinLoaders['phones'] | undefined
  #conversations: MixinLoaders['conversations'] | undefined
  #accounts: MixinLoaders['accounts'] | undefined
  #circles: MixinLoaders['circles'] | undefined
  #codes: MixinLoaders['codes'] | undefined
  #circleContents: MixinLoaders['circleContents'] | undefined

  constructor(reads: MixinReads, request: GatewayRequest, credential: () => Usable) {
    this.#reads = reads
    this.#request = request
    this.#credential = credential
  }

  get users(): MixinLoaders['users'] {
    return (this.#users ??= this.#create('user', this.#reads.users))
  }

  get friends(): MixinLoaders['friends'] {
    return (this.#friends ??= this.#create('friends', this.#reads.friends))
  }

  get blockedUsers(): MixinLoaders['blockedUsers'] {
    return (this.#blockedUsers ??= this.#create('blocked users', this.#reads.blockedUsers))
  }

  get numbers(): MixinLoaders['numbers'] {
    return (this.#numbers ??= this.#create('number', this.#reads.numbers, () =>
      spendLimitedCall(this.#request),
    ))
  }

  get phones(): MixinLoaders['phones'] {
    return (this.#phones ??= this.#create('phone', this.#reads.phones, () => spendLimitedCall(this.#request)))
  }

  get conversations(): MixinLoaders['conversations'] {
    return (this.#conversations ??= this.#create('conversation', this.#reads.conversations))
  }

  get accounts(): MixinLoaders['accounts'] {
    return (this.#accounts ??= this.#create('account', this.#reads.accounts))
  }

  get circles(): MixinLoaders['circles'] {
    return (this.#circles ??= this.#create('circles', this.#reads.circles))
  }

  get codes(): MixinLoaders['codes'] {
    return (this.#codes ??= this.#create('code', this.#reads.codes))
  }

  get circleContents(): MixinLoaders['circleContents'] {
    return (this.#circleContents ??= this.#create('circle contents', this.#reads.circleContents))
  }

  #create<Value>(name: string, of: CachedReads<Usable, Value>, admit?: () => void): Loader<Value> {
    let read: CachedRead<Usable> | undefined
    const own = (): CachedRead<Usable> =>
      (read ??= { credential: this.#credential(), request: this.#request, admit })
    return createLoader({
      name: `mixin ${name}`,
      known: (id) => of.fresh(id, own()),
      loadBatch: (ids) => of.loadMany(ids, own()),
    })
  }
}

/** @param credential throws UNAUTHENTICATED where there is none */
export const createMixinLoaders = (
  reads: MixinReads,
  request: GatewayRequest,
  credential: () => Usable,
): MixinLoaders => new RequestLoaders(reads, request, credential)
