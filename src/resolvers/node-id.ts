import type { GatewayContext } from '../context.ts'
import type { Access, MessengerDataSource } from '../datasources/types.ts'
import { badUserInput, unsupported } from '../errors.ts'
import { decodeGlobalId, type NodeKind } from '../global-id.ts'

const KINDS: readonly NodeKind[] = ['user', 'app', 'conversation']

export interface OpenedNode {
  readonly source: MessengerDataSource
  readonly kind: NodeKind
  /** Canonical: lower-cased where the network's ids have no case. */
  readonly upstreamId: string
}

const OR = new Intl.ListFormat('en', { type: 'disjunction' })

const malformed = (argument: string, kinds: readonly NodeKind[]) =>
  badUserInput(
    `${argument}: must be the global id of a thing of kind ${OR.format(kinds)}, for example "mixin:${kinds[0] ?? 'user'}:…".`,
  )

/**
 * Opens the data source that a global id names, for one of the allowed kinds. The credential is checked before the
 * rest of the id. Makes no upstream call.
 * @param argument the argument's name, for errors
 */
export const openNode = (
  { datasources }: GatewayContext,
  id: string,
  kinds: readonly NodeKind[] = KINDS,
  { access = 'read', argument = 'id' }: { readonly access?: Access; readonly argument?: string } = {},
): OpenedNode => {
  const parts = decodeGlobalId(id)
  if (!parts) throw malformed(argument, kinds)
  const source = datasources.open(parts.network)
  source.authorize(access)
  const kind = kinds.find((candidate) => candidate === parts.kind)
  if (!kind) throw malformed(argument, kinds)
  if (kind === 'app' && !source.apps) throw unsupported(source.network, `${source.network} has no apps.`)
  const upstreamId = source.normalizeId(kind, parts.upstreamId)
  if (upstreamId === undefined)
    throw badUserInput(
      `${argument}: "${source.network}:${kind}:" must be followed by a valid id of that network.${kind === 'user' ? ' To find a user by number or phone, use user(by:).' : ''}`,
      source.network,
    )
  return { source, kind, upstreamId }
}

/** The upstream id of a user of this network. */
export const userIdOf = (source: MessengerDataSource, id: string, argument: string): string => {
  const parts = decodeGlobalId(id)
  const upstreamId =
    parts?.network === source.network && parts.kind === 'user'
      ? source.normalizeId('user', parts.upstreamId)
      : undefined
  if (upstreamId === undefined) {
    throw badUserInput(`${argument}: must be the global id of a ${source.network} user.`, source.network)
  }
  return upstreamId
}

/** The same for several. */
export const userIdsOf = (
  source: MessengerDataSource,
  ids: readonly string[],
  argument: string,
): readonly string[] => ids.map((id) => userIdOf(source, id, argument))
