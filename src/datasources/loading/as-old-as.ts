import type { GatewayRequest } from '../../request/request.ts'

/** Makes what is derived from a loaded thing count as stale where that thing does. Returns what is derived. */
export const asOldAs = <Made extends object | null>(
  { stale }: Pick<GatewayRequest, 'stale'>,
  loaded: object,
  made: Made,
): Made => {
  const staleness = made && stale.get(loaded)
  if (made && staleness) stale.set(made, staleness)
  return made
}
