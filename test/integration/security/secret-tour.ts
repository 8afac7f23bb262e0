import { MIXIN_EXAMPLES as x } from '../../../sandbox/mixin/examples.ts'
import type { Sandbox } from '../../../sandbox/index.ts'
import { holds } from '../../support/no-secrets.ts'
import { sealedFor } from '../../support/sealtalk-sandbox.ts'

/** Whatever is never to be seen, by what it is. */
export type Canaries = Readonly<Record<string, string>>

/** A question, and whose headers it carries. */
export interface Stop {
  readonly headers: Readonly<Record<string, string>>
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
}

/** Stands in a document, which its sender may be told of, and nobody else. */
export const DOCUMENT_NAME = 'CanaryOfADocument'
/** A value in a document, which not even the log of what is wrong with it may have. */
export const DOCUMENT_VALUE = 'CanaryOfAValue'

/** Settings that are secrets, and what callers send that is. */
export const canariesOf = ({ mixin, sealtalk }: Sandbox) => {
  const [lin] = sealtalk.credentials.accounts
  const { legacyKeystore } = mixin.credentials
  return {
    sessionSecret: 'canary-of-a-session-secret-0123456789',
    apiKey: 'canary-api-key-of-somebody',
    keystorePrivateKey: legacyKeystore.private_key,
    keystorePinToken: legacyKeystore.pin_token,
    keystoreClientSecret: legacyKeystore.client_secret,
    keystorePin: legacyKeystore.pin,
    mixinHost: new URL(mixin.url).host,
    sealtalkHost: new URL(sealtalk.url).host,
    token: mixin.credentials.users[0]?.accessToken ?? 'none',
    wrongToken: 'canaryTokenOfNobody',
    wrongApiKey: 'canary-of-a-wrong-api-key',
    upstreamCookie: sealtalk.signIn(lin.userId),
    wrongSession: 'canary-of-a-session-that-is-none',
    sentPin: '918273',
    sentClientSecret: 'canary-of-a-client-secret',
    code: 'canaryCode'.repeat(6),
    mixinPhone: '0000030265',
    sealtalkPhone: lin.phone,
    password: lin.password,
    wrongPassword: 'canary-pass-word',
    verificationToken: 'canary-of-a-verification-token',
    verificationCode: '736451',
  } satisfies Canaries
}

