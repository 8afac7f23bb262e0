import { GatewayError } from '../errors.ts'

/** A limit that something went beyond. */
export interface Excess {
  /** What is too large. Default: the document. */
  readonly subject?: string
  /** What was counted, as in `31 aliases`. */
  readonly found: string
  readonly limit: number
  /** The setting that allows more. */
  readonly setting: string
}

/** In the same words whatever the limit is: what was found, what is allowed, and the setting that allows more. */
export const describeExcess = ({ subject = 'document', found, limit, setting }: Excess): string =>
  `This ${subject} has ${found}; the limit is ${limit} (${setting}).`

/** The refusal of what goes beyond a limit. Nothing has been sent upstream. */
export const tooComplex = (excess: Excess): GatewayError =>
  new GatewayError('QUERY_TOO_COMPLEX', describeExcess(excess))
