import { isGatewayError } from '../../errors.ts'
import { type CheckResult, ok, warning } from '../check-result.ts'
import { asList } from '../../upstream/json-readers.ts'
import { createUpstream } from '../../upstream/transport.ts'
import {
  createCheckPolicy,
  CHECK_CLIENT,
  checkContext,
  type ConnectivityDependencies,
  explainFailure,
} from '../connectivity-check.ts'
import { createSealTalkClient } from './client.ts'
import { endpoints } from './endpoints.ts'
import type { SealTalkSettings } from './provider.ts'

const CHECK = 'sealtalk'
const SETTING = 'SEALTALK_API_URL'

/** Reads the list of regions, which needs no session. */
export const checkSealTalk = async (
  { apiUrl, dialect, tls }: SealTalkSettings,
  deps: ConnectivityDependencies,
): Promise<CheckResult[]> => {
  const upstream = createUpstream({
    urls: [apiUrl],
    dispatcher: deps.dispatcher,
    tls,
    proxies: deps.proxies,
    ...CHECK_CLIENT,
  })
  const policy = createCheckPolicy('sealtalk', deps)
  const client = createSealTalkClient({
    upstream,
    policy,
    dialect,
    observer: CHECK_CLIENT.observer,
    clock: deps.clock,
  })
  const startedAt = performance.now()
  try {
    await client.call(endpoints.regions, {
      context: checkContext(),
      decode: (result) => (result === null ? [] : asList(result, 'regions')),
    })
    return [ok(CHECK, `${apiUrl} answers in ${Math.round(performance.now() - startedAt)} ms`)]
  } catch (error) {
    if (!isGatewayError(error) || error.code === 'UPSTREAM_UNAVAILABLE' || error.code === 'RATE_LIMITED') {
      return [explainFailure(CHECK, apiUrl, SETTING, error)]
    }
    const text = `${apiUrl} does not respond like a SealTalk server (${error.upstreamCode ?? error.code})`
    return [warning(CHECK, text, `check that ${SETTING} is a SealTalk server`)]
  } finally {
    await upstream.close()
  }
}
