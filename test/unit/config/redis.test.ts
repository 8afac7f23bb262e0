import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { describe, expect, it } from 'vitest'
import { readSettings, SettingsError } from '../../../src/config/index.ts'

const base = { SESSION_SECRET: 's'.repeat(32), SANDBOX: '1' }
const urlsOf = (written: string): string[] | undefined =>
  readSettings({ ...base, REDIS_URL: written }).redis?.urls.map((url) => url.reveal())
const problemsOf = (env: Record<string, string>): readonly string[] => {
  try {
    readSettings({ ...base, ...env })
    return []
  } catch (error) {
    if (error instanceof SettingsError) return error.problems
    throw error
  }
}

describe('several addresses in REDIS_URL', () => {
  it.each([
    ['redis://a:1,b:2', ['redis://a:1', 'redis://b:2']],
    ['redis://a, b:2 ,c/3', ['redis://a/3', 'redis://b:2/3', 'redis://c/3']],
    ['rediss://u:p%40@a,b?db=3', ['rediss://u:p%40@a/3', 'rediss://u:p%40@b/3']],
    ['redis://u:p@a:1/3, redis://u:p@b:2?db=3', ['redis://u:p@a:1/3', 'redis://u:p@b:2/3']],
    ['redis://u:p@a,redis://u:p@b,c', ['redis://u:p@a', 'redis://u:p@b', 'redis://u:p@c']],
    ['redis://[::1]:1,[::2]:2', ['redis://[::1]:1', 'redis://[::2]:2']],
    ['redis://a:1,a:1', ['redis://a:1']],
    ['redis://:with,comma@a:1,b:2', ['redis://:with,comma@a:1', 'redis://:with,comma@b:2']],
    ['redis://:with,comma@a:1', ['redis://:with,comma@a:1']],
  ])('share user, password and database: %s', (written, urls) => {
    expect(urlsOf(written)).toEqual(urls)
  })

  it.each([
    ['redis://a,', 'address 2 is empty'],
    ['redis://,a', 'address 1 is empty'],
    ['redis://a,,b', 'address 2 is empty'],
    ['a:6379,b', 'address 1 does not begin with redis://'],
    ['unix:///tmp/canary.sock', 'address 1 does not begin with redis://'],
    ['"redis://a"', 'address 1 does not begin with redis://'],
    ['redis://a,http://b', 'address 1 has more behind its host'],
    ['redis://a redis://b', 'address 1 has :// twice'],
    ['redis://a,b:0', 'address 2 has a host or port that does not exist'],
    ['redis://a,b:99999', 'address 2 has a host or port that does not exist'],
    ['redis://a;b:1', 'address 1 has a host or port that does not exist'],
    ['redis://::1:6379', 'address 1 has a host or port that does not exist: an IPv6 address has []'],
    ['redis://u:can/ary@a', 'address 1 has a host or port that does not exist'],
    ['redis://u:canary@a#x', 'address 1 has a #'],
    ['redis://u:can%ary@a', 'address 1 has a % that escapes nothing'],
    ['redis://u:canary@a,u:canary@b', 'address 1 has an @ too many'],
    ['redis://a/canary', 'address 1 has more behind its host than the number of one database'],
    ['redis://a?family=4', 'address 1 has more behind its host'],
    ['redis://a,rediss://b', 'address 2 differs from the first one in redis:// or rediss://'],
    ['redis://u:canary@a,redis://b', 'address 2 differs from the first one in the user and the password'],
    ['redis://u:canary@a,redis://u:q@b', 'address 2 differs from the first one in the password'],
    ['redis://a/1,b/1', 'address 1 has more behind its host'],
    ['redis://a/1,redis://b/2', 'address 2 differs from the first one in the database'],
  ])(
    'are refused as a whole, with the place and what is wrong, if one cannot be used: %s',
    (written, why) => {
      const [problem = '', ...others] = problemsOf({ REDIS_URL: written })
      expect(problem).toMatch(/^REDIS_URL must be a URL like/)
      expect(problem).toContain(`: ${why}`)
      expect(problem).not.toMatch(/canary|can.?ary/)
      expect(others).toEqual([])
    },
  )
})

