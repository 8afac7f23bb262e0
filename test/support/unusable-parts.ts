import type { TestGateway } from './gateway.ts'

/** How many parts of upstream responses a gateway has dropped, by `parley_upstream_unusable_total`. */
export const droppedParts = async (
  { gateway }: TestGateway,
  network: string,
  what: string,
): Promise<number> => {
  const { body } = await gateway.metrics.render()
  const line = `parley_upstream_unusable_total{network="${network}",what="${what}"} `
  const value = body.split('\n').find((one) => one.startsWith(line))
  return Number(value?.slice(line.length))
}
