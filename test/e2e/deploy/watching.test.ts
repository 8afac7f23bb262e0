import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSchema } from '../../../src/schema.ts'
import { createMetrics } from '../../../src/telemetry/metrics.ts'
import { createWorkerMetrics } from '../../../src/telemetry/worker-metrics.ts'
import { isEnumType } from 'graphql'
import { type SandboxGateway, startSandboxGateway } from '../../support/sandbox.ts'
import { exists, readAlerts, readCompose, readDashboard, readText, readYaml, root } from './files.ts'

const alerts = readAlerts()
const { uid, panels } = readDashboard()
const expressions = [
  ...alerts.map(({ alert, expr }) => ({ where: alert, expr })),
  ...panels.flatMap(({ title, targets = [] }) => targets.map(({ expr }) => ({ where: title, expr }))),
]

/** A gateway's metrics after some traffic: labels and their values by the name of each sample. */
const samples = new Map<string, Map<string, Set<string>>>()

const record = (text: string): void => {
  for (const line of text.split('\n')) {
    const [, name, labels = ''] = /^(\w+)(?:\{(.*)\})? \S+$/.exec(line) ?? []
    if (name === undefined) continue
    const known = samples.get(name) ?? new Map<string, Set<string>>()
    samples.set(name, known)
    for (const [, label = '', value = ''] of labels.matchAll(/(\w+)="([^"]*)"/g)) {
      known.set(label, (known.get(label) ?? new Set()).add(value))
    }
  }
}

let harness: SandboxGateway
beforeAll(async () => {
  harness = await startSandboxGateway({ env: { API_KEYS: 'shop=a-key-of-sixteen-characters' } })
  const ask = (document: string) => harness.gateway.query(document)
  await ask('{ user(by: { mixinIdentityNumber: "30265" }) { name } }')
  await ask('{ user(by: { mixinIdentityNumber: "30265" }) { name } }')
  await ask('{ nothing }')
  harness.sandbox.control.setFault({ endpoint: 'GET /users/:id', kind: '429' })
  await ask('{ user(by: { mixinIdentityNumber: "7000104017" }) { name } }')
  record(await (await fetch(`${harness.gateway.url}/metrics`)).text())
  // What the primary of several workers adds.
  record((await createWorkerMetrics(() => []).render()).body)
  // What Redis adds.
  const metrics = createMetrics()
  metrics.redisUp(true)
  record((await metrics.render()).body)
})
afterAll(() => harness.close())

/** Labels that Prometheus adds to every sample. */
const SCRAPED = ['instance', 'job']

/** The names of samples in an expression, with their matchers. */
const selectorsOf = (expr: string): { readonly name: string; readonly matchers: string }[] =>
  [...expr.matchAll(/\b((?:parley|nodejs|process)_\w+|up)\b(?:\{([^}]*)\})?/g)].map(
    ([, name = '', matchers = '']) => ({
      name,
      matchers,
    }),
  )

const matchersOf = (matchers: string) =>
  [...matchers.matchAll(/(\w+)\s*(=~|!~|!=|=)\s*"([^"]*)"/g)].map(
    ([, label = '', sign = '', value = '']) => ({
      label,
      values: sign.endsWith('~') ? value.split('|') : [value],
    }),
  )

describe.each(expressions)('the expression of $where', ({ expr }) => {
  it('uses only metrics and labels that a gateway serves', () => {
    const selectors = selectorsOf(expr).filter(({ name }) => name !== 'up')
    const labelsOf = (name: string) => [...(samples.get(name)?.keys() ?? []), ...SCRAPED]
    const grouped = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, names = '']) => names.split(/,\s*/))

    expect(selectors.map(({ name }) => name).filter((name) => !samples.has(name))).toEqual([])
    for (const { name, matchers } of selectors) {
      expect(matchersOf(matchers).filter(({ label }) => !labelsOf(name).includes(label))).toEqual([])
    }
    const known = [...SCRAPED, ...selectors.flatMap(({ name }) => labelsOf(name))]
    expect(grouped.filter((label) => !known.includes(label))).toEqual([])
  })

  it('uses only possible label values', () => {
    const type = createSchema().getType('ErrorCode')
    const codes = isEnumType(type) ? type.getValues().map(({ name }) => name) : []
    const possible: Record<string, readonly string[]> = {
      code: codes,
      how: ['cache', 'batch', 'coalesced', 'learned', 'stale', 'refused', 'breaker', 'closed'],
      outcome: ['ok', 'cancelled', 'partial', 'failed', ...codes],
      operation: ['text messages by address'],
      job: ['parley'],
    }
    const matchers = selectorsOf(expr).flatMap(({ matchers }) => matchersOf(matchers))

    expect(codes.length).toBeGreaterThan(5)
    expect(
      matchers.flatMap(({ label, values }) => values.filter((value) => !possible[label]?.includes(value))),
    ).toEqual([])
  })

  it('has balanced brackets, and uses rate or increase for counters', () => {
    const open = { '(': ')', '{': '}', '[': ']' } as const
    const stack: string[] = []
    for (const letter of expr.replaceAll(/"[^"]*"/g, '')) {
      if (letter in open) stack.push(open[letter as keyof typeof open])
      else if (')}]'.includes(letter)) expect(stack.pop()).toBe(letter)
    }
    expect(stack).toEqual([])

    const counters = [
      ...expr.matchAll(/(\w*)\(?(parley_\w+_(?:total|count|bucket|sum))\b(?:\{[^}]*\})?(\[[^\]]+\])?/g),
    ]
    expect(
      counters.filter(([, call = '', , range]) => !/^(rate|increase)$/.test(call) || range === undefined),
    ).toEqual([])
  })
})

