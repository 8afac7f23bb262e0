/**
 * The JSON payloads of a response as they arrive: one, or those of a multipart response.
 *
 * @param {Response} response
 * @returns {AsyncGenerator<any, void, void>}
 */
export async function* payloadsOf(response) {
  const boundary = /^multipart\/mixed;.*boundary="?([^";]+)"?/.exec(
    response.headers.get('content-type') ?? '',
  )?.[1]
  if (boundary === undefined || !response.body) {
    yield await readJson(response)
    return
  }
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  const delimiter = `\r\n--${boundary}`
  // The first delimiter may stand at the beginning.
  let rest = '\r\n'
  try {
    for (;;) {
      const { value, done } = await reader.read()
      if (done) return
      const pieces = (rest + value).split(delimiter)
      rest = pieces.pop() ?? ''
      for (const piece of pieces) {
        const body = piece.slice(piece.indexOf('\r\n\r\n') + 4)
        if (piece.includes('\r\n\r\n')) yield JSON.parse(body)
      }
    }
  } finally {
    // Tells the gateway that nobody waits for the rest.
    await reader.cancel().catch(() => undefined)
  }
}

/** The body of a response, or an error in its form that says what came instead. @param {Response} response */
async function readJson(response) {
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch {
    return problem(`The server responded with HTTP ${response.status} and no JSON.`)
  }
}

/** A response that only says what went wrong: without a stack trace. @param {string} message */
export const problem = (message) => ({ errors: [{ message }] })