/** Questions that use every secret, and get to most of what the networks can be asked. */
export const secretTour = (
  sandbox: Sandbox,
  secret: ReturnType<typeof canariesOf>,
): { readonly stops: readonly Stop[]; readonly sealed: string } => {
  const { examples } = sandbox.sealtalk
  const session = sealedFor(sandbox.sealtalk, secret.sessionSecret, secret.upstreamCookie)
  const alia = { authorization: `Bearer ${secret.token}` }
  const keyed = { 'x-api-key': secret.apiKey }
  const phone = { region: '86', number: secret.sealtalkPhone }
  const group = `conversation(id: "mixin:conversation:${x.groupId}") { name circles { name } }`
  const stops: Stop[] = [
    {
      headers: { ...alia, ...session },
      query: '{ viewer { mixin { user { name } } sealtalk { user { name } } } }',
    },
    { headers: alia, query: `{ ${group} }` },
    {
      headers: keyed,
      query: `{ ${group} users(by: [{ mixinUserId: "${x.userId}" }]) { name app { name } } }`,
    },
    {
      headers: keyed,
      query: 'query ($phone: PhoneInput!) { user(by: { mixinPhone: $phone }) { name } }',
      variables: { phone: { region: '999', number: secret.mixinPhone } },
    },
    { headers: keyed, query: `{ user(by: { mixinIdentityNumber: "${x.identityNumber}" }) { name } }` },
    {
      headers: keyed,
      query: `mutation { updateConversation(input: { id: "mixin:conversation:${x.groupId}", name: "New" }) { conversation { name } } }`,
    },
    {
      headers: keyed,
      query: `mutation ($pin: String) { authorizeApp(input: { clientId: "${x.cnbBotId}", scopes: ["PROFILE:READ"], pin: $pin }) { authorization { codeId } } }`,
      variables: { pin: secret.sentPin },
    },
    {
      headers: keyed,
      query: `mutation { authorizeApp(input: { clientId: "${x.cnbBotId}", scopes: ["PROFILE:READ"] }) { authorization { codeId } } }`,
    },
    {
      headers: {},
      query:
        'mutation ($code: String!, $secret: String) { authorizeToken(input: { code: $code, clientSecret: $secret }) { scope } }',
      variables: { code: secret.code, secret: secret.sentClientSecret },
    },
    {
      headers: session,
      query: `{
        users(by: [{ sealtalkUserId: "${examples.friendUserId}" }, { sealtalkUserId: "${examples.blockedUserId}" }]) { name }
        viewer { sealtalk { privacy { searchableByPhone } conversations { name } changes(since: 0) { version } } }
      }`,
    },
    {
      headers: session,
      query: `{ conversation(id: "sealtalk:conversation:${examples.group60Id}") { name memberCount } }`,
    },
    {
      headers: session,
      query:
        'query ($phone: PhoneInput!) { user(by: { sealtalkPhone: $phone }) { name } isPhoneAvailable(phone: $phone) }',
      variables: { phone },
    },
    { headers: session, query: `{ user(by: { sealtalkUserId: "${examples.openUser.userId}" }) { gender } }` },
    ...[secret.password, secret.wrongPassword].map((password) => ({
      headers: {},
      query: 'mutation ($input: LoginInput!) { login(input: $input) { userId } }',
      variables: { input: { phone, password } },
    })),
    {
      headers: {},
      query: 'mutation ($input: ResetPasswordInput!) { resetPassword(input: $input) { changed } }',
      variables: { input: { password: secret.wrongPassword, verificationToken: secret.verificationToken } },
    },
    {
      headers: {},
      query:
        'mutation ($input: VerifyCodeInput!, $send: SendVerificationCodeInput!) { sendVerificationCode(input: $send) { sent } verifyCode(input: $input) { verificationToken } }',
      variables: { input: { phone, code: secret.verificationCode }, send: { phone } },
    },
    // What is wrong is not to be repeated either.
    { headers: { authorization: `Bearer ${secret.wrongToken}` }, query: `{ ${group} }` },
    { headers: { authorization: `Basic ${secret.wrongToken}` }, query: `{ ${group} }` },
    { headers: { 'x-api-key': secret.wrongApiKey }, query: `{ ${group} }` },
    {
      headers: { cookie: `parley_sealtalk=${secret.wrongSession}` },
      query: '{ viewer { sealtalk { acceptsPokes } } }',
    },
    { headers: keyed, query: `query ${DOCUMENT_NAME} { ${DOCUMENT_NAME} }` },
    { headers: keyed, query: `{ node(id: "${DOCUMENT_VALUE}") { id } }` },
    { headers: keyed, query: `{ node(id: ${DOCUMENT_VALUE}) { id } }` },
    { headers: keyed, query: `{ node(id: ["${DOCUMENT_VALUE}"]) { id } }` },
    { headers: keyed, query: `{ "${DOCUMENT_VALUE}" }` },
    {
      headers: {},
      query: 'mutation ($input: LoginInput!) { login(input: $input) { userId } }',
      variables: {
        input: { password: secret.wrongPassword, phone: { number: Number(secret.sealtalkPhone) } },
      },
    },
  ]
  return { stops, sealed: session['x-sealtalk-session'] ?? '' }
}

/** Which of these a text holds. */
export const secretsIn = (text: string, canaries: Canaries): string[] =>
  Object.entries(canaries)
    .filter(([, value]) => holds(text, value))
    .map(([name]) => name)
