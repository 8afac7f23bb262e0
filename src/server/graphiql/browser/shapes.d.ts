/** A component of React, as GraphiQL's plugins have them. */
type Component = () => unknown

/** Globals of GraphiQL's own script. */
declare global {
  const YogaGraphiQL: { renderYogaGraphiQL(root: HTMLElement, options: object): void }
  const React: {
    createElement(type: string, properties: object, ...children: unknown[]): unknown
    useEffect(effect: () => (() => void) | void, dependencies: unknown[]): void
    useRef<Value>(value: Value): { current: Value }
  }
  const monaco: {
    editor: {
      defineTheme(name: string, theme: object): void
      getEditors(): Editor[]
      getModels(): Model[]
      onDidCreateEditor(listener: (editor: Editor) => void): void
    }
  }
  interface Window {
    MonacoEnvironment?: { globalAPI: boolean; getWorkerUrl(module: string, label: string): string }
  }
}

/** One of Monaco's editors. */
export interface Editor {
  getModel(): Model | null
  getAction(id: string): { run(): Promise<void> } | null
  setPosition(position: { lineNumber: number; column: number }): void
  updateOptions(options: object): void
}

/** The text of an editor. */
export interface Model {
  uri: { path: string }
  getValue(): string
  setValue(text: string): void
}

/** A panel of GraphiQL's sidebar. */
export interface Plugin {
  title: string
  icon: Component
  content: Component
}

/** A call in `extensions.upstream`; see docs/shield.md. */
export interface Call {
  network: string
  operation: string
  method: string
  path: string
  ids: number
  status: number | null
  startedMs: number
  durationMs: number
  cache: 'miss' | 'coalesced' | 'revalidate' | 'stale' | 'breaker' | 'budget' | 'closed'
  /** Absent in responses of older gateways. */
  field?: (string | number)[]
}

export interface Upstream {
  calls: Call[]
  summary: { upstreamCalls: number; cacheHits: number; coalesced: number; batchedIds: number }
}

/** One of `extensions.stale`. */
export interface Staleness {
  path: (string | number)[]
  ageMs: number
  reason: string
}

/** One of `Query.budgets`. */
export interface Budget {
  network: string
  lookup: string
  remaining: number
  retryAt: string | null
}

/** A part of a response, or all of it. */
export interface Part {
  /** When it had arrived, in milliseconds since the request was sent. */
  atMs: number
}

/** What has arrived of the response to one operation. */
export interface OperationResult {
  /** Empty for an operation without a name. */
  operation: string
  /** The request's headers, with which its caller's budgets are fetched. */
  headers: Headers
  parts: Part[]
  /** Whether no further part follows. */
  isDone: boolean
  /** Absent where the response has no trace. */
  upstream: Upstream | undefined
  stale: Staleness[]
}

/** Somebody made up, with what the sandbox takes as credentials. */
export type SandboxPerson =
  { name: string; accessToken: string } | { name: string; region: string; number: string; password: string }

/** Something that is wrong with a network of the sandbox; see sandbox/README.md. */
export interface Fault {
  kind: string
  endpoint?: string
  latencyMs?: number
  status?: number
  /** Calls that met it. */
  hits: number
}

/** A network of the sandbox, as its control describes it. */
export interface SandboxNetwork {
  network: 'MIXIN' | 'SEALTALK'
  people: SandboxPerson[]
  faults: Fault[]
  calls: { total: number; limited: number; byEndpoint: Record<string, number> }
}

export interface TrustedDocument {
  hash: string
  query: string
}
