import { axisOf, place, share, ticksOf } from './axis.js'
import { counted, duration, element, hidden } from './element.js'
import { rowsOf } from './rows.js'
import { answers, meanings, networkName } from './words.js'
/** @import { Axis } from './axis.js' */
/** @import { Row } from './rows.js' */
/** @import { Call, Part } from './shapes.d.ts' */

/**
 * A table of calls in the order of their start, each with bars on a common time scale, and of the response's parts.
 *
 * @param {readonly Call[]} calls
 * @param {readonly Part[]} parts at least one
 * @param {boolean} isDone whether no further part follows
 */
export function renderWaterfall(calls, parts, isDone) {
  const ends = calls.flatMap(({ startedMs, durationMs }) => [startedMs, startedMs + durationMs])
  const axis = axisOf([...ends, ...parts.map(({ atMs }) => atMs)])
  const table = element(
    'table',
    { class: 'upstream-calls' },
    element('caption', { class: 'parley-hidden' }, 'Upstream calls in the order of their start'),
    element(
      'thead',
      {},
      element(
        'tr',
        {},
        element('th', { scope: 'col' }, 'Call'),
        element('th', { scope: 'col' }, 'How'),
        element('th', { scope: 'col', class: 'upstream-time' }, ruler(axis), hidden('When')),
        element('th', { scope: 'col', class: 'upstream-number' }, 'Took'),
      ),
    ),
    element('tbody', {}, ...rowsOf(calls).map((row) => callRow(row, axis)), responseRow(parts, isDone, axis)),
  )
  table.style.setProperty('--upstream-step', share(axis, axis.stepMs))
  return table
}

/** @param {Axis} axis */
function ruler(axis) {
  const ticks = ticksOf(axis).map((ms) => {
    const tick = element('span', {}, ms === 0 ? '0' : ms < 1000 ? `${ms} ms` : `${ms / 1000} s`)
    tick.style.left = place(axis, ms)
    return tick
  })
  return element('div', { class: 'upstream-ruler', 'aria-hidden': 'true' }, ...ticks)
}

/** @param {Row} row @param {Axis} axis */
function callRow({ first, field, calls, ids, isCall, failed }, axis) {
  const { network, operation, method, path, status, cache } = first
  const started = calls.map(({ startedMs }) => startedMs)
  const tookMs = Math.max(...calls.map((call) => call.startedMs + call.durationMs)) - Math.min(...started)
  const bars = calls.map(({ startedMs, durationMs }) => {
    const bar = element('div', { class: 'upstream-bar', 'aria-hidden': 'true' })
    bar.style.left = place(axis, startedMs)
    bar.style.width = share(axis, durationMs)
    return bar
  })
  const title = isCall ? `${method} ${path} · ${status ?? 'no response'}` : meanings[cache]
  return element(
    'tr',
    { 'data-network': network, 'data-cache': cache, ...(failed && { 'data-failed': '' }), title },
    element(
      'th',
      { scope: 'row' },
      element(
        'span',
        { class: 'upstream-operation' },
        operation,
        ...(calls.length > 1 ? [element('b', {}, ` × ${calls.length}`)] : []),
      ),
      ...(failed ? [element('span', { class: 'upstream-failure' }, String(status ?? 'no response'))] : []),
      element(
        'span',
        { class: 'upstream-cause' },
        element('span', { class: 'upstream-network' }, networkName(network)),
        ...(field === '' ? [] : [' for ', element('code', {}, field)]),
      ),
    ),
    element(
      'td',
      { class: 'upstream-how' },
      element(
        'span',
        { class: 'upstream-answer', title: meanings[cache] },
        failed ? 'failed' : answers[cache],
      ),
      ...(ids > 0 ? [element('span', { class: 'upstream-ids' }, counted(ids, 'id'))] : []),
    ),
    element('td', { class: 'upstream-time' }, ...bars, hidden(`starts at ${duration(Math.min(...started))}`)),
    element('td', { class: 'upstream-number' }, isCall ? duration(tookMs) : '–'),
  )
}

/** When each part of the response arrived in the browser. @param {readonly Part[]} parts @param {boolean} isDone @param {Axis} axis */
function responseRow(parts, isDone, axis) {
  const lastMs = parts.at(-1)?.atMs ?? 0
  const names = parts.map(({ atMs }, index) =>
    parts.length === 1 && isDone
      ? `arrived after ${duration(atMs)}`
      : `part ${index + 1} after ${duration(atMs)}`,
  )
  const marks = parts.map(({ atMs }, index) => {
    const mark = element('div', { class: 'upstream-part', title: names[index] ?? '', 'aria-hidden': 'true' })
    mark.style.left = place(axis, atMs)
    return mark
  })
  const line = element('div', { class: 'upstream-wait', 'aria-hidden': 'true' })
  line.style.left = place(axis, 0)
  line.style.width = share(axis, lastMs)
  const how = isDone ? (parts.length === 1 ? 'in one part' : `in ${parts.length} parts`) : 'more to come …'
  return element(
    'tr',
    { class: 'upstream-response' },
    element(
      'th',
      { scope: 'row' },
      'Response',
      element('span', { class: 'upstream-cause' }, 'in your browser'),
    ),
    element('td', { class: 'upstream-how' }, element('span', { class: 'upstream-answer' }, how)),
    element('td', { class: 'upstream-time' }, line, ...marks, hidden(names.join(', '))),
    element('td', { class: 'upstream-number' }, duration(lastMs)),
  )
}
