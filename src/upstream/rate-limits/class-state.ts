import type { Clock } from '../../clock.ts'
import { type Bounds, createExpiringMap, type ExpiringMap } from './expiring-map.ts'
import type { BucketCaller } from './fair-bucket.ts'
import type { LimitClass } from './limit-class.ts'

/** Whether a scope is a credential of the gateway. All others are made by callers, who can make many. */
const isGateways = (scope: string): boolean => scope.startsWith('bot:') || scope === 'public'

const UNBOUNDED: Bounds = { maxEntries: Infinity, maxPerOwner: Infinity }

/** Whose state it is, and who causes it. */
export interface StateOwner extends BucketCaller {
  readonly scope: string
}

/** Who may have only so many entries. */
export const holderOf = ({ caller, group = caller }: StateOwner): string => group

/**
 * State of each class and scope. Each class has a map of its own, and in it the gateway's credentials are apart:
 * callers cannot fill the place of a credential that all of them share.
 */
export interface ClassState<Value> {
  mapOf(limit: LimitClass, scope: string): ExpiringMap<Value>
  /** All entries by class. */
  values(): Iterable<{ readonly name: string; readonly scope: string; readonly value: Value }>
}

/** @param bounds of the scopes that callers make, for each class */
export const createClassState = <Value>(clock: Clock, bounds: Bounds): ClassState<Value> => {
  // Bounded by the number of classes.
  const classes = new Map<
    string,
    { readonly gateways: ExpiringMap<Value>; readonly callers: ExpiringMap<Value> }
  >()

  return {
    mapOf({ name }, scope) {
      let maps = classes.get(name)
      if (!maps) {
        maps = { gateways: createExpiringMap(clock, UNBOUNDED), callers: createExpiringMap(clock, bounds) }
        classes.set(name, maps)
      }
      return isGateways(scope) ? maps.gateways : maps.callers
    },
    *values() {
      for (const [name, { gateways, callers }] of classes) {
        for (const { key: scope, value } of [...gateways.entries(), ...callers.entries()]) {
          yield { name, scope, value }
        }
      }
    },
  }
}
