import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { environment } from '../../../src/config/environment.ts'
import { readSettings } from '../../../src/config/index.ts'
import { readDockerfile, readText, readYaml, root } from './files.ts'
import * as schemas from './kubernetes-schemas.ts'

const FOLDER = 'deploy/kubernetes'
const read = (name: string): unknown => readYaml(`${FOLDER}/${name}.yaml`)

const deployment = schemas.deployment.parse(read('deployment'))
const service = schemas.service.parse(read('service'))
const autoscaler = schemas.autoscaler.parse(read('horizontal-pod-autoscaler'))
const budget = schemas.disruptionBudget.parse(read('pod-disruption-budget'))
const policy = schemas.networkPolicy.parse(read('network-policy'))
const secret = schemas.secret.parse(read('secret'))

const { spec: pod, metadata: podMetadata } = deployment.spec.template
const [container] = pod.containers
if (!container) throw new Error('no container')
const env = Object.fromEntries(container.env.map(({ name, value }) => [name, value]))
const portOf = (name: string) => container.ports.find((port) => port.name === name)?.containerPort

describe('deploy/kubernetes', () => {
  it('has no file that is not checked here', () => {
    expect(readdirSync(join(root, FOLDER)).toSorted()).toEqual([
      'deployment.yaml',
      'horizontal-pod-autoscaler.yaml',
      'network-policy.yaml',
      'pod-disruption-budget.yaml',
      'secret.yaml',
      'service.yaml',
    ])
  })

  it('refuses fields that Kubernetes does not know', () => {
    const wrong = { ...service, spec: { ...service.spec, target: 'http' } }
    expect(schemas.service.safeParse(wrong).success).toBe(false)
  })

  it('selects its own pods everywhere', () => {
    for (const labels of [
      deployment.spec.selector.matchLabels,
      service.spec.selector,
      budget.spec.selector.matchLabels,
      policy.spec.podSelector.matchLabels,
      ...pod.topologySpreadConstraints.map(({ labelSelector }) => labelSelector.matchLabels),
    ]) {
      expect(podMetadata.labels).toMatchObject(labels)
    }
    expect(autoscaler.spec.scaleTargetRef).toEqual({
      apiVersion: deployment.apiVersion,
      kind: deployment.kind,
      name: deployment.metadata.name,
    })
  })

  it('sets settings that exist, without secrets in the environment', () => {
    const names = Object.keys(env)
    const known = (name: string) =>
      name in environment.shape || name.replace(/_FILE$/, '') in environment.shape
    expect(names.filter((name) => !known(name))).toEqual([])
    expect(names).not.toEqual(expect.arrayContaining(['SESSION_SECRET']))
    const files = Object.fromEntries(Object.entries(env).filter(([name]) => name in environment.shape))
    const settings = readSettings({
      ...files,
      MIXIN_KEYSTORE: '',
      MIXIN_API_URL: 'https://api.mixin.one',
      NODE_ENV: 'production',
    })
    expect(settings).toMatchObject({ metricsPort: portOf('metrics'), workers: 1, trustProxy: ['10.0.0.0/8'] })
  })

  it('mounts each secret that a setting names, read-only for the user of the image', () => {
    const [mount] = container.volumeMounts
    const [volume] = pod.volumes
    expect(mount?.name).toBe(volume?.name)
    expect(mount?.readOnly).toBe(true)
    expect(volume?.secret.secretName).toBe(secret.metadata.name)
    // The group may read, and nobody else.
    expect(volume?.secret.defaultMode).toBe(0o440)
    expect(pod.securityContext.fsGroup).toBe(pod.securityContext.runAsGroup)
    const named = Object.values(env).filter((value) => value.startsWith(`${mount?.mountPath}/`))
    expect(named.map((path) => path.split('/').at(-1) ?? '').toSorted()).toEqual(
      Object.keys(secret.stringData).toSorted(),
    )
    for (const [key, value] of Object.entries(secret.stringData)) {
      expect([key, value]).toEqual([key, key === 'redis-url' ? 'redis://redis:6379' : ''])
    }
  })

  it('runs as the image does, and may do nothing else', () => {
    const user = readDockerfile().findLast(({ name }) => name === 'USER')?.rest
    expect([user, pod.securityContext.runAsUser, pod.securityContext.runAsNonRoot]).toEqual([
      'node',
      1000,
      true,
    ])
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    })
    expect(pod.securityContext.seccompProfile.type).toBe('RuntimeDefault')
    expect(pod.automountServiceAccountToken).toBe(false)
  })

  it('asks for what a gateway serves, where it listens', () => {
    const listening = readDockerfile().findLast(({ name }) => name === 'EXPOSE')?.rest
    expect(portOf('http')).toBe(Number(listening))
    expect(podMetadata.annotations['prometheus.io/port']).toBe(String(portOf('metrics')))
    expect(service.spec.ports.map(({ targetPort }) => targetPort)).toEqual(['http'])
    expect(container.livenessProbe.httpGet).toEqual({ path: '/health/live', port: 'http' })
    expect(container.readinessProbe.httpGet).toEqual({ path: '/health/ready', port: 'http' })
  })

  it('gives a pod enough time to stop, and replaces pods one by one', () => {
    const { drainDelayMs } = readSettings({ NODE_ENV: 'production', MIXIN_API_URL: 'https://mixin.test' })
    const finishMs = Number(
      /FINISH_TIMEOUT_MS = ([\d_]+)/.exec(readText('src/server/server.ts'))?.[1]?.replaceAll('_', ''),
    )
    expect(pod.terminationGracePeriodSeconds * 1000).toBeGreaterThan(drainDelayMs + finishMs)
    // The service has taken the pod out before its listener closes.
    const { periodSeconds = 10, timeoutSeconds = 1 } = container.readinessProbe
    expect((periodSeconds + timeoutSeconds) * 1000).toBeLessThan(drainDelayMs)
    expect(deployment.spec.strategy.rollingUpdate.maxUnavailable).toBe(0)
    expect(deployment.spec.replicas).toBeUndefined()
    expect(autoscaler.spec.minReplicas).toBeGreaterThan(budget.spec.maxUnavailable)
  })

  it('lets in clients and Prometheus, and out DNS, Redis and https', () => {
    expect(policy.spec.policyTypes).toEqual(['Ingress', 'Egress'])
    expect(policy.spec.ingress.map(({ ports }) => ports.map(({ port }) => port))).toEqual([
      ['http'],
      ['metrics'],
    ])
    expect(policy.spec.egress.map(({ ports }) => ports.map(({ port }) => port))).toEqual([
      [53, 53],
      [6379],
      [443],
    ])
    for (const { from } of policy.spec.ingress) expect(from.length).toBeGreaterThan(0)
  })
})
