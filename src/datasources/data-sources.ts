import type { ArgumentPath } from '../errors.ts'
import type { NetworkName } from '../global-id.ts'
import type { Features } from './rights.ts'
import type { MessengerDataSource, UserLookupValues } from './types.ts'

/**
 * The data sources of one request, each in the type that its network has in `Open`. Each is opened when it is first used.
 * A network that the request's API key does not permit is FORBIDDEN, whatever else the request has.
 */
export interface DataSourcesOf<Open extends Readonly<Record<NetworkName, MessengerDataSource>>> {
  /** Undefined where the network is not configured. */
  find<Name extends NetworkName>(network: Name): Open[Name] | undefined
  /** Throws UNSUPPORTED where the network is not configured. */
  get<Name extends NetworkName>(network: Name): Open[Name]
  /** What a network has at all, configured or not. */
  features(network: NetworkName): Features
  /** Every configured network that the request may use, opened. */
  all(): readonly MessengerDataSource[]
  /**
   * The data source that a global id begins with. Throws BAD_USER_INPUT for an unknown network.
   * @param place the id's place in the arguments, for that error
   */
  open(network: string, place?: ArgumentPath): MessengerDataSource
  /** The data source that the name of a `UserBy` field begins with. */
  forLookup(way: keyof UserLookupValues): MessengerDataSource
}
