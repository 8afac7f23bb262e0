import type { Secret } from '../secret.ts'
import type { ApiKey } from './api-keys.ts'
import type { Environment } from './environment.ts'

/** All settings: complete, validated and frozen. Secrets stay masked when it is printed. */
export interface Settings {
  readonly host: string
  /** 0 picks a free port. */
  readonly port: number
  /** Separate port for `/metrics`. Undefined: serve it on `port`. */
  readonly metricsPort: number | undefined
  /** The port for operators. Undefined: there is none. */
  readonly admin: AdminSettings | undefined
  /** Processes that serve requests; 1: this one. */
  readonly workers: number
  /** Whether `NODE_ENV` is `production`. */
  readonly production: boolean
  readonly logLevel: Environment['LOG_LEVEL']
  /** The part of requests without an error that are logged, 0 to 1. Undefined: all, or none on a terminal. */
  readonly logRequests: number | undefined
  readonly drainDelayMs: number
  /** How long a connection without a request stays open. */
  readonly keepAliveMs: number
  /** Undefined if Mixin is not configured. */
  readonly mixin: MixinSettings | undefined
  /** Undefined if SealTalk is not configured. */
  readonly sealtalk: SealTalkSettings | undefined
  readonly sandbox: SandboxSettings
  readonly apiKeys: readonly ApiKey[]
  /** If `secret` is undefined, the sealer generates one. */
  readonly session: {
    readonly secret: Secret | undefined
    /** What they sealed is accepted too. */
    readonly formerSecrets: readonly Secret[]
    readonly sameSite: Environment['COOKIE_SAMESITE']
    /** When the cookie is Secure. `over-tls`: for clients that use TLS. */
    readonly secure: 'always' | 'never' | 'over-tls'
  }
  readonly corsOrigins: readonly string[]
  /** Request headers that pages may send beside those that the gateway allows by itself. */
  readonly corsHeaders: readonly string[]
  /** IP addresses and CIDR blocks, as `net.BlockList` takes them. */
  readonly trustProxy: readonly string[]
  readonly redis: RedisSettings | undefined
  readonly cacheMaxBytes: number
  /** Connections per upstream origin. */
  readonly upstreamConnections: number
  /** Through which networks are called. */
  readonly proxies: ProxySettings
  /** Attempts to enter a password or code: this many at once, then this many per hour. */
  readonly attempts: {
    readonly perSubject: number
    readonly perAddress: number
    /** Phone numbers of `findContacts`. */
    readonly phonesPerAddress: number
    readonly signInsPerSubject: number
    readonly signInsPerAddress: number
  }
  readonly overload: OverloadSettings
  readonly connections: ConnectionSettings
  /** GraphQL requests of one API key, or of one client address without one. 0: no limit. */
  readonly requestsPerSecond: number
  /** Maximum duration of a request. After that, its upstream calls are aborted. */
  readonly requestTimeoutMs: number
  readonly graphiql: boolean
  readonly introspection: boolean
  /** Who may request a trace with `X-Parley-Trace`. */
  readonly trace: 'everyone' | 'api-key' | 'nobody'
  readonly trustedDocuments: TrustedDocumentSettings | undefined
  readonly limits: LimitSettings
  /** For tests: the execution path to prefer. Undefined: the fast path where possible. */
  readonly executionPath: 'yoga' | 'fast' | undefined
  /** Sentences for the startup log, without secrets. */
  readonly warnings: readonly string[]
}

/** A document by its hash, in the form in which it is looked up. */
export type TrustedDocument = readonly [hash: string, text: string]

export interface TrustedDocumentSettings {
  readonly documents: readonly TrustedDocument[]
  /** Whether all others are rejected. */
  readonly only: boolean
}

export interface AdminSettings {
  /** 0 picks a free port. */
  readonly port: number
  readonly host: string
  readonly token: Secret
}

/** The Redis that several gateways share. */
export interface RedisSettings {
  /** One for each address; they differ in host and port alone. User, password and database are those of data servers. */
  readonly urls: readonly Secret[]
  /** Undefined: the servers are asked. */
  readonly mode?: Environment['REDIS_MODE']
  readonly sentinel?: {
    /** Undefined: the one that the sentinels watch. */
    readonly masterName?: string | undefined
    /** Undefined: the default user. */
    readonly username?: string | undefined
    readonly password?: Secret | undefined
    /** Undefined: as with data servers. */
    readonly tls?: boolean | undefined
  }
}

