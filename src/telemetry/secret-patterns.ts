import { ESCAPED_SPACE } from './unescaped.ts'

/** A place in a text that is not to be logged. */
export interface Finding {
  readonly start: number
  readonly end: number
  readonly label: '[secret]' | '[phone]' | '[address]'
}

/** Names of secrets, or their endings, without regard to case and punctuation. */
const secretNames =
  /(authorization|cookies?|parleysealtalk|sealtalksession|passw(or)?d|passphrase|secret|tokens?|tokenbase64|jwt|privatekey|apikeys?|spendkey|keystore|phone|phonenumber|mobile|mobilenumber|msisdn|pin|pinbase64|otp|codeverifier|verificationcode|authorizationcode|authcode|smscode)$/i

export const isSecretName = (name: string): boolean => secretNames.test(name.replaceAll(/[^a-z\d]/gi, ''))

const headerNames = /^((set-)?cookie2?|(proxy-)?authorization|x-api-key|x-sealtalk-session)$/i

/** Lists of raw headers have each value behind its name. */
export const isSecretHeader = (name: unknown): boolean => typeof name === 'string' && headerNames.test(name)

const space = String.raw`[\s${ESCAPED_SPACE}]`
const digits = String.raw`\d[\d()\s${ESCAPED_SPACE}-]{3,}\d`

const header = '(?:(?:set-)?cookie2?|(?:proxy-)?authorization|x-api-key|x-sealtalk-session)'
const attribute = String.raw`(?:max-age|domain|path|expires|httponly|secure|samesite|partitioned|priority)\b`
const sign = String.raw`["'\]]*${space}*[:=]${space}*`
const quoted = String.raw`"(?:[^"\\]|\\.)*"?`

/** What the first part matches is kept; what the second one matches is masked. */
const patterns: readonly (readonly [
  label: Finding['label'],
  before: string,
  secret: string,
  flags?: string,
])[] = [
  ['[secret]', '', String.raw`-----BEGIN[\s\S]*?(?:-----END[A-Z\d +${ESCAPED_SPACE}]*-----|$)`],
  ['[secret]', '', String.raw`eyJ[\w\r\n\t-]*\.[\w\r\n\t-]+(?:\.[\w\r\n\t-]*)*`],
  ['[secret]', String.raw`(?:bearer|basic)(?:${space}|\+)+["']?`, String.raw`[^\s,;"']+`, 'i'],
  ['[secret]', String.raw`${header}${space}*[:=]${space}*`, String.raw`[^\r\n]+`, 'i'],
  ['[secret]', String.raw`"${header}"${space}*,${space}*`, quoted, 'i'],
  [
    '[secret]',
    String.raw`[\w.-]{1,64}=`,
    String.raw`[^\s;,]+(?=${space}*;[\s+${ESCAPED_SPACE}]*${attribute})`,
    'i',
  ],
  ['[secret]', String.raw`[a-z][a-z\d+.-]{0,20}:\/\/`, String.raw`[^\s/@]+(?=@)`, 'i'],
  // In a query or a form these are credentials; elsewhere `code` is an error's and `state` anybody's.
  [
    '[secret]',
    '[?&](?:code|key|auth|sig|signature|sid|session|session_?id|ticket|assertion|otp|state|nonce)=',
    String.raw`[^\s&#"'<>]+`,
    'i',
  ],
  ['[secret]', String.raw`\bcode=`, String.raw`[^\s&#"'<>]+(?=&[\w.-]+=)`, 'i'],
  // Codes of errors are numbers, or names in capitals.
  ['[secret]', String.raw`"code"${space}*:${space}*`, String.raw`"(?![A-Z][A-Z\d_]*")[^"]*"?`],
  ['[phone]', '', String.raw`\+\d[\d()\s${ESCAPED_SPACE}-]{5,}\d`],
  [
    '[phone]',
    String.raw`(?:phone|mobile|msisdn|\btel)(?:[\s${ESCAPED_SPACE}_-]?(?:number|no\.?))?(?:${sign}|${space}+(?:is|of|to|for)\b|#|${space})${space}*["'([{]*`,
    digits,
    'i',
  ],
  [
    '[phone]',
    String.raw`\bregion${sign}["']?[\d+]+["']?${space}*[,&]${space}*["']?number${sign}["']?`,
    String.raw`\d{5,15}`,
    'i',
  ],
  [
    '[phone]',
    String.raw`\bnumber${sign}["']?`,
    String.raw`\d{5,15}(?=["']?${space}*[,&]${space}*["']?region\b)`,
    'i',
  ],
  ['[phone]', String.raw`\/find(?:_user)?\/\d{1,4}\/`, String.raw`\d{5,15}`],
  // Mobile numbers of SealTalk's country are told by their digits. Times in milliseconds have another length.
  ['[phone]', '', String.raw`(?<![\w.-])(?:(?:00)?86[\s${ESCAPED_SPACE}-]?)?1[3-9]\d{9}(?![\w.]*\w)`],
  // Addresses of upstreams in socket errors. The log names the network beside them.
  [
    '[address]',
    String.raw`\b(?:ENOTFOUND|EAI_AGAIN|E(?:CONN|HOST|NET|TIMED)[A-Z]+) `,
    String.raw`[\w.:[\]%-]+`,
  ],
  ['[address]', String.raw`\battempted address(?:es)?: `, String.raw`.*?(?=, timeout|\)|$)`, 'm'],
  ['[address]', String.raw`\baltnames: `, '.*$', 'm'],
]
const compiled = patterns.map(([label, before, secret, flags = '']) => ({
  label,
  pattern: new RegExp(`(${before})(?:${secret})`, `g${flags}`),
}))

