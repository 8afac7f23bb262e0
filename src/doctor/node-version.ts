import { failure, type CheckResult, ok } from '../datasources/check-result.ts'

type Version = readonly [major: number, minor: number, patch: number]

const read = (text: string): Version => {
  const [major = 0, minor = 0, patch = 0] = text.replace(/^v/, '').split('.').map(Number)
  return [major, minor, patch]
}

const isAtLeast = (version: Version, least: Version): boolean => {
  const different = version.findIndex((part, index) => part !== least[index])
  return different < 0 || (version[different] ?? 0) > (least[different] ?? 0)
}

/** Whether a version fits `engines.node` as `package.json` spells it: `^a.b.c` and `>=a.b.c` with `||` between. */
const fits = (version: Version, range: string): boolean =>
  range.split('||').some((part) => {
    const [, sign, text = ''] = /^\s*(\^|>=)(\d+\.\d+\.\d+)\s*$/.exec(part) ?? []
    if (sign === undefined) throw new TypeError(`engines.node: ${part} is not understood`)
    const least = read(text)
    return isAtLeast(version, least) && (sign === '>=' || version[0] === least[0])
  })

/**
 * @param version such as `v24.1.0`
 * @param range `engines.node`
 */
export const checkNode = (version: string, range: string): CheckResult =>
  fits(read(version), range)
    ? ok('node', version)
    : failure(
        'node',
        `${version} does not run Parley, which needs ${range}`,
        'start it by npm after npm ci, or with a newer node',
      )
