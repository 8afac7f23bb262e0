/**
 * The index after the closing quote of the string that opens at `start`, by the escapes of JSON and GraphQL;
 * the length of the text where the string is not closed.
 */
export const endOfString = (text: string, start: number): number => {
  let end = start
  for (;;) {
    end = text.indexOf('"', end + 1)
    if (end < 0) return text.length
    let escapes = 0
    while (text[end - 1 - escapes] === '\\') escapes += 1
    if (escapes % 2 === 0) return end + 1
  }
}