describe('settings beside REDIS_URL', () => {
  const several = 'redis://a,b'

  it('are read', () => {
    const { redis } = readSettings({
      ...base,
      REDIS_URL: several,
      REDIS_MODE: 'Sentinel',
      REDIS_MASTER_NAME: 'mymaster',
      REDIS_SENTINEL_USERNAME: 'watcher',
      REDIS_SENTINEL_PASSWORD: 'secret',
      REDIS_SENTINEL_TLS: '0',
    })
    expect(redis?.mode).toBe('sentinel')
    expect(redis?.sentinel).toMatchObject({ masterName: 'mymaster', username: 'watcher', tls: false })
    expect(redis?.sentinel?.password?.reveal()).toBe('secret')
  })

  it.each([
    [{ REDIS_MODE: 'cluster' }, /^REDIS_MODE say more about REDIS_URL, which is not set/],
    [{ REDIS_SENTINEL_PASSWORD: 'canary' }, /^REDIS_SENTINEL_PASSWORD say more about REDIS_URL/],
    [
      { REDIS_URL: several, REDIS_MODE: 'single' },
      /^REDIS_MODE is single, but REDIS_URL has several addresses/,
    ],
    [
      { REDIS_URL: 'redis://a/3', REDIS_MODE: 'cluster' },
      /^REDIS_MODE is cluster, but REDIS_URL names a database/,
    ],
    [
      { REDIS_URL: 'redis://a?db=3', REDIS_MODE: 'cluster' },
      /^REDIS_MODE is cluster, but REDIS_URL names a database/,
    ],
    [
      { REDIS_URL: several, REDIS_MODE: 'cluster', REDIS_MASTER_NAME: 'm', REDIS_SENTINEL_TLS: '1' },
      /^REDIS_MODE is cluster, but REDIS_MASTER_NAME, REDIS_SENTINEL_TLS are for sentinels/,
    ],
    [
      { REDIS_URL: 'redis://a', REDIS_MODE: 'single', REDIS_MASTER_NAME: 'm' },
      /^REDIS_MODE is single, but REDIS_MASTER_NAME/,
    ],
    [
      { REDIS_URL: several, REDIS_SENTINEL_USERNAME: 'u' },
      /^REDIS_SENTINEL_USERNAME requires REDIS_SENTINEL_PASSWORD/,
    ],
    [{ REDIS_URL: several, REDIS_MODE: 'replica' }, /^REDIS_MODE must be one of: single, sentinel, cluster/],
  ])('contradict each other: %j', (env, problem) => {
    const problems = problemsOf(env)
    expect(problems).toEqual([expect.stringMatching(problem)])
    expect(problems.join()).not.toContain('canary')
  })

  it.each([
    { REDIS_URL: 'redis://a/0', REDIS_MODE: 'cluster' },
    { REDIS_URL: 'redis://a', REDIS_MODE: 'sentinel' },
    { REDIS_URL: 'redis://a/3', REDIS_MODE: 'sentinel', REDIS_MASTER_NAME: 'm' },
    { REDIS_URL: several, REDIS_MASTER_NAME: 'm', REDIS_SENTINEL_PASSWORD: 'p' },
  ])('fit together: %j', (env) => {
    expect(problemsOf(env)).toEqual([])
  })
})

it('takes the settings for sentinels that docs/operating.md shows', () => {
  const page = readFileSync(new URL('../../../docs/operating.md', import.meta.url), 'utf8')
  const shown = parseEnv(/```text\n(REDIS_URL=[^]*?)```/.exec(page)?.[1] ?? '')
  const { redis, warnings } = readSettings({ ...base, ...shown })

  expect(redis?.urls.map((url) => url.reveal())).toEqual(
    [1, 2, 3].map((index) => `rediss://parley:secret@redis-${index}:26379`),
  )
  expect(redis?.sentinel).toMatchObject({ masterName: 'mymaster', username: 'watcher' })
  expect(redis?.sentinel?.password?.reveal()).toBe('another-secret')
  expect(warnings).toEqual(readSettings(base).warnings)
})
