import { duration, element } from './element.js'
/** @import { Call } from './shapes.d.ts' */

/** @type {Record<Call['cache'], string>} */
const meanings = {
  miss: 'The call was made for this request.',
  coalesced: 'This request shared a call that another request made.',
  revalidate: 'The cache entry was used and is revalidated in the background.',
  stale: 'No call was made: a stale cache entry was used.',
  breaker: 'No call was sent: calls are paused after repeated failures.',
  budget: 'No call was sent: the rate limit is used up, or the network has refused such calls.',
}

/** What the column "Answered by" says, where it is not the outcome itself. @type {Partial<Record<Call['cache'], string>>} */
const labels = { breaker: 'not sent: paused', budget: 'not sent: rate limit' }

/** @param {string} network */
const nameOf = (network) => ({ MIXIN: 'Mixin', SEALTALK: 'SealTalk' })[network] ?? network

/**
 * A table of calls in the order of their start, each with a bar on a common time scale.
 *
 * @param {readonly Call[]} calls at least one
 */
export function renderWaterfall(calls) {
  const inOrder = withoutRepeats(calls.toSorted((one, other) => one.startedMs - other.startedMs))
  const from = Math.min(0, ...inOrder.map(({ startedMs }) => startedMs))
  const until = Math.max(1, ...inOrder.map(({ startedMs, durationMs }) => startedMs + durationMs))
  /** @param {number} ms */
  const percent = (ms) => `${((ms / (until - from)) * 100).toFixed(2)}%`
  const stepMs = stepOf(until - from)

  const ruler = element('div', { class: 'upstream-ruler', 'aria-hidden': 'true' })
  for (let step = Math.ceil(from / stepMs); step * stepMs <= until - stepMs / 3; step += 1) {
    const ms = Number((step * stepMs).toPrecision(6)) // 3 × 0.2 is 0.6000000000000001
    const tick = element('span', {}, ms === 0 ? '0' : `${ms} ms`)
    tick.style.left = percent(ms - from)
    ruler.append(tick)
  }

  const rows = inOrder.map((call) => {
    const { network, operation, method, path, ids, status, startedMs, durationMs, cache } = call
    const bar = element('div', { class: 'upstream-bar', 'aria-hidden': 'true' })
    bar.style.left = percent(startedMs - from)
    bar.style.width = percent(durationMs)
    const isCall = method !== 'CACHE' && method !== 'NONE'
    const failed = isCall && (status === null || status >= 300)
    const what = isCall ? `${method} ${path} · ${status ?? 'no response'}` : (meanings[cache] ?? '')
    return element(
      'tr',
      { 'data-network': network, 'data-cache': cache, ...(failed && { 'data-failed': '' }), title: what },
      element('td', {}, element('span', { class: 'upstream-network' }, nameOf(network))),
      element('th', { scope: 'row' }, operation, ...(failed ? [failure(status)] : [])),
      element('td', { class: 'upstream-number' }, ids > 0 ? String(ids) : '–'),
      element(
        'td',
        {},
        element('span', { class: 'upstream-cache', title: meanings[cache] ?? '' }, labels[cache] ?? cache),
      ),
      element('td', { class: 'upstream-time' }, bar, hidden(`starts at ${duration(startedMs)}`)),
      element('td', { class: 'upstream-number' }, isCall ? duration(durationMs) : '–'),
    )
  })

  const heads = ['Network', 'Operation', 'Ids', 'Answered by'].map((text, index) =>
    element('th', { scope: 'col', ...(index === 2 && { class: 'upstream-number' }) }, text),
  )
  const table = element(
    'table',
    { class: 'upstream-calls' },
    element('caption', { class: 'upstream-hidden' }, 'Upstream calls in the order of their start'),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        ...heads,
        element('th', { scope: 'col', class: 'upstream-time' }, ruler, hidden('Start')),
        element('th', { scope: 'col', class: 'upstream-number' }, 'Took'),
      ),
    ),
    element('tbody', {}, ...rows),
  )
  table.style.setProperty('--upstream-step', percent(stepMs))
  table.style.setProperty('--upstream-zero', percent(-from))
  return table
}

/**
 * Combines consecutive rows of stale entries, for which no calls were made: a row of any other kind is one call.
 *
 * @param {readonly Call[]} calls
 */
function withoutRepeats(calls) {
  /** @type {Call[]} */
  const rows = []
  for (const call of calls) {
    const last = rows.at(-1)
    const repeats =
      last?.cache === 'stale' &&
      last.cache === call.cache &&
      last.network === call.network &&
      last.operation === call.operation
    if (repeats) rows.splice(-1, 1, { ...last, ids: last.ids + call.ids })
    else rows.push(call)
  }
  return rows
}

/** @param {number | null} status */
const failure = (status) => element('span', { class: 'upstream-failure' }, String(status ?? 'no response'))

/** For screen readers. @param {string} text */
const hidden = (text) => element('span', { class: 'upstream-hidden' }, text)

/** Milliseconds between two ticks: a round number that gives at most five ticks. @param {number} spanMs */
function stepOf(spanMs) {
  const power = 10 ** Math.floor(Math.log10(spanMs / 5))
  return power * ([1, 2, 5].find((factor) => power * factor * 5 >= spanMs) ?? 10)
}
