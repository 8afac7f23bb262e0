import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

const root = resolve(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(root, path), 'utf8')
const readYaml = (path: string): unknown => parse(read(path), { strict: true })

const manifest = JSON.parse(read('package.json')) as {
  engines: { node: string }
  scripts: Record<string, string>
  devDependencies: Record<string, string>
}

interface Job {
  readonly permissions?: unknown
  readonly container?: string
  readonly env?: Readonly<Record<string, string | number>>
  readonly strategy?: { readonly matrix: { readonly node: readonly number[] } }
  readonly steps: readonly {
    readonly uses?: string
    readonly run?: string
    readonly with?: Readonly<Record<string, unknown>>
  }[]
}

interface Form {
  readonly name?: string
  readonly description?: string
  readonly body?: readonly {
    readonly type: string
    readonly id?: string
    readonly attributes: { readonly label?: string; readonly value?: string; readonly options?: unknown[] }
    readonly validations?: { readonly required: boolean }
  }[]
}

const readWorkflow = (name: string): Readonly<Record<string, Job>> =>
  (readYaml(`.github/workflows/${name}`) as { jobs: Record<string, Job> }).jobs

const jobs = readWorkflow('ci.yml')
const commandsOf = (job: Job | undefined): readonly string[] =>
  job?.steps.flatMap(({ run }) => run ?? []) ?? []

/** Major versions that `engines` allows, in their order. */
const majors = [...manifest.engines.node.matchAll(/(?:\^|>=)(\d+)/g)].map(([, major]) => Number(major))
const pinned = manifest.devDependencies['node'] ?? ''

describe('the Node version', () => {
  it('is the same in .node-version and package.json', () => {
    expect(read('.node-version').trim()).toBe(pinned)
    expect(majors).toContain(Number(pinned.split('.')[0]))
  })

  it('is the one that CI expects of this job', () => {
    const running = process.versions.node.split('.')[0]

    expect(running).toBe(process.env['EXPECT_NODE'] || running)
  })

  it('is checked before anything else', () => {
    expect(manifest.scripts['check']).toMatch(/^node scripts\/check-node\.mjs &&/)
  })
})

describe('CI', () => {
  it('tests each major version that `engines` allows, and no other', () => {
    expect(jobs['test']?.strategy?.matrix.node).toEqual(majors)
  })

  it('leaves the pinned Node out where the matrix has one, and expects that of the matrix', () => {
    const job = jobs['test']

    expect(job?.env?.['EXPECT_NODE']).toBe('${{ matrix.node }}')
    expect(commandsOf(job)).toEqual(expect.arrayContaining(['npm ci --ignore-scripts', 'npm test']))
  })

  it('runs everything once, on the pinned Node', () => {
    const job = jobs['full']

    expect(commandsOf(job)).toContain('bash .ci/run')
    expect(String(job?.env?.['EXPECT_NODE'])).toBe(pinned.split('.')[0])
    expect(existsSync(join(root, '.ci/run'))).toBe(true)
  })

  it('keeps npm’s cache', () => {
    for (const job of Object.values(jobs)) {
      const setUp = job.steps.find(({ uses }) => uses?.startsWith('actions/setup-node@'))
      expect(setUp?.with?.['cache']).toBe('npm')
    }
  })

  it('pins each action to a major version', () => {
    const used = readdirSync(join(root, '.github/workflows'))
      .flatMap((name) => Object.values(readWorkflow(name)))
      .flatMap(({ steps }) => steps.flatMap(({ uses }) => uses ?? []))

    expect(used.length).toBeGreaterThan(0)
    expect(used.filter((action) => !/^[\w-]+\/[\w-]+@v\d+$/.test(action))).toEqual([])
  })
})

