import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** Files of a minute and more that are so short that Vitest would start them last, while other workers have nothing left. */
const SLOWEST = ['docs/commands.test.ts', 'fuzz/semantic-non-null.test.ts']

/** Vitest's order, by groups and projects and then by size, but with the slowest files at the beginning of their group. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rankOf = ({ moduleId, project }: TestSpecification): number => {
      const place = SLOWEST.findIndex((path) => moduleId.endsWith(path))
      return project.config.sequence.groupOrder * 100 + (place < 0 ? SLOWEST.length : place)
    }
    return (await super.sort(files)).toSorted((one, other) => rankOf(one) - rankOf(other))
  }
}
