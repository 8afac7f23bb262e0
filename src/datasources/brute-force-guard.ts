import { type ErrorCode, GatewayError, isGatewayError } from '../errors.ts'
import type { GatewayRequest } from '../request/request.ts'
import type { Observer } from '../telemetry/observer.ts'
import type { NetworkName } from '../global-id.ts'
import type { AttemptLimiter, AttemptLimit } from '../upstream/rate-limits/attempt-limiter.ts'
import type { Secret } from '../secret.ts'
import { createPseudonym, toLoggedDigest } from '../request/scope.ts'
import { whoOf } from '../request/who.ts'
import type { SecurityEvent } from '../telemetry/security-log.ts'
import { createAddressLimits, hourly } from './address-limits.ts'
import type { FamiliarAddresses } from './familiar-addresses.ts'

/** A call that shows whether a password, a code or a token is right. */
export interface Guess {
  readonly network: NetworkName
  /** The operation. Each has counters of its own. */
  readonly operation: string
  /** The owner of the secret, such as a phone number; only a digest is kept. Left out where it is unknown. */
  readonly subject?: string | undefined
  /** Whether right attempts are limited as well, since each begins or ends sessions. */
  readonly signsIn?: boolean | undefined
  readonly request: Pick<GatewayRequest, 'id' | 'caller' | 'record' | 'signal'>
  /** What a right attempt is in the log. Left out: nothing. */
  readonly event?: 'sign-in' | 'password-changed' | undefined
}

/** Limits attempts to guess passwords and codes. @see docs/limits.md#guessing */
export interface BruteForceGuard {
  /** Makes the call, or throws RATE_LIMITED without sending anything after too many attempts. */
  run<Result>(guess: Guess, call: () => Promise<Result>): Promise<Result>
  /**
   * The same for a call whose every result tells a stranger something, such as which phones have an account: each
   * counts, separately for each operation, and an IPv6 /48 has twice the limit of an address.
   */
  runProbe<Result>(probe: Probe, call: () => Promise<Result>): Promise<Result>
}

export interface Probe extends Omit<Guess, 'subject' | 'signsIn'> {
  /** Which of the limits of an address counts, and the setting that it comes from. */
  readonly limit: keyof typeof PROBE_LIMITS
}

export interface GuessLimits {
  /** Attempts at once for one phone number or account, and as many per hour. */
  readonly perSubject: number
  /** The same for one client address. */
  readonly perAddress: number
  /** Phone numbers at once that are looked up for one client address, and as many per hour. */
  readonly phonesPerAddress: number
  /** Right attempts at once for one phone number or account, and as many per hour. */
  readonly signInsPerSubject: number
  /** The same for one client address. */
  readonly signInsPerAddress: number
}

export interface BruteForceGuardOptions {
  /** In force: they may change. */
  readonly limits: () => GuessLimits
  readonly attempts: AttemptLimiter
  readonly observer: Observer
  /** Gives several gateways the same digests. Default: random for the life of the process. */
  readonly secret?: Secret | undefined
  readonly familiar: FamiliarAddresses
}

/** The network did not check the attempt: it was down or limited, and the caller did not cancel. */
export const isUnjudged = (error: unknown, { signal }: Guess['request']): boolean =>
  isGatewayError(error) &&
  (error.code === 'UPSTREAM_UNAVAILABLE' || error.code === 'RATE_LIMITED') &&
  signal?.aborted !== true

/** Codes of a wrong attempt. */
const WRONG: ReadonlySet<ErrorCode> = new Set([
  'VERIFICATION_FAILED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'NOT_FOUND',
])

/** An attempt that may be made now. */
interface Claim {
  readonly giveBack: () => void
  readonly wasRight: () => void
}

/** Whoever makes an attempt, as digests. */
interface From {
  readonly address: string
  /** Several addresses of one customer; may have only so many counts at a time. */
  readonly site: string
  /** The phone or account has signed in from this address before. */
  readonly isFamiliar: boolean
}

/** Counts of familiar addresses for which there is no room among the others: strangers cannot fill these. */
const reserveOf = (limit: AttemptLimit): AttemptLimit => ({ ...limit, name: `${limit.name} (familiar)` })

const PROBE_LIMITS = {
  perAddress: { counts: 'calls', setting: 'LIMIT_TRIES_PER_ADDRESS' },
  phonesPerAddress: { counts: 'phone numbers', setting: 'LIMIT_PHONES_PER_ADDRESS' },
} as const

const NO_ROOM =
  'Too many attempts for different phones or from different addresses. Try again after the time in retryAfterMs.'

