import { GatewayError } from '../errors.ts'

/** A limit that is exceeded. */
export interface Excess {
  /** What exceeds the limit. Default: `document`. */
  readonly subject?: string
  /** The measured value, such as `31 aliases`. */
  readonly found: string
  readonly limit: number
  /** The setting that raises the limit. Absent for a constant. */
  readonly setting?: string
}

/** The message for every limit: the measured value, the limit and its setting. */
export const describeExcess = ({ subject = 'document', found, limit, setting }: Excess): string =>
  `This ${subject} has ${found}; the limit is ${limit}${setting === undefined ? '' : ` (${setting})`}.`

/** The error for an exceeded limit. Throw it before anything is sent upstream. */
export const tooComplex = (excess: Excess): GatewayError =>
  new GatewayError('QUERY_TOO_COMPLEX', describeExcess(excess))
