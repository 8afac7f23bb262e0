const FIRST = [
  'Ama',
  'Bel',
  'Cori',
  'Dan',
  'Eli',
  'Fen',
  'Gio',
  'Hal',
  'Imo',
  'Jas',
  'Kel',
  'Lio',
  'Mar',
  'Nev',
  'Ora',
  'Pel',
  'Quin',
  'Ros',
  'Sel',
  'Tam',
]
const FIRST_END = ['a', 'en', 'io', 'is', 'or', 'une', 'wyn', 'eth', 'ika', 'ovan']
const LAST = [
  'Arden',
  'Brack',
  'Corvel',
  'Dunmar',
  'Elster',
  'Farro',
  'Grell',
  'Hollin',
  'Ister',
  'Jorvan',
  'Kestel',
  'Lunder',
  'Morvel',
  'Nordal',
  'Ostrel',
  'Parnel',
  'Quarst',
  'Rendal',
  'Solven',
  'Tarnel',
]
const LAST_END = ['berg', 'by', 'dahl', 'field', 'gard', 'holt', 'mark', 'sen', 'stone', 'wick']
const BOT_FIRST = [
  'Amber',
  'Brisk',
  'Copper',
  'Daily',
  'Early',
  'Fable',
  'Green',
  'Harbor',
  'Iron',
  'Jolly',
  'Kind',
  'Lucky',
  'Mellow',
  'North',
  'Open',
  'Paper',
  'Quiet',
  'River',
  'Silver',
  'Tidy',
]
const BOT_LAST = [
  'Ledger',
  'Weather',
  'Reader',
  'Quiz',
  'Market',
  'Planner',
  'Courier',
  'Library',
  'Radio',
  'Chess',
]

const pick = (list: readonly string[], index: number): string => list[index % list.length] ?? ''

/** A made-up name of a person: 40,000 of them, of invented syllables. */
export const personName = (first: number, last: number): string =>
  `${pick(FIRST, first)}${pick(FIRST_END, Math.floor(first / FIRST.length))} ${pick(LAST, last)}${pick(LAST_END, Math.floor(last / LAST.length))}`

/** A made-up name of a bot. */
export const botName = (index: number): string =>
  `${pick(BOT_FIRST, index)} ${pick(BOT_LAST, Math.floor(index / BOT_FIRST.length))}`
