const UUID = 'e8e8cd79-cd40-4796-8c54-3a13cfe50115'

/** Texts that climb out of a path, break a header, reach for a prototype, or only look like an id. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  '.',
  '..',
  '../',
  '../me',
  '%2f',
  '%2e%2e%2fme',
  '%00',
  '\0',
  '/me',
  '//evil.example',
  '?a=b',
  '#me',
  ':id',
  '*',
  'x\r\nX-Evil: 1',
  '__proto__',
  'constructor',
  'null',
  'NaN',
  '-1',
  '0',
  '1e3',
  // Digits of other scripts, which \d of other languages takes.
  '٣٠٢٦٥',
  '３０２６５',
  // Grows when it is lower-cased.
  'İ',
  '\ud800',
  '\u202ex',
  '\u200f',
  '💩',
  `${UUID}/../../me`,
  `${UUID}?a=b`,
  `${UUID}\n`,
  ` ${UUID}`,
  'mixin:user:',
  'mixin:user:../me',
  `mixin:user:${UUID}/../../me`,
  `mixin:user:${UUID}\r\nX-Evil: 1`,
  `MIXIN:user:${UUID}`,
  `mixin:nobody:${UUID}`,
  `__proto__:user:${UUID}`,
  `constructor:user:${UUID}`,
  'sealtalk:user:a/b',
  'sealtalk:user:%2e%2e',
  'sealtalk:conversation:x%00',
  'telegram:user:1',
  'http://127.0.0.1:1/',
  'javascript:alert(1)',
  'file:///etc/passwd',
  '<script>alert(1)</script>',
  'x'.repeat(4_097),
]

/** As long as a body can hold. */
export const LONG_TEXT = 'x'.repeat(200_000)

/** Recognisable wherever it turns up. */
export const CANARY = 'canary918273645'

/** Values of types that no text is. Each holds the canary, or its digits. */
export const WRONG_TYPES: readonly unknown[] = [
  918_273_645.5,
  [CANARY],
  [[CANARY]],
  { no: CANARY },
  { value: CANARY },
]
