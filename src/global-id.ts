import type { Network } from './generated/enums.ts'
import { networks } from './generated/names.ts'

/** A network's name in lower case: the prefix of its global ids, its folder and its registry key. */
export type NetworkName = Lowercase<Network>

/** All networks, configured or not. */
export const networkNames: readonly NetworkName[] = networks.map(
  (network) => network.toLowerCase() as NetworkName,
)

export type NodeKind = 'user' | 'app' | 'conversation' | 'circle'

export interface GlobalId {
  readonly network: string
  readonly kind: string
  readonly upstreamId: string
}

/** `("mixin", "user", "e8e8…")` → `"mixin:user:e8e8…"`. The upstream id is not validated. */
export const encodeGlobalId = (network: NetworkName, kind: NodeKind, upstreamId: string): string =>
  `${network}:${kind}:${upstreamId}`

/**
 * Splits a global id; undefined unless it has three parts. The registry and the provider validate the network,
 * the kind and the upstream id.
 */
export const decodeGlobalId = (id: string): GlobalId | undefined => {
  const first = id.indexOf(':')
  const second = id.indexOf(':', first + 1)
  if (first < 1 || second < 0) return undefined
  return { network: id.slice(0, first), kind: id.slice(first + 1, second), upstreamId: id.slice(second + 1) }
}
