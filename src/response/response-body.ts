/** Letters up to which an answer goes out in one piece with its head; a longer one is sooner out as bytes beside it. */
const MAX_TEXT_LENGTH = 2048

/** Letters of an answer that are encoded in one go; of a longer one the bytes are counted first. */
const MAX_DRAFT_LENGTH = 64 * 1024
/** UTF-8 takes three bytes for a letter of a text at most. Nobody sees more of it than was just written. */
const draft = Buffer.allocUnsafeSlow(3 * MAX_DRAFT_LENGTH)

/** UTF-8 in memory of its own, not in a piece of Node's shared one. */
const encode = (text: string): Buffer => {
  if (text.length > MAX_DRAFT_LENGTH) {
    const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(text))
    bytes.write(text)
    return bytes
  }
  const length = draft.write(text)
  const bytes = Buffer.allocUnsafeSlow(length)
  draft.copy(bytes, 0, 0, length)
  return bytes
}

/** An answer in the form in which it goes out soonest. */
export const toBody = (answer: string): string | Buffer =>
  answer.length <= MAX_TEXT_LENGTH ? answer : encode(answer)
