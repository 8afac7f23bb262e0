/** Whether this is `npm run test:full`. */
const isFull = process.env['TEST_DRAWS'] === 'full'

/**
 * How often a drawn suite draws: this often in `npm run test:full`, a tenth of it in `npm test`. What a suite expects
 * to have seen in its draws goes through here as well.
 *
 * @param least for a suite that needs more than a tenth to see what it expects
 */
export const draws = (full: number, least = 1): number =>
  isFull ? full : Math.max(Math.ceil(full / 10), least)

/** A number for `npm run test:full`, and a smaller one for `npm test`. */
export const inFull = (full: number, fast: number): number => (isFull ? full : fast)
