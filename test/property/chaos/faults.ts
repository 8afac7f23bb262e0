import type { Fault } from '../../../sandbox/faults.ts'
import type { ErrorCode } from '../../../src/errors.ts'
import type { Network } from './worlds.ts'

/** What has to come of a fault at one network. */
export interface Outcome {
  readonly read: ErrorCode | 'as usual'
  /** How often a read may be sent: once more where a second attempt may mend it. */
  readonly sends: 1 | 2
  readonly write: ErrorCode | 'as usual'
  /** Some answers have nothing to damage, and some may be empty: then all is as usual, or nothing is told. */
  readonly mayBeEmpty?: true
  /** Lists may lack their first row, and then nobody is told. */
  readonly mayLoseFirst?: true
  /** A single value of another type is read where it says the same, such as a number for text, and is null elsewhere. */
  readonly mayRead?: true
  /** Endpoints that are asked once more, to tell a server that lacks a call. */
  readonly insteads?: readonly string[]
}

export interface FaultCase extends Readonly<Record<Network, Outcome>> {
  readonly title: string
  readonly fault: Fault
}

const AS_USUAL: Outcome = { read: 'as usual', sends: 1, write: 'as usual' }

/** The network refuses with a reason: that is an answer, to a write too. */
const refused = (code: ErrorCode): Outcome => ({ read: code, sends: 1, write: code })

/** No answer that can be read: a read has failed, a write may have happened. */
const lost = (sends: 1 | 2): Outcome => ({ read: 'UPSTREAM_UNAVAILABLE', sends, write: 'OUTCOME_UNKNOWN' })

/** Mixin says itself that it could not do it. */
const failed: Outcome = { read: 'UPSTREAM_UNAVAILABLE', sends: 2, write: 'UPSTREAM_UNAVAILABLE' }

const same = (title: string, fault: Fault, outcome: Outcome): FaultCase => ({
  title,
  fault,
  mixin: outcome,
  sealtalk: outcome,
})

/** Every kind of fault that the sandbox has; those that are given up on are `HANGS`. */
export const FAULTS: readonly FaultCase[] = [
  same('a slow answer', { kind: 'latency', latencyMs: 1 }, AS_USUAL),
  same('too many calls', { kind: '429' }, refused('RATE_LIMITED')),
  { title: 'a breakdown', fault: { kind: '500' }, mixin: failed, sealtalk: lost(2) },
  {
    title: 'a refusal of the credential',
    fault: { kind: 'error', code: 401 },
    mixin: refused('UNAUTHENTICATED'),
    sealtalk: refused('UPSTREAM_ERROR'),
  },
  same('a refusal', { kind: 'error', code: 403 }, refused('FORBIDDEN')),
  {
    title: 'a refusal of a field',
    fault: { kind: 'error', code: 10002 },
    mixin: refused('BAD_USER_INPUT'),
    sealtalk: refused('UPSTREAM_ERROR'),
  },
  same('a code that nobody knows', { kind: 'error', code: 31337 }, refused('UPSTREAM_ERROR')),
  same('a page with 500', { kind: 'html' }, lost(2)),
  same('a page with 502', { kind: 'html', status: 502 }, lost(2)),
  same('a page with 200', { kind: 'html', status: 200 }, lost(1)),
  same('a page with 404', { kind: 'html', status: 404 }, lost(1)),
  same('a page with 429', { kind: 'html', status: 429, retryAfterSeconds: 7 }, refused('RATE_LIMITED')),
  {
    title: 'a page with 401',
    fault: { kind: 'html', status: 401 },
    mixin: refused('UNAUTHENTICATED'),
    sealtalk: refused('UPSTREAM_ERROR'),
  },
  same('garbage', { kind: 'garbage' }, lost(1)),
  same('half of the JSON', { kind: 'truncated' }, lost(1)),
  same('a cut connection', { kind: 'truncated', declaredLength: 'full' }, lost(2)),
  {
    title: 'other types',
    fault: { kind: 'wrong-types' },
    mixin: lost(1),
    sealtalk: { ...lost(1), mayRead: true },
  },
  same('a number', { kind: 'wrong-types', shape: 'scalar' }, lost(1)),
  same('lists for objects, objects for lists', { kind: 'wrong-types', shape: 'swapped' }, lost(1)),
  {
    title: 'other types in the first row',
    fault: { kind: 'wrong-types', shape: 'first' },
    mixin: { ...lost(1), mayLoseFirst: true },
    sealtalk: { ...lost(1), mayLoseFirst: true, mayRead: true },
  },
  {
    title: 'a success of nothing',
    fault: { kind: 'null-data' },
    mixin: lost(1),
    // A server without the calls for one group and one user says nothing, too.
    sealtalk: { ...lost(1), mayBeEmpty: true, insteads: ['GET /user/groups', 'GET /user/find_user'] },
  },
  same('five megabytes', { kind: 'big-body', bytes: 5_000_000 }, lost(1)),
  same('a gzip bomb', { kind: 'gzip-bomb', bytes: 10_000 }, lost(1)),
  same('a redirect', { kind: 'redirect' }, lost(1)),
  same('a hang-up before', { kind: 'hang-up-before' }, lost(2)),
  same('a hang-up after', { kind: 'hang-up-after' }, lost(2)),
  {
    title: 'the answer of another call',
    fault: { kind: 'wrong-request-id' },
    mixin: lost(1),
    sealtalk: AS_USUAL,
  },
]

/** Faults that end when somebody gives up. */
export const HANGS: readonly FaultCase[] = [
  same('nothing at all', { kind: 'hang-before-headers' }, lost(1)),
  same('half of an answer', { kind: 'hang-in-body' }, lost(1)),
]
