/** What front ends need to know of the schema while they run; see docs/clients/schema.md. Loads nothing else. */
export type { ErrorCode } from '../src/generated/enums.ts'
export { errorCodes, possibleTypes } from '../src/generated/names.ts'
