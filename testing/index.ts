/** Tools to test a front end; see docs/testing.md. */
export { type Sandbox, type SandboxOptions, startSandbox } from '../sandbox/index.ts'
export type {
  AppModel,
  ConversationModel,
  ParticipantModel,
  ParticipantRole,
  UserModel,
} from '../src/datasources/types.ts'
export { type ErrorCode, GatewayError } from '../src/errors.ts'
export { type Answer, type ClientError, codesOf } from './answer.ts'
export { type CostBound, type CostMatchers, costMatchers } from './cost-matchers.ts'
export { type CostOptions, costsOf, type OperationCost } from './costs.ts'
export type { DemoName } from './demo-users.ts'
export type { AnyDocument, ResultOf, VariablesOf } from './document.ts'
export { type QueryOptions, startGateway, type TestGateway, type TestGatewayOptions } from './gateway.ts'
export { startParley, type TestParley, type TestParleyOptions } from './parley.ts'
export { type RunDocument, runDocument, type RunResult } from './run-document.ts'
export {
  type Stub,
  type StubCall,
  stubDataSource,
  type StubDataSources,
  stubDataSources,
  type StubWorld,
} from './stub-data-source.ts'
export { stubApp, stubConversation, stubParticipant, stubUser, userReference } from './stub-models.ts'
