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
  readonly build?: string | { readonly context: string; readonly target: string }
  readonly environment?: Readonly<Record<string, string>>
  readonly labels?: Readonly<Record<string, string>>
  readonly volumes?: readonly string[]
  readonly ports?: readonly string[]
  readonly depends_on?: readonly string[] | Readonly<Record<string, unknown>>
  readonly stop_grace_period?: string
}

export interface Compose {
  readonly services: Readonly<Record<string, Service>>
  readonly volumes: Readonly<Record<string, unknown>>
}

export const readCompose = (path = 'compose.yaml'): Compose => readYaml(path) as Compose

/** Where the variable that begins before this index ends, with those inside it. */
const endOf = (text: string, from: number): number => {
  let depth = 1
  for (let index = from; index < text.length; index += 1) {
    if (text.startsWith('${', index)) depth += 1
    if (text[index] === '}') depth -= 1
    if (depth === 0) return index
  }
  throw new Error(`not closed: ${text}`)
}

/**
 * A text of a compose file with these variables in place of `${NAME}`, `${NAME:-default}` and `${NAME:?message}`.
 * @throws Error with the message, where compose stops
 */
export const interpolate = (text: string, variables: Readonly<Record<string, string>>): string => {
  const start = text.indexOf('${')
  if (start < 0) return text
  const end = endOf(text, start + 2)
  const [, name = '', kind, rest = ''] = /^(\w+)(?::([-?])([^]*))?$/.exec(text.slice(start + 2, end)) ?? []
  const given = variables[name] ?? ''
  if (given === '' && kind === '?') throw new Error(rest)
  const value = given === '' ? interpolate(rest, variables) : given
  return text.slice(0, start) + value + interpolate(text.slice(end + 1), variables)
}

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
