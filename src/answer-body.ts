/** Letters up to which an answer goes out in one piece with its head; a longer one is sooner out as bytes beside it. */
const MAX_TEXT_LENGTH = 2048

/** An answer in the form in which it goes out soonest. Bytes are its own, not a piece of Node's shared memory. */
export const toBody = (answer: string): string | Buffer => {
  if (answer.length <= MAX_TEXT_LENGTH) return answer
  const bytes = Buffer.allocUnsafeSlow(Buffer.byteLength(answer))
  bytes.write(answer)
  return bytes
}
