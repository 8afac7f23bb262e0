import { z } from 'zod'

/**
 * The part of Kubernetes' API that deploy/kubernetes uses, as its OpenAPI description has it. Unknown fields are errors:
 * the server would ignore them.
 */
const object = z.strictObject
const port = z.int().min(1).max(65_535)
const portName = z.string().regex(/^(?=.*[a-z])[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?$/)
const labels = z.record(z.string(), z.string().max(63))
const name = z.string().regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/)
const cpu = z.string().regex(/^\d+(\.\d+|m)?$/)
const memory = z.string().regex(/^\d+(Ki|Mi|Gi)$/)
const selector = object({ matchLabels: labels })
const metadata = object({ name, labels, annotations: z.record(z.string(), z.string()).optional() })

const probe = object({
  httpGet: object({ path: z.string().startsWith('/'), port: portName }),
  periodSeconds: z.int().positive().optional(),
  timeoutSeconds: z.int().positive().optional(),
  failureThreshold: z.int().positive().optional(),
})

const container = object({
  name,
  image: z.string(),
  ports: z.array(object({ name: portName, containerPort: port })),
  env: z.array(object({ name: z.string(), value: z.string() })),
  resources: object({
    requests: object({ cpu, memory }),
    limits: object({ cpu: cpu.optional(), memory }),
  }),
  startupProbe: probe,
  livenessProbe: probe,
  readinessProbe: probe,
  securityContext: object({
    allowPrivilegeEscalation: z.boolean(),
    readOnlyRootFilesystem: z.boolean(),
    capabilities: object({ drop: z.array(z.string()) }),
  }),
  volumeMounts: z.array(object({ name, mountPath: z.string().startsWith('/'), readOnly: z.boolean() })),
})

const podSpec = object({
  automountServiceAccountToken: z.boolean(),
  enableServiceLinks: z.boolean(),
  terminationGracePeriodSeconds: z.int().positive(),
  securityContext: object({
    runAsNonRoot: z.boolean(),
    runAsUser: z.int(),
    runAsGroup: z.int(),
    fsGroup: z.int(),
    seccompProfile: object({ type: z.enum(['RuntimeDefault', 'Unconfined', 'Localhost']) }),
  }),
  topologySpreadConstraints: z.array(
    object({
      maxSkew: z.int().positive(),
      topologyKey: z.string(),
      whenUnsatisfiable: z.enum(['DoNotSchedule', 'ScheduleAnyway']),
      labelSelector: selector,
    }),
  ),
  containers: z.array(container).length(1),
  volumes: z.array(object({ name, secret: object({ secretName: name, defaultMode: z.int().max(0o777) }) })),
})

const networkPort = object({ protocol: z.enum(['TCP', 'UDP']), port: z.union([port, portName]) })
const peer = object({
  namespaceSelector: selector.optional(),
  podSelector: selector.optional(),
  ipBlock: object({ cidr: z.cidrv4(), except: z.array(z.cidrv4()).optional() }).optional(),
})

export const deployment = object({
  apiVersion: z.literal('apps/v1'),
  kind: z.literal('Deployment'),
  metadata,
  spec: object({
    replicas: z.int().optional(),
    selector,
    strategy: object({
      type: z.literal('RollingUpdate'),
      rollingUpdate: object({ maxUnavailable: z.int(), maxSurge: z.int() }),
    }),
    template: object({
      metadata: object({ labels, annotations: z.record(z.string(), z.string()) }),
      spec: podSpec,
    }),
  }),
})

export const service = object({
  apiVersion: z.literal('v1'),
  kind: z.literal('Service'),
  metadata,
  spec: object({
    type: z.enum(['ClusterIP', 'NodePort', 'LoadBalancer']),
    selector: labels,
    ports: z.array(object({ name: portName, port, targetPort: portName })),
  }),
})

export const autoscaler = object({
  apiVersion: z.literal('autoscaling/v2'),
  kind: z.literal('HorizontalPodAutoscaler'),
  metadata,
  spec: object({
    scaleTargetRef: object({ apiVersion: z.string(), kind: z.string(), name }),
    minReplicas: z.int().positive(),
    maxReplicas: z.int().positive(),
    metrics: z.array(
      object({
        type: z.literal('Resource'),
        resource: object({
          name: z.enum(['cpu', 'memory']),
          target: object({ type: z.literal('Utilization'), averageUtilization: z.int().min(1).max(100) }),
        }),
      }),
    ),
    behavior: object({ scaleDown: object({ stabilizationWindowSeconds: z.int().max(3_600) }) }),
  }),
})

export const disruptionBudget = object({
  apiVersion: z.literal('policy/v1'),
  kind: z.literal('PodDisruptionBudget'),
  metadata,
  spec: object({ maxUnavailable: z.int().positive(), selector }),
})

export const networkPolicy = object({
  apiVersion: z.literal('networking.k8s.io/v1'),
  kind: z.literal('NetworkPolicy'),
  metadata,
  spec: object({
    podSelector: selector,
    policyTypes: z.array(z.enum(['Ingress', 'Egress'])),
    ingress: z.array(object({ from: z.array(peer), ports: z.array(networkPort) })),
    egress: z.array(object({ to: z.array(peer), ports: z.array(networkPort) })),
  }),
})

export const secret = object({
  apiVersion: z.literal('v1'),
  kind: z.literal('Secret'),
  metadata,
  type: z.literal('Opaque'),
  stringData: z.record(z.string().regex(/^[-._a-zA-Z0-9]+$/), z.string()),
})