describe('a release', () => {
  const workflow = readYaml('.github/workflows/release.yml') as { on: unknown; permissions: unknown }
  const job = readWorkflow('release.yml')['publish']

  it('is published by a tag alone, which must be the version', () => {
    expect(workflow.on).toEqual({ push: { tags: ['v*'] } })
    expect(commandsOf(job)[0]).toContain('"$GITHUB_REF_NAME"')
    expect(commandsOf(job).slice(1)).toEqual(['npm ci', 'npm publish'])
  })

  it('may state its provenance, and nothing else may', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' })
    expect(job?.permissions).toEqual({ contents: 'read', 'id-token': 'write' })
  })
})

describe('issue forms', () => {
  const forms = readdirSync(join(root, '.github/ISSUE_TEMPLATE')).filter((name) => name !== 'config.yml')

  it('are there for bugs and features', () => {
    expect(forms.toSorted()).toEqual(['bug.yml', 'feature.yml'])
  })

  it.each(forms)('%s has the keys that GitHub requires', (name) => {
    const { name: title, description, body = [] } = readYaml(`.github/ISSUE_TEMPLATE/${name}`) as Form
    const inputs = body.filter(({ type }) => type !== 'markdown')
    const ids = inputs.map(({ id }) => id)

    expect([title, description].filter((text) => !text)).toEqual([])
    expect(inputs.some(({ validations }) => validations?.required)).toBe(true)
    expect(new Set(ids).size).toBe(inputs.length)
    for (const { type, id, attributes } of body) {
      expect(['markdown', 'textarea', 'input', 'dropdown', 'checkboxes']).toContain(type)
      if (type === 'markdown') expect(attributes.value).toBeTruthy()
      else expect([id, attributes.label].filter((text) => !text)).toEqual([])
      if (/dropdown|checkboxes/.test(type)) expect(attributes.options?.length).toBeGreaterThan(0)
    }
  })
})

describe('the pull request template', () => {
  it('has the checklist of CONTRIBUTING', () => {
    const items = (page: string): string[] =>
      page
        .split(/\n(?=- |\n)/)
        .map((item) => item.replaceAll(/\s+/g, ' ').trim())
        .filter((item) => item.startsWith('- [ ]'))
    const checklist = items(read('CONTRIBUTING.md'))

    expect(checklist.length).toBeGreaterThan(5)
    expect(items(read('.github/pull_request_template.md'))).toEqual(checklist)
  })
})

describe('Dependabot', () => {
  it('updates npm packages, images and actions, in folders that have them', () => {
    const { version, updates } = readYaml('.github/dependabot.yml') as {
      version: number
      updates: { 'package-ecosystem': string; directory: string; schedule: { interval: string } }[]
    }
    const files: Record<string, string> = {
      npm: 'package.json',
      docker: 'Dockerfile',
      'docker-compose': 'compose.yaml',
      'github-actions': '.github/workflows',
    }

    expect(version).toBe(2)
    expect(new Set(updates.map((update) => update['package-ecosystem']))).toEqual(new Set(Object.keys(files)))
    for (const { 'package-ecosystem': ecosystem, directory, schedule } of updates) {
      expect(existsSync(join(root, directory, files[ecosystem] ?? 'unknown'))).toBe(true)
      expect(schedule.interval).toMatch(/^(daily|weekly|monthly)$/)
    }
  })
})

describe('the changelog', () => {
  const versions = [...read('CHANGELOG.md').matchAll(/^## (.+)$/gm)].map(([, title]) => title)

  it('begins with what is not released yet, then lists versions, newest first', () => {
    expect(versions[0]).toMatch(/^Unreleased( \(\d+\.\d+\.\d+\))?$/)
    expect(
      versions.slice(1).filter((title) => !/^\d+\.\d+\.\d+( - \d{4}-\d\d-\d\d)?$/.test(title ?? '')),
    ).toEqual([])
  })

  it('has the version of package.json', () => {
    const { version } = JSON.parse(read('package.json')) as { version: string }

    expect(versions).toContain(version)
  })
})

describe('.editorconfig', () => {
  it('agrees with Prettier', () => {
    const { printWidth } = JSON.parse(read('.prettierrc.json')) as { printWidth: number }

    expect(read('.editorconfig')).toContain(`max_line_length = ${printWidth}`)
  })
})
