import type { GatewayContext } from '../context.ts'
import { lacks } from '../datasources/rights.ts'
import type { Access, MessengerDataSource } from '../datasources/types.ts'
import { type ArgumentPath, badUserInput, nameOfPlace } from '../errors.ts'
import { decodeGlobalId, type NodeKind } from '../global-id.ts'

const KINDS: readonly NodeKind[] = ['user', 'app', 'conversation', 'circle']

export interface OpenedNode {
  readonly source: MessengerDataSource
  readonly kind: NodeKind
  /** Canonical: lower-cased where the network's ids have no case. */
  readonly upstreamId: string
}

const malformed = (place: ArgumentPath, kinds: readonly NodeKind[]) => {
  // Created where it is used: the first one in a process takes ten milliseconds.
  const list = new Intl.ListFormat('en', { type: 'disjunction' }).format(kinds)
  return badUserInput(
    `${nameOfPlace(place)}: must be the global id of a thing of kind ${list}, for example "mixin:${kinds[0] ?? 'user'}:…".`,
    place,
  )
}

/**
 * Opens the data source that a global id names, for one of the allowed kinds. The credential is checked before the
 * rest of the id. Makes no upstream call.
 * @param place the id's place in the arguments, for errors
 */
export const openNode = (
  { datasources }: GatewayContext,
  id: string,
  kinds: readonly NodeKind[] = KINDS,
  { access = 'read', place = ['id'] }: { readonly access?: Access; readonly place?: ArgumentPath } = {},
): OpenedNode => {
  const parts = decodeGlobalId(id)
  if (!parts) throw malformed(place, kinds)
  const source = datasources.open(parts.network, place)
  source.authorize(access)
  const kind = kinds.find((candidate) => candidate === parts.kind)
  if (!kind) throw malformed(place, kinds)
  if (kind === 'app' && !source.apps) throw lacks(source.network, 'apps')
  if (kind === 'circle' && !source.circles) throw lacks(source.network, 'CIRCLES')
  const upstreamId = source.normalizeId(kind, parts.upstreamId)
  if (upstreamId === undefined)
    throw badUserInput(
      `${nameOfPlace(place)}: "${source.network}:${kind}:" must be followed by a valid id of that network.${kind === 'user' ? ' To find a user by number or phone, use user(by:).' : ''}`,
      place,
      source.network,
    )
  return { source, kind, upstreamId }
}

/** Reads upstream ids of one kind and network. */
const idOf =
  (kind: NodeKind) =>
  (source: MessengerDataSource, id: string, place: ArgumentPath): string => {
    const parts = decodeGlobalId(id)
    const upstreamId =
      parts?.network === source.network && parts.kind === kind
        ? source.normalizeId(kind, parts.upstreamId)
        : undefined
    if (upstreamId === undefined) {
      const message = `${nameOfPlace(place)}: must be the global id of a ${source.network} ${kind}.`
      throw badUserInput(message, place, source.network)
    }
    return upstreamId
  }

/** The upstream id of a user of this network. The place is the id's in the arguments, for the error. */
export const userIdOf = idOf('user')

/** The same of a conversation. */
export const conversationIdOf = idOf('conversation')
