import { existsSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'

/** The folders of the packages that modules come from. */
const packagesOf = (modules: readonly string[]): ReadonlySet<string> =>
  new Set(
    modules.flatMap(
      (module) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(module.replaceAll(sep, '/'))?.[0] ?? [],
    ),
  )

const licenseOf = (folder: string): string => {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    readonly name: string
    readonly version: string
    readonly license: string
  }
  const file = ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'license']
    .map((one) => join(folder, one))
    .find(existsSync)
  return [`${name} ${version}: ${license}`, file === undefined ? '' : readFileSync(file, 'utf8')].join('\n\n')
}

/** The licenses of all packages that modules come from, as one text. */
export const licensesOf = (modules: readonly string[]): string =>
  [...packagesOf(modules)].map(licenseOf).toSorted().join('\n\n')
