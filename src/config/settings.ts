import type { Secret } from '../secret.ts'
import type { Environment } from './environment.ts'

/** How Parley is to run: complete, checked and frozen. Secrets stay sealed however it is printed. */
export interface Settings {
  readonly host: string
  /** 0 takes a free port. */
  readonly port: number
  /** A port of its own for `/metrics`; undefined serves it on `port`. */
  readonly metricsPort: number | undefined
  /** Whether `NODE_ENV` is `production`. */
  readonly production: boolean
  readonly logLevel: Environment['LOG_LEVEL']
  readonly drainDelayMs: number
  /** Undefined where Mixin is not configured. */
  readonly mixin: MixinSettings | undefined
  /** Undefined where SealTalk is not configured. */
  readonly sealtalk: SealTalkSettings | undefined
  readonly sandbox: SandboxSettings
  /** Keys with which a caller may act as the bot in full. */
  readonly apiKeys: readonly Secret[]
  /** `secret` undefined: the sealer makes a random one. */
  readonly session: { readonly secret: Secret | undefined; readonly sameSite: Environment['COOKIE_SAMESITE'] }
  readonly corsOrigins: readonly string[]
  /** IP addresses and CIDR blocks, as `net.BlockList` takes them. */
  readonly trustProxy: readonly string[]
  readonly redisUrl: Secret | undefined
  readonly cacheMaxBytes: number
  /** Connections per upstream origin. */
  readonly upstreamConnections: number
  /** Tries of passwords and codes: so many at once, and as many an hour. */
  readonly attempts: { readonly perSubject: number; readonly perAddress: number }
  readonly overload: OverloadSettings
  /** For a whole request; upstream calls under way then end. */
  readonly requestTimeoutMs: number
  readonly graphiql: boolean
  readonly introspection: boolean
  /** Whose `X-Parley-Trace` is honoured. */
  readonly trace: 'everyone' | 'api-key' | 'nobody'
  readonly trustedDocuments: { readonly path: string; readonly only: boolean } | undefined
  readonly limits: LimitSettings
  /** For tests: the path that every request takes as far as it can. Undefined: whichever suits it. */
  readonly executionPath: 'yoga' | 'fast' | undefined
  /** To be logged at start: one sentence each, without secrets. */
  readonly warnings: readonly string[]
}

/** From where on requests are refused rather than begun. */
export interface OverloadSettings {
  /** Requests in progress, whatever the state of the process. */
  readonly concurrentRequests: number
  /** The same while the event loop is late. */
  readonly busyRequests: number
  /** By how much the event loop has to be late for that. */
  readonly eventLoopDelayMs: number
}

/** How large and how costly a request may be; see docs/limits.md. Whatever is at its limit still passes. */
export interface LimitSettings {
  readonly bodyBytes: number
  /** Objects and lists inside each other, in the body and in a GET's variables. */
  readonly jsonNesting: number
  /** Brackets of any kind inside each other, in a document. */
  readonly nesting: number
  readonly tokens: number
  /** Fields inside each other, in an operation. */
  readonly depth: number
  readonly aliases: number
  readonly rootFields: number
  readonly directives: number
  /** Definitions of fragments, in a document. */
  readonly fragments: number
  /** Parts of an answer that may come later, at worst. */
  readonly parts: number
  /** Upstream calls that an operation may cause at worst. */
  readonly cost: number
}

/** What Mixin callers may do, wherever Mixin is. */
export interface MixinPolicy {
  /** What a caller without a Mixin token of its own may do as the bot. */
  readonly botAccess: 'none' | 'read' | 'full'
  readonly numberRatePerSecond: number
  readonly searchRatePerSecond: number
}

export interface MixinSettings extends MixinPolicy {
  /** Base URLs in the order to try, without a trailing slash; may carry a path prefix. */
  readonly apiUrls: readonly string[]
  readonly blazeUrl: string
  /** The bot that the gateway acts as. */
  readonly bot: MixinBot | undefined
  readonly clientSecret: Secret | undefined
  /** Six digits. Where `spendKey` is set too, that one is used: a bot that has moved to TIP cannot go back. */
  readonly pin: Secret | undefined
  /** 64 hex digits. */
  readonly spendKey: Secret | undefined
}

/** A bot's keys as its keystore spells them: 64 hex digits in new ones, base64 or base64url in old ones. */
export interface MixinBot {
  readonly appId: string
  readonly sessionId: string
  readonly sessionPrivateKey: Secret
  /** Needed to encrypt a PIN only. */
  readonly serverPublicKey: Secret | undefined
}

export interface SealTalkSettings {
  /** Base URL without a trailing slash. */
  readonly apiUrl: string
  readonly dialect: 'server' | 'document'
}

export interface SandboxSettings {
  readonly on: boolean
  /** 0 takes free ports. */
  readonly port: number
  /** The networks that the sandbox stands in for, with what is already settled about them. */
  readonly fills: {
    readonly mixin: MixinPolicy | undefined
    readonly sealtalk: Pick<SealTalkSettings, 'dialect'> | undefined
  }
}

/** Where a running sandbox is and what its bot signs with. */
export interface SandboxConnection {
  readonly mixin?: {
    readonly url: string
    readonly blazeUrl: string
    readonly appId: string
    readonly sessionId: string
    readonly sessionPrivateKey: string
    readonly serverPublicKey: string
    readonly clientSecret: string
    readonly pin: string
  }
  readonly sealtalk?: { readonly url: string }
}