export interface ProxySettings {
  /** For https and wss. */
  readonly https: Secret | undefined
  /** For http and ws. */
  readonly http: Secret | undefined
  /** Hosts as `NO_PROXY` names them. */
  readonly except: readonly string[]
}

/** PEM texts for one network. */
export interface TlsSettings {
  /** Whom to trust. Undefined: whom Node.js trusts. */
  readonly ca: string | undefined
  readonly cert: string | undefined
  readonly key: Secret | undefined
}

/** Limits above which new requests are rejected. */
export interface OverloadSettings {
  /** Requests in progress. */
  readonly concurrentRequests: number
  /** Requests in progress while the event loop is late. */
  readonly busyRequests: number
  /** Event loop delay above which `busyRequests` applies. */
  readonly eventLoopDelayMs: number
}

/** What clients may hold without sending or reading. Beyond a limit the slowest is cut. */
export interface ConnectionSettings {
  readonly connections: number
  /** Undefined behind proxies, whose connections are many clients'. */
  readonly connectionsPerAddress: number | undefined
  /** Request bodies that are being read. */
  readonly readingBodies: number
  readonly readingBodiesPerAddress: number
  /** Bytes of request bodies that are being read. */
  readonly readingBytes: number
  /** Bytes of replies that are not read yet. */
  readonly unreadBytes: number
}

/** Maximum size and cost of a request; see docs/limits.md. A request exactly at a limit passes. */
export interface LimitSettings {
  readonly bodyBytes: number
  /** Nesting of objects and lists in the body, or in the variables of a GET. */
  readonly jsonNesting: number
  /** Nesting of brackets of any kind in a document. */
  readonly nesting: number
  readonly tokens: number
  /** Characters of a name or number in a document. */
  readonly nameLength: number
  /** Nesting of fields in an operation. */
  readonly depth: number
  readonly aliases: number
  readonly rootFields: number
  readonly directives: number
  /** Fragment definitions in a document. */
  readonly fragments: number
  /** Maximum number of response parts that may be delivered later. */
  readonly parts: number
  /** Upstream calls that an operation may cause in the worst case. */
  readonly cost: number
  /** Bytes of a response as JSON; all parts of an incremental response together. */
  readonly answerBytes: number
}

/** What Mixin callers may do, on the real Mixin and on the sandbox. */
export interface MixinPolicy {
  /** What a caller without its own Mixin token may do as the bot. */
  readonly botAccess: 'none' | 'read' | 'full'
  readonly numberRatePerSecond: number
  readonly searchRatePerSecond: number
}

export interface MixinSettings extends MixinPolicy {
  /** Base URLs in the order to try, without a trailing slash. May have a path prefix. */
  readonly apiUrls: readonly string[]
  readonly blazeUrl: string
  /** Undefined: nothing but what Node.js trusts. */
  readonly tls: TlsSettings | undefined
  /** The bot as which the gateway acts. */
  readonly bot: MixinBot | undefined
  readonly clientSecret: Secret | undefined
  /** Six digits. `spendKey` takes precedence, because a bot that has migrated to TIP cannot go back. */
  readonly pin: Secret | undefined
  /** 64 hex digits. */
  readonly spendKey: Secret | undefined
}

/** A bot's keys as its keystore encodes them: 64 hex digits (new), or base64 or base64url (old). */
export interface MixinBot {
  readonly appId: string
  readonly sessionId: string
  readonly sessionPrivateKey: Secret
  /** Needed only to encrypt a PIN. */
  readonly serverPublicKey: Secret | undefined
}

export interface SealTalkSettings {
  /** Base URL without a trailing slash. */
  readonly apiUrl: string
  /** Undefined: nothing but what Node.js trusts. */
  readonly tls: TlsSettings | undefined
  readonly dialect: 'server' | 'document'
  /** Whether the server stores characters outside the Basic Multilingual Plane, such as emoji. */
  readonly utf8mb4: boolean
  /** Text messages for all callers together. */
  readonly textMessagesPerHour: number
}

export interface SandboxSettings {
  readonly on: boolean
  /** 0 picks free ports. */
  readonly port: number
  /** The networks that the sandbox replaces, with their settings that do not depend on it. */
  readonly fills: {
    readonly mixin: MixinPolicy | undefined
    readonly sealtalk: Omit<SealTalkSettings, 'apiUrl' | 'tls'> | undefined
  }
}

/** Addresses of a running sandbox and the credentials of its bot. */
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
