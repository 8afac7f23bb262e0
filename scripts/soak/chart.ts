import { MAX_RATIO, type Run, type Sample, socketsOf, type Verdict } from './verdict.ts'

const WIDTH = 820
const LEFT = 64
const RIGHT = 118
const TOP = 66
const GAP = 40
const TICKS = 5

const STYLE = `
  text { font: 13px system-ui, -apple-system, 'Segoe UI', sans-serif; fill: #1f2328 }
  .head { font-size: 15px; font-weight: 600 } .soft { fill: #59636e; font-size: 12px }
  .grid { stroke: #d1d9e0; stroke-width: 1 }
  .heap { stroke: #1a7f64; stroke-width: 2; fill: none } .heap-name { fill: #1a7f64; font-weight: 600 }
  .resident { stroke: #6e7781; stroke-width: 1.5; fill: none } .sockets { stroke: #0969da; stroke-width: 1.5; fill: none }
  .limit { stroke: #cf222e; stroke-width: 1.5; stroke-dasharray: 4 3 } .limit-name { fill: #cf222e; font-size: 12px }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .soft { fill: #9198a1 } .grid { stroke: #3d444d }
    .heap { stroke: #3fb98f } .heap-name { fill: #3fb98f } .resident { stroke: #9198a1 } .sockets { stroke: #4493f8 }
    .limit { stroke: #ff7b72 } .limit-name { fill: #ff7b72 }
  }
`

const MEGABYTE = 1024 * 1024

interface Panel {
  /** CSS class of its line. */
  readonly style: string
  readonly name: string
  readonly unit: string
  readonly height: number
  of(sample: Sample): number
}

const PANELS: readonly Panel[] = [
  {
    style: 'heap',
    name: 'heap after GC',
    unit: 'MiB',
    height: 170,
    of: ({ heap }) => heap / MEGABYTE,
  },
  {
    style: 'resident',
    name: 'resident set',
    unit: 'MiB',
    height: 70,
    of: ({ rss }) => rss / MEGABYTE,
  },
  { style: 'sockets', name: 'open sockets', unit: 'sockets', height: 70, of: socketsOf },
]

/** The smallest of 1, 2 and 5 times a power of ten with which `steps` steps reach `most`. */
const stepFor = (most: number, steps: number): number => {
  const least = Math.max(most, 1e-9) / steps
  const power = 10 ** Math.floor(Math.log10(least))
  return ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10) * power
}

const formatNumber = (value: number): string => String(Number(value.toFixed(2)))

const text = (style: string, x: number, y: number, words: string, anchor = 'start'): string =>
  `<text class="${style}" x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${words}</text>`

const line = (style: string, from: number, to: number, y: number): string =>
  `<line class="${style}" x1="${from.toFixed(1)}" x2="${to.toFixed(1)}" y1="${y.toFixed(1)}" y2="${y.toFixed(1)}"/>`

/** An SVG of the gateway's memory and sockets over time, readable on light and dark pages. */
export const drawSoak = ({ seconds, samples, tally }: Run, { heap }: Verdict, about: string): string => {
  const end = WIDTH - RIGHT
  const x = (second: number): number => LEFT + (Math.min(second, seconds) / seconds) * (end - LEFT)
  const limit = (heap.early * MAX_RATIO) / MEGABYTE
  const parts: string[] = []
  let top = TOP
  for (const { style, name, unit, height, of } of PANELS) {
    const isHeap = style === 'heap'
    const most = Math.max(...samples.map(of), isHeap ? limit : 0)
    const step = stepFor(most, isHeap ? TICKS : 2)
    const steps = Math.max(1, Math.ceil(most / step))
    const bottom = top + height
    const y = (value: number): number => bottom - (value / (step * steps)) * height
    parts.push(text('soft', LEFT - 8, top - 12, unit, 'end'))
    for (let index = 0; index <= steps; index += 1) {
      const at = y(index * step)
      parts.push(
        line('grid', LEFT, end, at),
        text('soft', LEFT - 8, at + 4, formatNumber(index * step), 'end'),
      )
    }
    const points = samples.map((sample) => `${x(sample.seconds).toFixed(1)},${y(of(sample)).toFixed(1)}`)
    parts.push(`<polyline class="${style}" points="${points.join(' ')}"/>`)
    const last = samples.at(-1)
    const nameY = y(last ? of(last) : 0) + 4
    parts.push(text(isHeap ? 'heap-name' : 'soft', end + 8, isHeap ? nameY + 6 : nameY, name))
    if (isHeap) {
      parts.push(line('limit', x(seconds / 3), end, y(limit)))
      parts.push(text('limit-name', end + 8, Math.min(y(limit) + 4, nameY - 10), `limit: × ${MAX_RATIO}`))
    }
    top = bottom + GAP
  }
  const bottom = top - GAP
  const minutes = seconds / 60
  const stepX = stepFor(minutes, TICKS)
  for (let minute = 0; minute <= minutes + 0.01; minute += stepX) {
    parts.push(text('soft', x(minute * 60), bottom + 18, formatNumber(minute), 'middle'))
  }
  parts.push(text('soft', end, bottom + 36, 'minutes since the load began', 'end'))
  const title = 'Memory of the gateway under mixed load, with failing networks'
  const height = bottom + 46
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${title}">
<style>${STYLE}</style>
<text class="head" x="0" y="16">${title}</text>
<text class="soft" x="0" y="36">${about}; ${tally.sent.toLocaleString('en')} requests</text>
${parts.join('\n')}
</svg>
`
}
