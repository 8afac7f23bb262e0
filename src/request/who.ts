import { rangeOf } from '../client-address.ts'
import type { NetworkName } from '../global-id.ts'
import type { SecurityEvent } from '../telemetry/security-log.ts'
import { keyNameOf } from './caller.ts'
import type { GatewayRequest } from './request.ts'

/** Who makes a request, as security events name it. */
export const whoOf = (
  { id, caller, record }: Pick<GatewayRequest, 'id' | 'caller' | 'record'>,
  network: NetworkName,
): Pick<SecurityEvent, 'network' | 'requestId' | 'address' | 'apiKeyName' | 'account'> => ({
  network,
  requestId: id,
  address: caller.address && rangeOf(caller.address),
  apiKeyName: keyNameOf(caller),
  account: record?.accounts?.[network],
})
