import { MAX_RATIO, type Run, socketsOf, type Verdict } from './verdict.ts'

const WIDTH = 820
const LEFT = 64
const RIGHT = 118
const TOP = 62
const MEMORY_HEIGHT = 220
const SOCKETS_TOP = TOP + MEMORY_HEIGHT + 44
const SOCKETS_HEIGHT = 76
const HEIGHT = SOCKETS_TOP + SOCKETS_HEIGHT + 46
const TICKS = 5

const STYLE = `
  text { font: 13px system-ui, -apple-system, 'Segoe UI', sans-serif; fill: #1f2328 }
  .head { font-size: 15px; font-weight: 600 } .soft { fill: #59636e; font-size: 12px }
  .grid { stroke: #d1d9e0; stroke-width: 1 }
  .heap { stroke: #1a7f64; stroke-width: 2; fill: none } .heap-name { fill: #1a7f64; font-weight: 600 }
  .rss { stroke: #8c959f; stroke-width: 1.5; fill: none } .sockets { stroke: #0969da; stroke-width: 1.5; fill: none }
  .limit { stroke: #cf222e; stroke-width: 1.5; stroke-dasharray: 4 3 } .limit-name { fill: #cf222e; font-size: 12px }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .soft { fill: #9198a1 } .grid { stroke: #3d444d }
    .heap { stroke: #3fb98f } .heap-name { fill: #3fb98f } .rss { stroke: #7d8590 } .sockets { stroke: #4493f8 }
    .limit { stroke: #ff7b72 } .limit-name { fill: #ff7b72 }
  }
`

const MEGABYTE = 1024 * 1024

/** The least of 1, 2 and 5 times a power of ten with which so many steps reach the most. */
const stepFor = (most: number): number => {
  const least = Math.max(most, 1e-9) / TICKS
  const power = 10 ** Math.floor(Math.log10(least))
  return ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10) * power
}

interface Axis {
  readonly top: number
  readonly step: number
  readonly steps: number
  of(value: number): number
}

const axisFor = (most: number, top: number, height: number): Axis => {
  const step = stepFor(most)
  const steps = Math.max(1, Math.ceil(most / step))
  return { top, step, steps, of: (value) => top + height - (value / (step * steps)) * height }
}

const told = (value: number): string => String(Number(value.toFixed(2)))

/** Lines across, each with its figure at the left. */
const across = ({ step, steps, of }: Axis): string[] =>
  Array.from({ length: steps + 1 }, (_, index) => {
    const y = of(index * step).toFixed(1)
    return `<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y}" y2="${y}"/><text class="soft" x="${LEFT - 8}" y="${Number(y) + 4}" text-anchor="end">${told(index * step)}</text>`
  })

/** What the gateway held over time, as an SVG that is readable on light and dark pages. */
export const drawSoak = ({ seconds, samples, tally }: Run, { heap }: Verdict, about: string): string => {
  const minutes = seconds / 60
  const memory = axisFor(Math.max(...samples.map(({ rss }) => rss)) / MEGABYTE, TOP, MEMORY_HEIGHT)
  const sockets = axisFor(Math.max(...samples.map(socketsOf)), SOCKETS_TOP, SOCKETS_HEIGHT)
  const x = (second: number): number => LEFT + (second / seconds) * (WIDTH - LEFT - RIGHT)
  const line = (name: string, y: (sample: Run['samples'][number]) => number): string =>
    `<polyline class="${name}" points="${samples.map((sample) => `${x(sample.seconds).toFixed(1)},${y(sample).toFixed(1)}`).join(' ')}"/>`
  const last = samples.at(-1)
  const name = (style: string, text: string, y: number): string =>
    `<text class="${style}" x="${WIDTH - RIGHT + 8}" y="${(y + 4).toFixed(1)}">${text}</text>`
  const limit = memory.of((heap.early * MAX_RATIO) / MEGABYTE)
  const heapEnd = memory.of((last?.heap ?? 0) / MEGABYTE)
  const stepX = stepFor(minutes)
  const ticks = Array.from({ length: Math.floor(minutes / stepX + 1e-6) + 1 }, (_, index) => index * stepX)
  const axisY = SOCKETS_TOP + SOCKETS_HEIGHT
  const title = 'Memory of the gateway under mixed load, with failing networks'
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${title}">
<style>${STYLE}</style>
<text class="head" x="0" y="16">${title}</text>
<text class="soft" x="0" y="36">${about}; ${tally.asked.toLocaleString('en')} requests</text>
<text class="soft" x="0" y="${TOP - 8}">MiB</text>
${across(memory).join('\n')}
<line class="limit" x1="${x(seconds / 3).toFixed(1)}" x2="${WIDTH - RIGHT}" y1="${limit.toFixed(1)}" y2="${limit.toFixed(1)}"/>
${line('rss', ({ rss }) => memory.of(rss / MEGABYTE))}
${line('heap', (sample) => memory.of(sample.heap / MEGABYTE))}
${name('soft', 'resident set', memory.of((last?.rss ?? 0) / MEGABYTE))}
${name('limit-name', `limit: × ${MAX_RATIO}`, Math.min(limit, heapEnd - 9))}
${name('heap-name', 'heap after GC', Math.max(heapEnd, limit + 9))}
<text class="soft" x="0" y="${SOCKETS_TOP - 8}">sockets</text>
${across(sockets).join('\n')}
${line('sockets', (sample) => sockets.of(socketsOf(sample)))}
${name('soft', 'open sockets', sockets.of(last ? socketsOf(last) : 0))}
${ticks.map((minute) => `<text class="soft" x="${x(minute * 60).toFixed(1)}" y="${axisY + 18}" text-anchor="middle">${told(minute)}</text>`).join('\n')}
<text class="soft" x="${WIDTH - RIGHT}" y="${axisY + 36}" text-anchor="end">minutes since the load began</text>
</svg>
`
}
