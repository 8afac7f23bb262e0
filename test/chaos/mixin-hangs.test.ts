import { describeReads } from './describe-reads.ts'
import { describeWrites } from './describe-writes.ts'
import { HANGS } from './faults.ts'

// Long enough for a call that is answered, on a machine that has other things to do.
const options = { callTimeoutMs: 1_000, count: 10 }

describeReads('mixin', HANGS, options)
describeWrites('mixin', HANGS, options)
