import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'

export const root = resolve(import.meta.dirname, '../../..')

export const readText = (path: string): string => readFileSync(join(root, path), 'utf8')

export const exists = (path: string): boolean => existsSync(join(root, path))

/** @throws Error if the file is not valid YAML */
export const readYaml = (path: string): unknown => parse(readText(path), { merge: true, strict: true })

/** One instruction of the Dockerfile, continuation lines joined. */
export interface Instruction {
  readonly name: string
  readonly rest: string
  /** Index of the stage, from 0. */
  readonly stage: number
}

/** The instructions of the Dockerfile in their order. */
export const readDockerfile = (): readonly Instruction[] => {
  const lines = readText('Dockerfile')
    .replaceAll(/\\\n/g, ' ')
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
  let stage = -1
  return lines.map((line) => {
    const [, name = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? []
    if (name === '') throw new Error(`not an instruction: ${line}`)
    if (name === 'FROM') stage += 1
    return { name, rest, stage }
  })
}

export interface Service {
  readonly command?: readonly string[]
  readonly image?: string
  readonly build?: string
  readonly environment?: Readonly<Record<string, string>>
  readonly volumes?: readonly string[]
  readonly ports?: readonly string[]
  readonly depends_on?: readonly string[] | Readonly<Record<string, unknown>>
  readonly stop_grace_period?: string
}

export interface Compose {
  readonly services: Readonly<Record<string, Service>>
  readonly volumes: Readonly<Record<string, unknown>>
}

export const readCompose = (): Compose => readYaml('compose.yaml') as Compose

export interface AlertRule {
  readonly alert: string
  readonly expr: string
  readonly labels: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, string>>
}

export const readAlerts = (): readonly AlertRule[] => {
  const { groups } = readYaml('deploy/prometheus/alerts.yml') as { groups: { rules: AlertRule[] }[] }
  return groups.flatMap(({ rules }) => rules)
}

export interface Panel {
  readonly id: number
  readonly type: string
  readonly title: string
  readonly datasource?: { readonly uid: string }
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[]
}

export const readDashboard = (): { readonly uid: string; readonly panels: readonly Panel[] } =>
  JSON.parse(readText('deploy/grafana/dashboards/parley.json')) as { uid: string; panels: Panel[] }
