import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox, type Sandbox } from '../../../sandbox/index.ts'
import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import { ask, type GatewayProcess, runGateway } from '../../support/gateway-process.ts'
import { sandboxSettings } from '../../support/sandbox.ts'
import { readText, root } from './files.ts'

const OTEL = ['--import', join(root, 'deploy/otel/otel.mjs')]
const NAME = `query Name { conversation(id: "mixin:conversation:${x.groupId}") { name } }`

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.close())

const said = ({ lines }: GatewayProcess): string => lines.join('\n')

describe('deploy/otel/otel.mjs', () => {
  it('exports spans, and the last ones when Parley stops', async () => {
    const gateway = runGateway(
      {
        ...sandboxSettings(sandbox.mixin),
        OTEL_TRACES_EXPORTER: 'console',
        // No export is due before the stop.
        OTEL_BSP_SCHEDULE_DELAY: '600000',
        DRAIN_DELAY_MS: '1000',
      },
      OTEL,
    )
    const { graphql } = await gateway.ready
    expect((await ask(graphql, NAME)).status).toBe(200)

    gateway.signal('SIGTERM')
    expect(await gateway.exited).toBe(0)

    for (const name of [
      'query',
      'resolve Query.conversation',
      'fetch conversation',
      'GET /conversations/:id',
    ]) {
      expect(said(gateway)).toContain(`name: '${name}'`)
    }
    expect(said(gateway)).toMatch(/'service\.name': 'parley'/)
    expect(said(gateway)).toMatch(/'graphql\.operation\.name': 'Name'/)
    expect(gateway.stderr()).not.toMatch(/error/i)
  })

  it('imports exactly the packages that docs/operating.md installs', () => {
    const page = readText('docs/operating.md')
    const [, installed = ''] = /^npm i (@opentelemetry.*)$/m.exec(page) ?? []
    const loaded = readText('deploy/otel/otel.mjs').matchAll(/(?:from|import\()\s*'(@[^']+)'/g)
    const names = [...loaded].map(([, name = '']) => name)

    expect(names.toSorted()).toEqual(installed.split(' ').toSorted())
  })

  it('uses the sampler of OTEL_TRACES_SAMPLER', async () => {
    const gateway = runGateway(
      {
        ...sandboxSettings(sandbox.mixin),
        OTEL_TRACES_EXPORTER: 'console',
        OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
        OTEL_TRACES_SAMPLER_ARG: '0',
      },
      OTEL,
    )
    const { graphql } = await gateway.ready
    expect((await ask(graphql, NAME)).status).toBe(200)

    gateway.signal('SIGTERM')
    expect(await gateway.exited).toBe(0)
    expect(said(gateway)).not.toContain("name: 'query'")
  })

  it('rejects an unknown sampler at the start', async () => {
    const gateway = runGateway(
      {
        ...sandboxSettings(sandbox.mixin),
        OTEL_TRACES_EXPORTER: 'console',
        OTEL_TRACES_SAMPLER: 'sometimes',
      },
      OTEL,
    )

    expect(await gateway.exited).toBe(1)
    expect(gateway.stderr()).toContain('OTEL_TRACES_SAMPLER')
  })

  it('names the missing package at the start if there is no exporter', async () => {
    const gateway = runGateway({ ...sandboxSettings(sandbox.mixin) }, OTEL)

    expect(await gateway.exited).toBe(1)
    expect(gateway.stderr()).toContain('@opentelemetry/exporter-trace-otlp-http')
    expect(gateway.lines).toEqual([])
  })
})
