import { counted, duration, element } from './element.js'
import { networkName } from './words.js'
/** @import { OperationResult, Budget, Staleness, Upstream } from './shapes.d.ts' */

/**
 * Calls that were not needed: cache hits, calls shared with other requests, and ids that shared a call with
 * another id.
 *
 * @param {Upstream} upstream
 */
export function savingsOf({ calls, summary: { cacheHits, coalesced } }) {
  const batched = calls.reduce(
    (sum, { cache, status, ids }) => sum + (cache === 'miss' && status === 200 && ids > 1 ? ids - 1 : 0),
    0,
  )
  return { cacheHits, coalesced, batched, all: cacheHits + coalesced + batched }
}

/** A summary in one line. @param {Upstream} upstream */
export const gistOf = (upstream) =>
  `${counted(upstream.summary.upstreamCalls, 'call')} made, ${savingsOf(upstream).all} saved`

/** @param {Upstream} upstream @param {OperationResult} result */
export function renderSums(upstream, { parts }) {
  const { cacheHits, coalesced, batched, all } = savingsOf(upstream)
  return element(
    'dl',
    { class: 'upstream-sums' },
    sum('calls made', upstream.summary.upstreamCalls),
    sum('saved', all, 'upstream-saved'),
    sum('from the cache', cacheHits, 'upstream-share'),
    sum('shared', coalesced, 'upstream-share'),
    sum('batched', batched, 'upstream-share'),
    sum('round trip', duration(parts.at(-1)?.atMs ?? 0), 'upstream-took'),
  )
}

/** @param {string} name @param {number | string} value */
const sum = (name, value, className = '') =>
  element('div', { class: className }, element('dt', {}, name), element('dd', {}, String(value)))

/** @param {readonly Budget[]} budgets */
export const renderBudgets = (budgets) =>
  element(
    'ul',
    { class: 'upstream-budgets', 'aria-label': 'Lookups left' },
    ...budgets.map(({ network, lookup, remaining, retryAt }) =>
      element(
        'li',
        { 'data-network': network, ...(remaining === 0 && { class: 'upstream-spent' }) },
        element('strong', {}, String(remaining)),
        ` ${networkName(network)} ${lookup.toLowerCase().replaceAll('_', ' ')}`,
        ...(retryAt === null ? [] : [`, again at ${new Date(retryAt).toLocaleTimeString()}`]),
      ),
    ),
  )

/**
 * The paths with stale cache entries. Items of a list are combined.
 *
 * @param {readonly Staleness[]} stale
 */
export function renderStale(stale) {
  const places = Object.groupBy(stale, ({ path, reason }) => {
    const place = path.map((key) => (typeof key === 'number' ? '*' : key)).join('.')
    return `${place} ${reason}`
  })
  const items = Object.entries(places).map(([key, ones = []]) => {
    const [place = '', reason = ''] = key.split(' ')
    const age = duration(Math.max(...ones.map(({ ageMs }) => ageMs)))
    return element(
      'li',
      {},
      element('code', {}, place),
      ` ${counted(ones.length, 'stale entry', 'stale entries')}`,
      `, ${age} old: ${reason}`,
    )
  })
  return element('ul', { class: 'upstream-stale', 'aria-label': 'Stale cache entries' }, ...items)
}
