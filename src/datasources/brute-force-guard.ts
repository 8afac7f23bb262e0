import type { Clock } from '../clock.ts'
import { GatewayError, isGatewayError } from '../errors.ts'
import type { GatewayRequest } from '../request/request.ts'
import type { Observer } from '../telemetry/observer.ts'
import type { NetworkName } from '../global-id.ts'
import { createGrowingLru } from '../lru.ts'
import type { AttemptLimiter, AttemptLimit } from '../upstream/rate-limits/attempt-limiter.ts'
import type { Secret } from '../secret.ts'
import { addressBlockOf } from './address-block.ts'
import { createPseudonym } from '../request/scope.ts'
import type { SharedFacts } from './shared-store.ts'

/** A call that tells whether a password, a code or a token is right. */
export interface Guess {
  readonly network: NetworkName
  /** The operation; each is counted for itself. */
  readonly operation: string
  /** Whose secret it is, such as a phone number: kept as a digest only. Left out where nobody can tell. */
  readonly subject?: string | undefined
  readonly request: Pick<GatewayRequest, 'caller' | 'signal'>
}

/** Keeps passwords and codes from being found by trying. @see docs/limits.md#guessing */
export interface BruteForceGuard {
  /** Makes the call, or throws RATE_LIMITED with nothing sent where too many were made. */
  run<Result>(guess: Guess, call: () => Promise<Result>): Promise<Result>
}

export interface GuessLimits {
  /** Tries at once for one phone number or account, and as many an hour. */
  readonly perSubject: number
  /** The same for one client address. */
  readonly perAddress: number
}

export interface BruteForceGuardOptions {
  readonly limits: GuessLimits
  readonly attempts: AttemptLimiter
  readonly clock: Clock
  readonly observer: Observer
  /** Makes several gateways agree on the digests; random for the life of the process where left out. */
  readonly secret?: Secret | undefined
  /** Tells gateways of each other's familiar addresses. */
  readonly facts?: SharedFacts | undefined
}

const HOUR_SECONDS = 60 * 60
/** For how long an address stays familiar: as long as a session. */
const FAMILIAR_MS = 30 * 24 * HOUR_SECONDS * 1000
const MAX_FAMILIAR = 100_000
const FAMILIAR = 'familiar address'

const limitOf = (name: string, attempts: number): AttemptLimit => ({
  name: `tries ${name}`,
  bucket: { burst: attempts, perSecond: attempts / HOUR_SECONDS },
})

/** Nobody has looked at what was tried: the network was down or limited, and the caller was still there. */
const isUnjudged = (error: unknown, { signal }: Guess['request']): boolean =>
  isGatewayError(error) &&
  (error.code === 'UPSTREAM_UNAVAILABLE' || error.code === 'RATE_LIMITED') &&
  signal?.aborted !== true

/** A try that may be made now, and what becomes of it. */
interface Claim {
  readonly giveBack: () => void
  readonly wasRight: () => void
}

export const createBruteForceGuard = (options: BruteForceGuardOptions): BruteForceGuard => {
  const { limits, attempts, clock, observer, facts } = options
  const nameOf = createPseudonym('guesses', options.secret)
  const byAddress = limitOf('by address', limits.perAddress)
  const familiar = createGrowingLru<string, true>(MAX_FAMILIAR, {
    ttl: FAMILIAR_MS,
    ttlResolution: 0,
    perf: { now: () => clock.now() },
  })

  const isFamiliar = async (name: string): Promise<boolean> =>
    familiar.has(name) || (await facts?.read(FAMILIAR, name)) === true

  const remember = (name: string): void => {
    familiar.set(name, true)
    facts?.write(FAMILIAR, name, true, FAMILIAR_MS)
  }

  const take = async (
    { network }: Guess,
    limit: AttemptLimit,
    scope: string,
    tooMany: (most: number) => string,
  ): Promise<void> => {
    const retryAfterMs = await attempts.take(limit, scope)
    if (retryAfterMs === 0) return
    observer.saved(network, 'refused', 1)
    throw new GatewayError('RATE_LIMITED', tooMany(limit.bucket.burst), { network, retryAfterMs })
  }

  const claimOfAddress = async (guess: Guess, address: string): Promise<Claim> => {
    await take(
      guess,
      byAddress,
      address,
      (most) =>
        `Too many tries from this address: ${most} at once, then ${most} an hour (LIMIT_TRIES_PER_ADDRESS).`,
    )
    const giveBack = (): void => attempts.refund(byAddress, address)
    return { giveBack, wasRight: giveBack }
  }

  const claimOfSubject = async (guess: Guess, address: string): Promise<Claim | undefined> => {
    const { network, operation, subject } = guess
    if (subject === undefined) return undefined
    const limit = limitOf(`${network} ${operation}`, limits.perSubject)
    const anywhere = nameOf(JSON.stringify([network, subject]))
    const here = `${anywhere} ${address}`
    // What strangers use up is theirs: where somebody was right before, tries are counted apart.
    const scope = (await isFamiliar(here)) ? here : anywhere
    await take(
      guess,
      limit,
      scope,
      (most) =>
        `Too many tries for this phone or account: ${most} at once, then ${most} an hour (LIMIT_TRIES_PER_PHONE).`,
    )
    return {
      giveBack: () => attempts.refund(limit, scope),
      wasRight() {
        attempts.reset(limit, scope)
        remember(here)
      },
    }
  }

  return {
    async run(guess, call) {
      const address = nameOf(addressBlockOf(guess.request.caller.address ?? 'unknown'))
      const ofAddress = await claimOfAddress(guess, address)
      const ofSubject = await claimOfSubject(guess, address).catch((error: unknown) => {
        ofAddress.giveBack()
        throw error
      })
      const claims = ofSubject ? [ofAddress, ofSubject] : [ofAddress]
      try {
        const result = await call()
        for (const claim of claims) claim.wasRight()
        return result
      } catch (error) {
        if (isUnjudged(error, guess.request)) for (const claim of claims) claim.giveBack()
        throw error
      }
    },
  }
}
