import { describeReads } from './describe-reads.ts'
import { describeWrites } from './describe-writes.ts'
import { HANGS } from './faults.ts'

// Long enough for a call that is answered, on a machine that has other things to do.
// So many at a time that most of it is one wait.
const options = { callTimeoutMs: 1_000, count: 26 }

describeReads('mixin', HANGS, options)
describeWrites('mixin', HANGS, options)
