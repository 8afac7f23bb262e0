/** Settings whose values are never to be seen. */
const SECRET_SETTINGS = [
  'MIXIN_SESSION_PRIVATE_KEY',
  'MIXIN_CLIENT_SECRET',
  'MIXIN_SPEND_KEY',
  'MIXIN_PIN',
  'SESSION_SECRET',
  'API_KEYS',
  'ADMIN_TOKEN',
]
/** What callers send that is not. */
const SECRET_HEADERS = ['authorization', 'cookie', 'x-api-key', 'x-sealtalk-session']
/** Shorter ones, as some tests make them up, stand in other texts by chance. */
const LEAST_LENGTH = 6

/** Whether a text holds a value. Six digits may stand by chance inside a longer number. */
export const holds = (text: string, value: string): boolean =>
  /^\d{4,6}$/.test(value) ? new RegExp(`(?<![\\d.])${value}(?!\\d)`).test(text) : text.includes(value)

/** Looks for the secrets of one gateway, whatever its test is about. */
export interface SecretWatch {
  /** Headers of a request to it. */
  sent(headers: Readonly<Record<string, string>>): void
  /** Throws where one of its secrets is in a text. @param where the text was found */
  look(where: string, text: string): void
}

export const watchSecrets = (env: Readonly<Record<string, string | undefined>>): SecretWatch => {
  const secrets = new Map<string, string>()
  const add = (name: string, value: string | undefined): void => {
    for (const one of value?.split(',') ?? []) {
      // An API key may have a name in front of it.
      const key = name === 'API_KEYS' ? one.replace(/^[\w.:-]+=(?=.{16})/, '') : one
      if (key.length >= LEAST_LENGTH) secrets.set(key, name)
    }
  }
  for (const name of SECRET_SETTINGS) add(name, env[name])
  return {
    sent(headers) {
      for (const [name, value] of Object.entries(headers)) {
        if (SECRET_HEADERS.includes(name.toLowerCase()))
          add(name, value.replace(/^(bearer |parley_sealtalk=)/i, ''))
      }
    },
    look(where, text) {
      for (const [value, name] of secrets) {
        if (holds(text, value)) throw new Error(`${where} shows a secret: ${name}`)
      }
    },
  }
}
