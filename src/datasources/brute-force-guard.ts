import type { Clock } from '../clock.ts'
import { GatewayError, isGatewayError } from '../errors.ts'
import type { GatewayRequest } from '../request/request.ts'
import type { Observer } from '../telemetry/observer.ts'
import type { NetworkName } from '../global-id.ts'
import { createGrowingLru } from '../lru.ts'
import type { AttemptLimiter, AttemptLimit } from '../upstream/rate-limits/attempt-limiter.ts'
import type { Secret } from '../secret.ts'
import { createPseudonym } from '../request/scope.ts'
import type { SharedFacts } from './shared-store.ts'

/** A call that shows whether a password, a code or a token is right. */
export interface Guess {
  readonly network: NetworkName
  /** The operation. Each has counters of its own. */
  readonly operation: string
  /** The owner of the secret, such as a phone number; only a digest is kept. Left out where it is unknown. */
  readonly subject?: string | undefined
  readonly request: Pick<GatewayRequest, 'caller' | 'signal'>
}

/** Limits attempts to guess passwords and codes. @see docs/limits.md#guessing */
export interface BruteForceGuard {
  /** Makes the call, or throws RATE_LIMITED without sending anything after too many attempts. */
  run<Result>(guess: Guess, call: () => Promise<Result>): Promise<Result>
}

export interface GuessLimits {
  /** Attempts at once for one phone number or account, and as many per hour. */
  readonly perSubject: number
  /** The same for one client address. */
  readonly perAddress: number
}

export interface BruteForceGuardOptions {
  readonly limits: GuessLimits
  readonly attempts: AttemptLimiter
  readonly clock: Clock
  readonly observer: Observer
  /** Gives several gateways the same digests. Default: random for the life of the process. */
  readonly secret?: Secret | undefined
  /** Shares familiar addresses among gateways. */
  readonly facts?: SharedFacts | undefined
}

const HOUR_SECONDS = 60 * 60
/** How long an address stays familiar: as long as a session lasts. */
const FAMILIAR_MS = 30 * 24 * HOUR_SECONDS * 1000
const MAX_FAMILIAR = 100_000
const FAMILIAR = 'familiar address'

const limitOf = (name: string, attempts: number): AttemptLimit => ({
  name: `tries ${name}`,
  bucket: { burst: attempts, perSecond: attempts / HOUR_SECONDS },
})

/** The network did not check the attempt: it was down or limited, and the caller did not cancel. */
const isUnjudged = (error: unknown, { signal }: Guess['request']): boolean =>
  isGatewayError(error) &&
  (error.code === 'UPSTREAM_UNAVAILABLE' || error.code === 'RATE_LIMITED') &&
  signal?.aborted !== true

/** An attempt that may be made now. */
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
        `Too many attempts from this address: at most ${most} at once and ${most} per hour (LIMIT_TRIES_PER_ADDRESS). Try again later.`,
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
    // Attempts from an address that was right before are counted apart, so that strangers cannot use them up.
    const scope = (await isFamiliar(here)) ? here : anywhere
    await take(
      guess,
      limit,
      scope,
      (most) =>
        `Too many attempts for this phone or account: at most ${most} at once and ${most} per hour (LIMIT_TRIES_PER_PHONE). Try again later.`,
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
      const address = nameOf(guess.request.caller.address?.block ?? 'unknown')
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