const nameOfValue = new RegExp(String.raw`([\w.-]{1,64})${sign}`, 'g')
const value = new RegExp(String.raw`${quoted}|'[^']*'?|\[[^\]]*\]?|\{[^}]*\}?|[^\s;,&"'{}[\]]+`, 'y')
const longRun = /[A-Za-z\d+/_-]{32,}={0,2}/g

/** Everything in a text that looks like a token, a key, a cookie, a password, a phone number or an address. */
export function findSecrets(text: string): Finding[] {
  const found: Finding[] = []
  const add = (label: Finding['label'], at: number, before: string, whole: string) =>
    found.push({ label, start: at + before.length, end: at + whole.length })
  for (const { pattern, label } of compiled) {
    for (const { 0: whole, 1: before = '', index } of text.matchAll(pattern)) add(label, index, before, whole)
  }
  for (const { 0: before, 1: name = '', index } of text.matchAll(nameOfValue)) {
    value.lastIndex = index + before.length
    const [whole] = (isSecretName(name) && value.exec(text)) || ['']
    add('[secret]', index, before, before + whole)
  }
  for (const { 0: run, index } of text.matchAll(longRun)) {
    if (looksRandom(run)) add('[secret]', index, '', run)
  }
  return found
}

const uuid = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/gi
const kinds = [/\d/, /[a-z]/, /[A-Z]/]

/** Whether it looks like a key in hex or base64. UUIDs and paths of files and URLs do not. */
function looksRandom(run: string): boolean {
  const rest = run.replaceAll(uuid, '')
  const parts = rest.split('/')
  if (parts.filter((part) => /^[A-Z]?[a-z]{2,}$/.test(part)).length >= 2) return parts.some(isRandomPart)
  if (parts.some((part) => part.length >= 32)) return true
  return rest.length >= 32 && isMixed(rest) && (!rest.startsWith('/') || changesOften(rest))
}

/** Names of files may be long, but consist of words, or of one kind of characters. */
function isRandomPart(part: string): boolean {
  if (part.length < 20) return false
  const isWords = part.split(/[-_+]/).every((word) => /^([A-Z]?[a-z]{0,15}|[A-Z]{1,15}|\d{1,8})$/.test(word))
  return !isWords && (part.length >= 32 || (isMixed(part) && changesOften(part)))
}

const isMixed = (text: string): boolean => kinds.every((kind) => kind.test(text))

/** Neighbours are of different kinds in 62 % of random base64, and in far less of words with numbers. */
function changesOften(text: string): boolean {
  const kindsOf = Array.from(text, (one) => kinds.findIndex((kind) => kind.test(one)))
  const changes = kindsOf.filter((kind, index) => index > 0 && kind !== kindsOf[index - 1])
  return changes.length / text.length > 0.35
}
