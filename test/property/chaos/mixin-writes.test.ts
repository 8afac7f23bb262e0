import { describeWrites } from './describe-writes.ts'
import { FAULTS } from './faults.ts'

describeWrites('mixin', FAULTS)
