import type { ClientAddress } from '../client-address.ts'

/**
 * Who is behind a call, for the circuit breaker: the viewer if the call has a viewer's scope, else the client's site.
 */
export const callOriginOf = (scope: string | undefined, address: ClientAddress | undefined): string =>
  scope?.startsWith('viewer:') ? scope : (address?.site ?? 'unknown')
