import { expect, it } from 'vitest'
import { checkNode } from '../../../src/doctor/node-version.ts'
import { engines } from '../../../src/version.ts'

const verdictOf = (version: string, range = engines) => checkNode(version, range).verdict

it.each(['v22.19.0', 'v22.30.1', 'v24.0.0', 'v24.21.0', 'v26.0.0', 'v27.1.2'])('accepts %s', (version) => {
  expect(verdictOf(version)).toBe('ok')
})

it.each(['v18.20.0', 'v20.19.0', 'v22.18.9', 'v23.11.0', 'v25.2.0'])('rejects %s', (version) => {
  expect(checkNode(version, engines)).toMatchObject({
    verdict: 'failure',
    text: expect.stringContaining(`${version} cannot run Parley`),
  })
})

it('throws for a range that it cannot parse', () => {
  expect(() => checkNode('v24.0.0', '24.x')).toThrow(/cannot parse/)
})
