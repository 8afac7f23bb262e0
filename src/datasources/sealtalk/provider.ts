import type { GatewayRequest } from '../../request/request.ts'
import { createPolicy } from '../../upstream/policy.ts'
import { createPseudonym } from '../../request/scope.ts'
import type { UpstreamTls } from '../../upstream/egress.ts'
import { createUpstream } from '../../upstream/transport.ts'
import type { ProviderDependencies } from '../dependencies.ts'
import type { MessengerDataSource, ReloadableProvider } from '../types.ts'
import { createSealTalkAccount, type SealTalkAccount } from './account.ts'
import { createSealTalkBlacklist, type SealTalkBlacklist } from './blacklist.ts'
import { createCallSupport } from './call-support.ts'
import { createSealTalkClient, type SealTalkDialect } from './client.ts'
import { SEALTALK_FEATURES } from './features.ts'
import { createSealTalkControl } from './control.ts'
import { createSealTalkContacts, type SealTalkContacts } from './contacts.ts'
import { createSealTalkGroups, type SealTalkGroups } from './groups.ts'
import { normalizeId } from './ids.ts'
import { createSealTalkMessages } from './messages.ts'
import { createSealTalkNotices, type SealTalkNotices } from './notices.ts'
import { createSealTalkPrivacy, type SealTalkPrivacy } from './privacy.ts'
import { createSealTalkProfile, type SealTalkProfile } from './profile.ts'
import { createSealTalkReads } from './reads.ts'
import { createTextRules } from './rules.ts'
import { createRegistrations } from './registrations.ts'
import { createRevokedSessions } from './revoked-sessions.ts'
import { createSealer } from './seal.ts'
import { createRequestSession } from './session.ts'
import { createSealTalkSignIn, type SealTalkSignIn } from './sign-in.ts'
import { createSealTalkSync, type SealTalkSync } from './sync.ts'
import { createTextMessages } from './text-messages.ts'
import { createSealTalkUsers } from './users.ts'
import { createVerifiedPhones } from './verified-phones.ts'
import { createSealTalkVerification, type SealTalkVerification } from './verification.ts'

/** SealTalk as one request sees it. Signing in or out changes whose view of it this is. */
export interface SealTalkDataSource extends MessengerDataSource {
  readonly account: SealTalkAccount
  readonly contacts: SealTalkContacts
  readonly conversations: SealTalkGroups
  readonly notices: SealTalkNotices
  readonly privacy: SealTalkPrivacy
  readonly profile: SealTalkProfile
  readonly blacklist: SealTalkBlacklist
  readonly sync: SealTalkSync
  readonly signIn: SealTalkSignIn
  readonly verification: SealTalkVerification
}

/** What changes while the gateway runs. */
export interface SealTalkLimits {
  /** Text messages for all callers together. */
  readonly textMessagesPerHour: number
}

export interface SealTalkSettings extends SealTalkLimits {
  /** Base URL of the server. */
  readonly apiUrl: string
  /** Default: as Node.js does. */
  readonly tls?: UpstreamTls | undefined
  readonly dialect: SealTalkDialect
  /** Whether its database stores characters outside the Basic Multilingual Plane, such as emoji. */
  readonly utf8mb4: boolean
}

export interface SealTalkProviderOptions extends ProviderDependencies {
  readonly settings: SealTalkSettings
}

/** What of it hangs on whose view it is. */
type View = Pick<
  SealTalkDataSource,
  | 'users'
  | 'lookups'
  | 'contacts'
  | 'conversations'
  | 'notices'
  | 'profile'
  | 'blacklist'
  | 'privacy'
  | 'sync'
>

/** SealTalk for the life of the process. @see docs/networks/sealtalk.md */
export const createSealTalkProvider = (
  options: SealTalkProviderOptions,
): ReloadableProvider<SealTalkDataSource, SealTalkLimits> => {
  const { settings, connections, dispatcher, observer, clock, cache, budgets, bruteForceGuard } = options
  const { attempts, viewerScope, shared } = options
  const upstream = createUpstream({
    urls: [settings.apiUrl],
    connections,
    dispatcher,
    tls: settings.tls,
    proxies: options.proxies,
  })
  const policy = createPolicy({ network: 'sealtalk', ...options })
  const client = createSealTalkClient({
    upstream,
    policy,
    dialect: settings.dialect,
    observer,
    clock,
    onUnauthenticated: cache.dropScope,
  })
  const texts = createTextRules(settings)
  const registrations = createRegistrations(observer)
  const sealer = createSealer(options.sessionSecret, options.formerSessionSecrets)
  const revoked = createRevokedSessions(clock, shared?.revocations, options.stateBounds?.revokedSessions)
  const accountName = createPseudonym('sealtalk accounts', options.sessionSecret)
  const phonePseudonyms = [options.sessionSecret, ...(options.formerSessionSecrets ?? [])].map((secret) =>
    createPseudonym('sealtalk phones', secret),
  )
  const verifiedPhones = createVerifiedPhones(clock, phonePseudonyms, shared?.facts)
  const support = createCallSupport(clock)
  const reads = createSealTalkReads(client, support, options)

  let limits: SealTalkLimits = settings
  const textMessagesOf = createTextMessages({
    attempts,
    budgets,
    observer,
    clock,
    perHour: () => limits.textMessagesPerHour,
    secret: options.sessionSecret,
  })

  const open = (request: GatewayRequest): SealTalkDataSource => {
    const session = createRequestSession({
      request,
      sealer,
      revoked,
      clock,
      cache,
      viewerScope,
      facts: shared?.facts,
      accountName,
    })
    const textMessages = textMessagesOf(request)
    const common = { client, request, session }

    /** The loaders of a request. They must not outlive the session that they were opened with. */
    const openView = (): View => {
      const users = createSealTalkUsers({ ...common, reads, cache, support })
      const conversations = createSealTalkGroups({ ...common, reads, cache, users, support, texts })
      const blacklist = createSealTalkBlacklist({ ...common, users, support })
      return {
        users,
        lookups: users.lookups,
        contacts: createSealTalkContacts({
          ...common,
          reads,
          cache,
          users,
          blacklist,
          texts,
          bruteForceGuard,
        }),
        conversations,
        notices: createSealTalkNotices({ ...common, conversations }),
        profile: createSealTalkProfile({ ...common, users, texts }),
        blacklist,
        privacy: createSealTalkPrivacy({ ...common, users }),
        sync: createSealTalkSync({ ...common, users, conversations, blacklist }),
      }
    }

    const source: SealTalkDataSource = {
      ...openView(),
      network: 'sealtalk',
      features: SEALTALK_FEATURES,
      authorize: () => void session.check(),
      normalizeId: (_, upstreamId) => normalizeId(upstreamId),
      budgets: () => [textMessages.left()],
      account: createSealTalkAccount(common),
      messages: createSealTalkMessages(common),
      verification: createSealTalkVerification({
        client,
        request,
        textMessages,
        bruteForceGuard,
        verifiedPhones,
      }),
      signIn: createSealTalkSignIn({
        ...common,
        bruteForceGuard,
        registrations,
        texts,
        revoked,
        verifiedPhones,
        clock,
        observer,
        onChange: () => void Object.assign(source, openView()),
      }),
    }
    return source
  }

  const control = createSealTalkControl({ breakers: policy.breakers, revoked, accountName })

  return {
    network: 'sealtalk',
    open,
    control,
    reload(next) {
      limits = next
    },
    close: () => upstream.close(),
  }
}
