import { isGatewayError } from '../../errors.ts'
import { failure, type CheckResult, ok, warning } from '../check-result.ts'
import { createUpstream } from '../../upstream/transport.ts'
import {
  createCheckPolicy,
  CHECK_CLIENT,
  checkContext,
  type ConnectivityDependencies,
  explainFailure,
} from '../connectivity-check.ts'
import { botScope } from '../../request/scope.ts'
import { type MixinAccountModel, toAccount } from './account-mapping.ts'
import { createMixinClient, PUBLIC } from './client.ts'
import { endpoints } from './endpoints.ts'
import { checkKeys } from './key-check.ts'
import type { MixinSettings } from './provider.ts'
import { type BotSettings, openKeystore } from './keystore.ts'
import { createMixinLimits } from './limits.ts'
import { createServerClock, type ServerClock } from './server-clock.ts'

const CHECK = 'mixin'
const SETTING = 'MIXIN_API_URL'

/** Clock difference in milliseconds that is not reported: a response takes some time too. */
const TOLERANCE_MS = 5_000

/** The server's clock, and whether any response had its time. */
interface ObservedClock extends ServerClock {
  readonly isObserved: boolean
}

const createObservedClock = (clock: ServerClock): ObservedClock => {
  let isObserved = false
  return {
    get isObserved() {
      return isObserved
    },
    get offsetMs() {
      return clock.offsetMs
    },
    local: clock.local,
    now: clock.now,
    date: clock.date,
    wasSkewed: clock.wasSkewed,
    observe(header) {
      isObserved ||= header !== undefined
      clock.observe(header)
    },
  }
}

const checkClock = ({ isObserved, offsetMs }: ObservedClock): CheckResult => {
  const check = 'mixin clock'
  if (!isObserved)
    return warning(check, 'the response has no X-Server-Time', `check that ${SETTING} is a Mixin server`)
  const seconds = `${Math.round(Math.abs(offsetMs) / 1000)} s`
  if (Math.abs(offsetMs) <= TOLERANCE_MS) return ok(check, `matches Mixin's clock (${seconds})`)
  return warning(
    check,
    `this machine's clock is ${seconds} ${offsetMs > 0 ? 'behind' : 'ahead of'} Mixin's`,
    'synchronise it (NTP). Calls work meanwhile, since the gateway signs with the time of Mixin',
  )
}

const checkAccount = (
  address: string,
  tookMs: number,
  account: MixinAccountModel,
  bot: BotSettings,
): CheckResult => {
  const isSame = account.user.upstreamId === bot.appId && account.sessionId === bot.sessionId
  return isSame
    ? ok(CHECK, `${address} answers in ${tookMs} ms and accepts the bot's key and session`)
    : failure(
        CHECK,
        `${address} assigns the key to another bot or session`,
        'take app id, session id and private key from the same keystore',
      )
}

/** Reads the bot's account at one address. Without a bot, the call has no credential and must be refused. */
const checkAddress = async (
  address: string,
  settings: MixinSettings,
  deps: ConnectivityDependencies,
): Promise<CheckResult[]> => {
  const { bot } = settings
  const upstream = createUpstream({
    urls: [address],
    dispatcher: deps.dispatcher,
    tls: settings.tls,
    proxies: deps.proxies,
    ...CHECK_CLIENT,
  })
  const clock = createObservedClock(createServerClock(deps.clock))
  const client = createMixinClient({
    upstream,
    policy: createCheckPolicy('mixin', deps),
    limits: createMixinLimits(() => settings),
    keystore: bot && openKeystore(bot),
    clock,
    observer: CHECK_CLIENT.observer,
  })
  const credential = bot
    ? ({
        kind: 'bot',
        scope: botScope(bot.appId),
        caller: 'doctor',
        group: undefined,
        address: undefined,
        access: 'full',
        keyed: true,
      } as const)
    : PUBLIC
  const startedAt = performance.now()
  const tookMs = () => Math.round(performance.now() - startedAt)
  try {
    const account = await client.call(endpoints.userMe, {
      context: checkContext(),
      credential,
      parameters: {},
      decode: toAccount,
    })
    const verdict = bot
      ? checkAccount(address, tookMs(), account, bot)
      : warning(
          CHECK,
          `${address} accepts a call without a credential`,
          `check that ${SETTING} is a Mixin server`,
        )
    return [verdict, checkClock(clock)]
  } catch (error) {
    if (!isGatewayError(error) || error.code !== 'UNAUTHENTICATED') {
      return [explainFailure(CHECK, address, SETTING, error)]
    }
    if (!bot) return [ok(CHECK, `${address} answers in ${tookMs()} ms`), checkClock(clock)]
    const refused = failure(
      CHECK,
      `${address} refuses the bot's key or session`,
      'create a new session in the developer dashboard and configure its keystore',
    )
    return [refused, checkClock(clock)]
  } finally {
    await upstream.close()
  }
}

/** Checks the keys and calls `GET /me` at each address. */
export const checkMixin = async (
  settings: MixinSettings,
  deps: ConnectivityDependencies,
): Promise<CheckResult[]> => {
  const keys = checkKeys(settings.bot, settings)
  // With broken keys, no call could be signed.
  if (keys.verdict === 'failure') return [keys]
  const addresses = settings.apiUrls.map((address) => checkAddress(address, settings, deps))
  return [keys, ...(await Promise.all(addresses)).flat()]
}
