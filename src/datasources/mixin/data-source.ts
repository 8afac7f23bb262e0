import type { GatewayRequest } from '../../request/request.ts'
import type { Observer } from '../../telemetry/observer.ts'
import type { Budgets } from '../../upstream/rate-limits/budget.ts'
import type { NodeKind } from '../../global-id.ts'
import type { BruteForceGuard } from '../brute-force-guard.ts'
import type { ModelCache } from '../loading/model-cache.ts'
import type {
  Access,
  AppSource,
  CircleSource,
  ContactSource,
  LookupBudgetModel,
  MessageSource,
  MessengerDataSource,
} from '../types.ts'
import { createMixinAccount, type MixinAccount } from './account.ts'
import { createMixinApps } from './apps.ts'
import { createMixinBudgets } from './budgets.ts'
import type { MixinClient } from './client.ts'
import { createMixinCircles } from './circles.ts'
import { createMixinConversations } from './conversations.ts'
import { createMixinContacts } from './contacts.ts'
import { type Credential, requireCredential, type Usable } from './credential.ts'
import type { IdentityMap } from './identity.ts'
import { normalizeUuid } from './ids.ts'
import type { MixinLimits } from './limits.ts'
import { MIXIN_FEATURES } from './features.ts'
import { createMixinLoaders, type MixinLoaders } from './loaders.ts'
import { createMixinOAuth, type MixinOAuth, type MixinOAuthSettings } from './oauth.ts'
import type { PinSender } from './pin.ts'
import { createMixinMessages } from './messages.ts'
import { createMixinProfile, type MixinProfile } from './profile.ts'
import type { MixinReads } from './reads.ts'
import { createMixinRights, requireBot } from './rights.ts'
import { createMixinUsers, type MixinUsers } from './users.ts'

/** What all requests share. */
export interface MixinParts {
  readonly client: MixinClient
  readonly reads: MixinReads
  readonly cache: ModelCache
  readonly identities: IdentityMap
  readonly observer: Observer
  readonly budgets: Budgets
  readonly limits: MixinLimits
  readonly pins: PinSender | undefined
  readonly bruteForceGuard: BruteForceGuard
  readonly callTimeoutMs: number
  readonly appId: string | undefined
  readonly oauth: MixinOAuthSettings
  /** Throws UPSTREAM_UNAVAILABLE while an operator has closed Mixin. */
  readonly checkOpen: () => void
}

/**
 * Mixin as one request sees it. It makes each of its parts when it is first used, since most requests use one or two. It
 * is a class, since getters of an object literal would keep the request until the next full collection.
 */
export class MixinDataSource implements MessengerDataSource {
  readonly network = 'mixin'
  readonly features = MIXIN_FEATURES
  readonly #parts: MixinParts
  readonly #request: GatewayRequest
  readonly #credential: Credential
  readonly #loaders: MixinLoaders
  #users: MixinUsers | undefined
  #apps: AppSource | undefined
  #contacts: ContactSource | undefined
  #conversations: ReturnType<typeof createMixinConversations> | undefined
  #account: MixinAccount | undefined
  #circles: CircleSource | undefined
  #profile: MixinProfile | undefined
  #oauth: MixinOAuth | undefined

  constructor(parts: MixinParts, request: GatewayRequest, credential: Credential) {
    this.#parts = parts
    this.#request = request
    this.#credential = credential
    this.#loaders = createMixinLoaders(parts.reads, request, () => this.#usable('read'))
  }

  authorize(access: Access): void {
    this.#usable(access)
  }

  normalizeId(_: NodeKind, upstreamId: string): string | undefined {
    return normalizeUuid(upstreamId)
  }

  budgets(): readonly Promise<LookupBudgetModel>[] {
    const { budgets, limits } = this.#parts
    return createMixinBudgets(budgets, limits, this.#credential)
  }

  get users(): MixinUsers {
    return (this.#users ??= createMixinUsers({
      ...this.#parts,
      loaders: this.#loaders,
      request: this.#request,
    }))
  }

  get lookups(): MixinUsers['lookups'] {
    return this.users.lookups
  }

  get apps(): AppSource {
    return (this.#apps ??= createMixinApps(this.users, this.#request))
  }

  get contacts(): ContactSource {
    return (this.#contacts ??= createMixinContacts({
      ...this.#parts,
      loaders: this.#loaders,
      request: this.#request,
      credential: (access) => this.#usable(access),
    }))
  }

  get conversations(): ReturnType<typeof createMixinConversations> {
    return (this.#conversations ??= createMixinConversations({
      ...this.#parts,
      loaders: this.#loaders,
      request: this.#request,
      account: this.account,
      credential: () => this.#usable('read'),
      rights: createMixinRights({ credential: () => this.#usable('write'), appId: this.#parts.appId }),
    }))
  }

  get circles(): CircleSource {
    return (this.#circles ??= createMixinCircles({
      ...this.#parts,
      loaders: this.#loaders,
      request: this.#request,
      credential: (access) => this.#usable(access),
    }))
  }

  get messages(): MessageSource {
    return createMixinMessages({
      ...this.#parts,
      request: this.#request,
      credential: () => requireBot(this.#usable('write')),
    })
  }

  get account(): MixinAccount {
    return (this.#account ??= createMixinAccount({
      loaders: this.#loaders,
      request: this.#request,
      credential: this.#credential,
      appId: this.#parts.appId,
    }))
  }

  get profile(): MixinProfile {
    return (this.#profile ??= createMixinProfile({
      ...this.#parts,
      loaders: this.#loaders,
      request: this.#request,
      account: this.account,
      credential: () => this.#usable('write'),
    }))
  }

  get oauth(): MixinOAuth {
    return (this.#oauth ??= createMixinOAuth({
      ...this.#parts,
      request: this.#request,
      settings: this.#parts.oauth,
      credential: () => this.#usable('write'),
    }))
  }

  #usable(access: Access): Usable {
    return requireCredential(this.#credential, access)
  }
}