describe('monitoring', () => {
  it('shows every metric of the gateway on the dashboard', () => {
    const selectors = panels.flatMap(({ targets = [] }) => targets.flatMap(({ expr }) => selectorsOf(expr)))
    const bare = (name: string) => name.replace(/_(bucket|count|sum)$/, '')
    const shown = new Set(selectors.map(({ name }) => bare(name)))
    const own = [...samples.keys()].filter((name) => name.startsWith('parley_')).map(bare)

    expect(own.length).toBeGreaterThan(6)
    expect(own.filter((name) => !shown.has(name))).toEqual([])
  })

  it('alerts on closed budgets, open breakers, a lost Redis, closed networks, errors, shedding, throttling, slow clients, memory, late event loops, lost workers and missing gateways, and says what to do', () => {
    expect(alerts.map(({ alert }) => alert)).toEqual([
      'ParleyDown',
      'ParleyBudgetClosed',
      'ParleyBreakerOpen',
      'ParleyRedisDown',
      'ParleyNetworkClosed',
      'ParleyErrorRate',
      'ParleyInternalErrors',
      'ParleyShedding',
      'ParleyThrottling',
      'ParleyClientsCut',
      'ParleySlow',
      'ParleyMemory',
      'ParleyEventLoop',
      'ParleyWorkersEnd',
    ])
    for (const { labels, annotations } of alerts) {
      expect(labels['severity']).toMatch(/^(warning|critical)$/)
      expect(annotations['summary']).toBeTruthy()
      expect(annotations['action']).toBeTruthy()
    }
  })

  it('exports counters of alerts as 0 before the first event', () => {
    expect([...(samples.get('parley_requests_shed_total')?.get('why') ?? [])].sort()).toEqual([
      'delay',
      'requests',
    ])
    expect([...(samples.get('parley_requests_throttled_total')?.get('by') ?? [])].sort()).toEqual([
      'address',
      'key',
    ])
    expect([...(samples.get('parley_clients_cut_total')?.get('why') ?? [])].sort()).toEqual([
      'bodies',
      'connections',
      'requests',
      'slow-body',
      'slow-reply',
      'unread-bytes',
    ])
    expect(samples.get('parley_errors_total')?.get('code')).toContain('INTERNAL_SERVER_ERROR')
  })
})

describe('the dashboard', () => {
  it('uses the provisioned data source, and is provisioned itself', () => {
    const folder = 'deploy/grafana/provisioning'
    const { datasources } = readYaml(`${folder}/datasources/prometheus.yaml`) as {
      datasources: { uid: string; url: string }[]
    }
    const { providers } = readYaml(`${folder}/dashboards/parley.yaml`) as {
      providers: { options: { path: string } }[]
    }
    const { services } = readCompose()
    const mounts = services['grafana']?.volumes ?? []

    const [source] = datasources
    expect(uid).toBe('parley')
    expect(new Set(panels.flatMap(({ datasource }) => datasource?.uid ?? []))).toEqual(new Set([source?.uid]))
    expect(Object.keys(services)).toContain(new URL(source?.url ?? '').hostname)
    expect(mounts).toContain(`./deploy/grafana/dashboards:${providers[0]?.options.path}:ro`)
    expect(mounts).toContain(`./${folder}:/etc/grafana/provisioning:ro`)
  })

  it('has panels with unique ids that do not overlap', () => {
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)} ${y + Math.floor(index / w)}`),
    )

    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
    expect(new Set(cells).size).toBe(cells.length)
    expect(panels.filter(({ gridPos: { x, w } }) => x + w > 24)).toEqual([])
    expect(panels.filter(({ type, targets = [] }) => type !== 'row' && targets.length === 0)).toEqual([])
  })
})

const promtool = (process.env['PATH'] ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'promtool'))
  .find((path) => existsSync(path))
const note = promtool
  ? ''
  : ' (skipped: no promtool found on PATH: install it, for example with apt-get install prometheus)'

describe('Prometheus', () => {
  it('has its rules beside its configuration', () => {
    const { rule_files: files } = readYaml('deploy/prometheus/prometheus.yml') as { rule_files: string[] }

    expect(files.filter((file) => !exists(`deploy/prometheus/${file}`))).toEqual([])
    expect(readCompose().services['prometheus']?.volumes).toContain('./deploy/prometheus:/etc/prometheus:ro')
  })

  // In CI, this test fails without promtool.
  it.skipIf(!promtool && !process.env['CI'])(`accepts its configuration and the rules${note}`, () => {
    const said = execFileSync(
      promtool ?? 'promtool',
      ['check', 'config', 'deploy/prometheus/prometheus.yml'],
      {
        cwd: root,
        encoding: 'utf8',
      },
    )

    expect(said).toContain(`${alerts.length} rules found`)
  })

  it.skipIf(!promtool && !process.env['CI'])(`fires each rule when it should, and not before${note}`, () => {
    const test = 'test/e2e/deploy/alerts.test.yml'
    const said = execFileSync(promtool ?? 'promtool', ['test', 'rules', test], {
      cwd: root,
      encoding: 'utf8',
    })
    expect(said).toContain('SUCCESS')
    const tested = [...readText(test).matchAll(/alertname="(\w+)"/g)].map(([, name]) => name)
    expect(new Set(tested)).toEqual(new Set(alerts.map(({ alert }) => alert)))
  })
})
