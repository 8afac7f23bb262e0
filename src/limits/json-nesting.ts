import { endOfString } from '../document/quoted.ts'

/**
 * How many objects and lists stand inside each other in a JSON text: 0 for `7`, 2 for `{"a": []}`. Reads the
 * text without parsing it, so that no depth can hurt; of what is no JSON it says something, too.
 */
export const jsonNesting = (text: string): number => {
  let open = 0
  let most = 0
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charCodeAt(index)
    if (character === 0x22) {
      index = endOfString(text, index) - 1
    } else if (character === 0x7b || character === 0x5b) {
      open += 1
      if (open > most) most = open
    } else if (character === 0x7d || character === 0x5d) {
      if (open > 0) open -= 1
    }
  }
  return most
}
