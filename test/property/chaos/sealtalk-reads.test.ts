import { describeReads } from './describe-reads.ts'
import { FAULTS } from './faults.ts'

describeReads('sealtalk', FAULTS)
