import { endOfString } from '../document/quoted.ts'

/**
 * The nesting of objects and lists in a JSON text: 0 for `7`, 2 for `{"a": []}`. Scans the text without parsing it,
 * so deep nesting cannot overflow the stack. Also accepts text that is not valid JSON.
 */
export const jsonNesting = (text: string): number => {
  let open = 0
  let deepest = 0
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charCodeAt(index)
    if (character === 0x22) {
      index = endOfString(text, index) - 1
    } else if (character === 0x7b || character === 0x5b) {
      open += 1
      if (open > deepest) deepest = open
    } else if (character === 0x7d || character === 0x5d) {
      if (open > 0) open -= 1
    }
  }
  return deepest
}
