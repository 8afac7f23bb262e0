import { isGatewayError } from '../../errors.ts'
import { failure, type CheckResult, ok, warning } from '../check-result.ts'
import { createUpstream } from '../../upstream/transport.ts'
import {
  createCheckPolicy,
  EXAMINER,
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

/** Milliseconds that a clock may be off before anybody is told: an answer under way takes a while, too. */
const TOLERANCE_MS = 5_000

/** The server's clock, and whether an answer has told it. */
interface ToldClock extends ServerClock {
  readonly isTold: boolean
}

const createToldClock = (clock: ServerClock): ToldClock => {
  let isTold = false
  return {
    get isTold() {
      return isTold
    },
    get offsetMs() {
      return clock.offsetMs
    },
    now: clock.now,
    wasSkewed: clock.wasSkewed,
    observe(header) {
      isTold ||= header !== undefined
      clock.observe(header)
    },
  }
}

const checkClock = ({ isTold, offsetMs }: ToldClock): CheckResult => {
  const check = 'mixin clock'
  if (!isTold)
    return warning(check, 'the answer has no X-Server-Time', `look at ${SETTING}: who answers there?`)
  const seconds = `${Math.round(Math.abs(offsetMs) / 1000)} s`
  if (Math.abs(offsetMs) <= TOLERANCE_MS) return ok(check, `in step with the network's (${seconds})`)
  return warning(
    check,
    `this machine is ${seconds} ${offsetMs > 0 ? 'behind' : 'ahead of'} the network`,
    'set its clock (NTP). The gateway signs by the clock of the network, so its calls work meanwhile',
  )
}

const judgeAccount = (
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
        `${address} takes the key for that of another bot or session`,
        'app id, session id and private key have to be of one keystore',
      )
}

/** Asks one address who the bot is; without a bot, asks it without a credential, which it has to refuse. */
const checkAddress = async (
  address: string,
  settings: MixinSettings,
  deps: ConnectivityDependencies,
): Promise<CheckResult[]> => {
  const { bot } = settings
  const upstream = createUpstream({ urls: [address], dispatcher: deps.dispatcher, ...EXAMINER })
  const clock = createToldClock(createServerClock(deps.clock))
  const client = createMixinClient({
    upstream,
    policy: createCheckPolicy('mixin', deps),
    limits: createMixinLimits(settings),
    keystore: bot && openKeystore(bot),
    clock,
    observer: EXAMINER.observer,
  })
  const credential = bot
    ? ({ kind: 'bot', scope: botScope(bot.appId), caller: 'doctor', access: 'full', keyed: true } as const)
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
      ? judgeAccount(address, tookMs(), account, bot)
      : warning(CHECK, `${address} tells strangers who they are`, `look at ${SETTING}: is that Mixin?`)
    return [verdict, checkClock(clock)]
  } catch (error) {
    if (!isGatewayError(error) || error.code !== 'UNAUTHENTICATED') {
      return [explainFailure(CHECK, address, SETTING, error)]
    }
    if (!bot) return [ok(CHECK, `${address} answers in ${tookMs()} ms`), checkClock(clock)]
    const refused = failure(
      CHECK,
      `${address} answers, and refuses the bot's key or session`,
      'make a new session in the developer dashboard and set its keystore',
    )
    return [refused, checkClock(clock)]
  } finally {
    await upstream.close()
  }
}

/** Looks at the keys and asks each address `GET /me`, which changes nothing. */
export const checkMixin = async (
  settings: MixinSettings,
  deps: ConnectivityDependencies,
): Promise<CheckResult[]> => {
  const keys = checkKeys(settings.bot, settings)
  // Nothing can be signed with keys that are broken.
  if (keys.verdict === 'failure') return [keys]
  const addresses = settings.apiUrls.map((address) => checkAddress(address, settings, deps))
  return [keys, ...(await Promise.all(addresses)).flat()]
}
