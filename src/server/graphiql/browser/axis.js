/** A common scale of times. @typedef {{ from: number, until: number, stepMs: number }} Axis */

/**
 * The scale of these times, which begins with the request or before.
 *
 * @param {readonly number[]} times in milliseconds since the request began
 * @returns {Axis}
 */
export function axisOf(times) {
  const from = Math.min(0, ...times)
  // Some room, so that the last mark is not cut in half.
  const until = Math.max(1, ...times) * 1.02
  return { from, until, stepMs: stepOf(until - from) }
}

/** Milliseconds as a share of the scale. @param {Axis} axis @param {number} ms */
export const share = ({ from, until }, ms) => `${((ms / (until - from)) * 100).toFixed(2)}%`

/** Where a time is on the scale. @param {Axis} axis @param {number} ms */
export const place = (axis, ms) => share(axis, ms - axis.from)

/** The times that have a label. @param {Axis} axis */
export function ticksOf({ from, until, stepMs }) {
  const ticks = []
  for (let step = Math.ceil(from / stepMs); step * stepMs <= until - stepMs / 3; step += 1) {
    ticks.push(Number((step * stepMs).toPrecision(6))) // 3 × 0.2 is 0.6000000000000001
  }
  return ticks
}

/** Milliseconds between two ticks: a round number that gives at most five ticks. @param {number} spanMs */
function stepOf(spanMs) {
  const power = 10 ** Math.floor(Math.log10(spanMs / 5))
  return power * ([1, 2, 5].find((factor) => power * factor * 5 >= spanMs) ?? 10)
}