export const createBruteForceGuard = (options: BruteForceGuardOptions): BruteForceGuard => {
  const { limits, attempts, observer, familiar } = options
  const nameOf = createPseudonym('guesses', options.secret)

  const digestOf = ({ network, subject }: Guess): string | undefined =>
    subject === undefined ? undefined : nameOf(JSON.stringify([network, subject]))

  const tell = (guess: Guess, type: SecurityEvent['type'], facts: Partial<SecurityEvent> = {}): void => {
    const { network, operation, request } = guess
    const subject = digestOf(guess)
    observer.security({
      type,
      operation,
      ...whoOf(request, network),
      subject: subject && toLoggedDigest(subject),
      ...facts,
    })
  }

  /** @param result what the network said: its error, if any */
  const tellResult = (guess: Guess, error?: unknown): void => {
    if (error === undefined) {
      if (guess.event) tell(guess, guess.event)
    } else if (isGatewayError(error) && WRONG.has(error.code)) tell(guess, 'refused', { code: error.code })
    else if (guess.event && isGatewayError(error) && error.code === 'OUTCOME_UNKNOWN') {
      tell(guess, guess.event, { isOutcomeUnknown: true })
    }
  }

  const refuse = (guess: Guess, message: string, retryAfterMs: number): never => {
    const { network } = guess
    observer.saved(network, 'refused', 1)
    tell(guess, 'throttled', { retryAfterMs })
    throw new GatewayError('RATE_LIMITED', message, { network, retryAfterMs })
  }

  /** Returns the limit by which the attempt is counted. */
  const take = async (
    guess: Guess,
    limit: AttemptLimit,
    scope: string,
    { site, isFamiliar }: From,
    tooMany: (most: string) => string,
  ): Promise<AttemptLimit> => {
    const isFull = attempts.waitForRoom(limit, scope, site) > 0
    const counted = isFull && isFamiliar ? reserveOf(limit) : limit
    const roomMs = attempts.waitForRoom(counted, scope, site)
    if (roomMs > 0) refuse(guess, NO_ROOM, roomMs)
    const { burst } = limit.bucket
    const waitMs = await attempts.take(counted, scope, site)
    if (waitMs > 0) refuse(guess, tooMany(`at most ${burst} at once and ${burst} per hour`), waitMs)
    return counted
  }

  const claimOfAddress = async (guess: Guess, from: From): Promise<Claim> => {
    const byAddress = hourly('tries by address', limits().perAddress)
    const counted = await take(
      guess,
      byAddress,
      from.address,
      from,
      (most) => `Too many attempts from this address: ${most} (LIMIT_TRIES_PER_ADDRESS). Try again later.`,
    )
    const giveBack = (): void => attempts.refund(counted, from.address)
    return { giveBack, wasRight: giveBack }
  }

  const claimOfSubject = async (guess: Guess, from: From, subject: string): Promise<Claim> => {
    const limit = hourly(`tries ${guess.network} ${guess.operation}`, limits().perSubject)
    // Attempts from an address that was right before are counted apart, so that strangers cannot use them up.
    const scope = from.isFamiliar ? `${subject} ${from.address}` : subject
    const counted = await take(
      guess,
      limit,
      scope,
      from,
      (most) =>
        `Too many attempts for this phone or account: ${most} (LIMIT_TRIES_PER_PHONE). Try again later.`,
    )
    return {
      giveBack: () => attempts.refund(counted, scope),
      wasRight() {
        attempts.reset(counted, scope)
        familiar.add(subject, from.address)
      },
    }
  }

  /** Taken before it is known whether the attempt is right, and given back if it is not. */
  const claimSignIn = async (
    guess: Guess,
    limit: AttemptLimit,
    scope: string,
    from: From,
    setting: string,
  ): Promise<Claim> => {
    const counted = await take(
      guess,
      limit,
      scope,
      from,
      (most) => `Too many sign-ins: ${most} (${setting}). Try again later.`,
    )
    return { giveBack: () => attempts.refund(counted, scope), wasRight: () => undefined }
  }

  /** The claims of an attempt, in the order in which they are taken. */
  const claimsOf = async (guess: Guess) => {
    const { network, operation, signsIn = false, request } = guess
    const subject = digestOf(guess)
    const { block, site } = request.caller.address ?? { block: 'unknown', site: 'unknown' }
    const address = nameOf(block)
    const isFamiliar = subject !== undefined && (await familiar.has(subject, address))
    const from: From = { address, site: nameOf(site), isFamiliar }
    const { signInsPerSubject, signInsPerAddress } = limits()
    const signInsByAddress = hourly('sign-ins by address', signInsPerAddress)
    const signInsBySubject = hourly(`sign-ins ${network} ${operation}`, signInsPerSubject)
    return {
      tries: [
        () => claimOfAddress(guess, from),
        ...(subject === undefined ? [] : [() => claimOfSubject(guess, from, subject)]),
      ],
      signIns: signsIn
        ? [
            () => claimSignIn(guess, signInsByAddress, from.address, from, 'LIMIT_SIGN_INS_PER_ADDRESS'),
            ...(subject === undefined
              ? []
              : [() => claimSignIn(guess, signInsBySubject, subject, from, 'LIMIT_SIGN_INS_PER_ACCOUNT')]),
          ]
        : [],
    }
  }

  const giveBack = (claims: readonly Claim[]): void => claims.forEach((claim) => claim.giveBack())

  /** All or none. */
  const takeAll = async (takes: readonly (() => Promise<Claim>)[]): Promise<Claim[]> => {
    const taken: Claim[] = []
    try {
      for (const next of takes) taken.push(await next())
      return taken
    } catch (error) {
      giveBack(taken)
      throw error
    }
  }

  return {
    async runProbe(probe, call) {
      const name = `probes ${probe.network} ${probe.operation}`
      const perBlock = limits()[probe.limit]
      const probes = createAddressLimits({ attempts, nameOf, name, perBlock })
      const taken = await probes.take(probe.request.caller.address)
      if ('waitMs' in taken) {
        const { burst } = taken.limit.bucket
        const { counts, setting } = PROBE_LIMITS[probe.limit]
        return refuse(
          probe,
          `Too many ${counts} of ${probe.operation} from this address: at most ${burst} at once and ${burst} per hour (${setting}). Try again later.`,
          taken.waitMs,
        )
      }
      try {
        return await call()
      } catch (error) {
        if (isUnjudged(error, probe.request)) taken.giveBack()
        throw error
      }
    },

    async run(guess, call) {
      const { tries, signIns } = await claimsOf(guess)
      const claims = await takeAll([...tries, ...signIns])
      try {
        const result = await call()
        for (const claim of claims) claim.wasRight()
        tellResult(guess)
        return result
      } catch (error) {
        tellResult(guess, error)
        giveBack(isUnjudged(error, guess.request) ? claims : claims.slice(tries.length))
        throw error
      }
    },
  }
}
