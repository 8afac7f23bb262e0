import type { CaseResult, Results } from './results.ts'

/** The cases of the chart in their order, and its targets. The line at 1 is the baseline. */
const SHOWN_CASES = ['group-50', 'user', 'users-200', 'group-50-cached', 'zipf', 'users-200-cached', 'hot']
const COLOURS: Readonly<Record<string, string>> = {
  parley: 'parley',
  mercurius: 'one',
  tailcall: 'one',
  grafast: 'one',
  apollo: 'two',
  hive: 'two',
  yoga: 'three',
}

const WIDTH = 820
const LEFT = 130
const RIGHT = 70
const TOP = 54
const BAR = 15
const GAP = 4
const GROUP_HEAD = 26
const GROUP_GAP = 14

const STYLE = `
  text { font: 13px system-ui, -apple-system, 'Segoe UI', sans-serif; fill: #1f2328 }
  .head { font-size: 15px; font-weight: 600 } .case { font-weight: 600 } .soft { fill: #59636e; font-size: 12px }
  .parley { fill: #1a7f64 } .one { fill: #8c959f } .two { fill: #a8b0b8 } .three { fill: #c4cad0 }
  .limit { stroke: #cf222e; stroke-width: 1.5; stroke-dasharray: 4 3 }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3 } .soft { fill: #9198a1 }
    .parley { fill: #3fb98f } .one { fill: #7d8590 } .two { fill: #646c76 } .three { fill: #4c545e }
    .limit { stroke: #ff7b72 }
  }
`

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

interface Bar {
  readonly name: string
  readonly colour: string
  readonly ratio: number
}

const barsOf = ({ outcomes }: CaseResult): Bar[] =>
  outcomes.flatMap(({ target, title, ratios }) => {
    const colour = COLOURS[target]
    return colour && ratios ? [{ name: title, colour, ratio: ratios.cpu.median }] : []
  })

/** An SVG of CPU per query as multiples of L1 or L3, readable on light and dark pages. */
export const drawChart = ({ cases, machine, date }: Results): string => {
  const shown = SHOWN_CASES.flatMap((id) => cases.find((one) => one.id === id) ?? [])
  const most = Math.max(1, ...shown.flatMap(barsOf).map(({ ratio }) => ratio))
  const xOf = (ratio: number): number => LEFT + (ratio / most) * (WIDTH - LEFT - RIGHT)
  const parts: string[] = []
  let y = TOP
  for (const one of shown) {
    const bars = barsOf(one)
    const limit = one.baseline.toUpperCase()
    parts.push(
      `<text class="case" x="0" y="${y + 14}">${escaped(one.title)}<tspan class="soft"> × ${limit}</tspan></text>`,
    )
    const top = y + GROUP_HEAD
    y = top
    for (const { name, colour, ratio } of bars) {
      const end = xOf(ratio)
      parts.push(
        `<text class="soft" x="${LEFT - 8}" y="${y + 12}" text-anchor="end">${escaped(name)}</text>`,
        `<rect class="${colour}" x="${LEFT}" y="${y}" width="${(end - LEFT).toFixed(1)}" height="${BAR}" rx="2"/>`,
        `<text x="${(end + 6).toFixed(1)}" y="${y + 12}">${ratio.toFixed(2)}</text>`,
      )
      y += BAR + GAP
    }
    const x = xOf(1).toFixed(1)
    parts.push(`<line class="limit" x1="${x}" x2="${x}" y1="${top - 4}" y2="${y}"/>`)
    y += GROUP_GAP
  }
  const title = 'CPU per query, as a multiple of the least that Node can do'
  const legend = `L1: bare node:http, the same bytes from memory · L3: the same upstream calls by hand, no GraphQL · ${machine.cpu}, ${date.slice(0, 10)}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" role="img" aria-label="${title}">
<style>${STYLE}</style>
<text class="head" x="0" y="16">${title}</text>
<text class="soft" x="0" y="36">${escaped(legend)}</text>
${parts.join('\n')}
</svg>
`
}
