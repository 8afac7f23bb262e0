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

/** Whether a version matches `engines.node` of `package.json`: `^a.b.c` and `>=a.b.c`, separated by `||`. */
const fits = (version: Version, range: string): boolean =>
  range.split('||').some((part) => {
    const [, sign, text = ''] = /^\s*(\^|>=)(\d+\.\d+\.\d+)\s*$/.exec(part) ?? []
    if (sign === undefined) throw new TypeError(`engines.node: cannot parse ${part}`)
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
        `${version} cannot run Parley, which needs ${range}`,
        'in a checkout, run npm ci and start Parley with npm, which uses its own; elsewhere, install a newer Node',
      )
