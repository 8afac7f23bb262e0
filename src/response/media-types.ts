/** Media types in which an answer comes in parts. */
const IN_PARTS: ReadonlySet<string> = new Set(['multipart/mixed', 'text/event-stream'])

/**
 * Those of an `Accept` header that an answer in parts may have, in their order. They have to be named: whoever
 * takes anything has one answer in mind. A parameter such as `incrementalSpec` asks for another form of parts than
 * there is here.
 */
export const partsAccepted = (accept = ''): readonly string[] =>
  accept
    .toLowerCase()
    .replaceAll(/\s/g, '')
    .split(',')
    .flatMap((range) => {
      const [type = '', ...parameters] = range.split(';')
      const isOther = parameters.some((one) => one.startsWith('incremental') || /^q=0(\.0*)?$/.test(one))
      return IN_PARTS.has(type) && !isOther ? [type] : []
    })

export const acceptsParts = (accept: string | undefined): boolean => partsAccepted(accept).length > 0
