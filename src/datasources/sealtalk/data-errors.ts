/** What a database says about refused data: the value does not fit, or it must be unique and is not. */
export interface DataError {
  readonly kind: 'value' | 'unique'
  /** The argument that the caller gave, if the text names its column. */
  readonly argument: string | undefined
}

/** What may come before the message: `Error: `, `SequelizeDatabaseError: `, and wrappers of the later server. */
const WRAPPERS =
  /^(?:(?:[\w.$]{0,80}(?:Error|Exception|Truncation)|Data truncation|### Error (?:updating|querying) database\.\s{1,4}Cause):\s{1,4}){0,6}/

/** Codes and messages of MySQL and MariaDB, and of the model's own validation. */
const UNIQUE = /^(?:ER_DUP_\w{3,40}\b|Duplicate entry '|unique violation\b|Validation error$)/i
const VALUE_CODE =
  /^(?:ER_TRUNCATED_WRONG_VALUE(?:_FOR_FIELD)?|ER_DATA_TOO_LONG|ER_(?:WARN_)?DATA_OUT_OF_RANGE|(?:ER_)?WARN_DATA_TRUNCATED|ER_BAD_NULL_ERROR|ER_NO_DEFAULT_FOR_FIELD|ER_NO_REFERENCED_ROW(?:_2)?|ER_WRONG_VALUE\w{0,20}|ER_(?:CANNOT_CONVERT|INVALID_CHARACTER)_STRING|ER_ILLEGAL_VALUE_FOR_TYPE|ER_(?:CHECK_)?CONSTRAINT_(?:FAILED|VIOLATED)|ER_CANT_AGGREGATE_\w{1,20}|ER_INVALID_JSON_TEXT\w{0,20})\b/
const VALUE_MESSAGE =
  /^(?:Incorrect \w{1,20} value: |Data too long for column |Out of range value for column |Data truncated for column |Column '\w{1,64}' cannot be null|Illegal mix of collations |(?:Validation error|(?:notNull|string|len) Violation): )/i

/** Class names that are enough by themselves. */
const UNIQUE_CLASS = /^SequelizeUniqueConstraintError\b/
const VALUE_CLASS = /^Sequelize(?:Validation|ForeignKeyConstraint|ExclusionConstraint)Error\b/

/** The column after the value, which is at most a few quoted characters of the caller's own. */
const COLUMN = /\b(?:for column|for key|Column) [`'"]?(?:[`'"\w]{1,80}\.)?[`'"]?(\w{1,64})/i

/** The server's columns, in the words of the schema's arguments. */
const ARGUMENTS: ReadonlyMap<string, string> = new Map([
  ['nickname', 'nickname'],
  ['portraituri', 'portraitUri'],
  ['staccount', 'stAccount'],
  ['region', 'region'],
  ['phone', 'phone'],
  ['gender', 'gender'],
  ['name', 'name'],
  ['displayname', 'name'],
  ['message', 'message'],
  ['bulletin', 'announcement'],
  ['content', 'announcement'],
])

const LONGEST_TEXT = 1_000

const kindOf = (text: string): DataError['kind'] | undefined => {
  const message = text.replace(WRAPPERS, '')
  if (UNIQUE_CLASS.test(text) || UNIQUE.test(message)) return 'unique'
  const patterns = [VALUE_CODE, VALUE_MESSAGE]
  return VALUE_CLASS.test(text) || patterns.some((pattern) => pattern.test(message)) ? 'value' : undefined
}

/**
 * Reads the text of a 500. Only its beginning counts, which the database writes: what follows may quote the caller, who
 * must not be able to make a lost response look like a refusal.
 */
export const readDataError = (body: string): DataError | undefined => {
  const text = body.slice(0, LONGEST_TEXT).trim()
  const kind = kindOf(text)
  if (kind === undefined) return undefined
  const column = COLUMN.exec(text)?.[1]?.toLowerCase().replaceAll('_', '')
  return { kind, argument: column === undefined ? undefined : ARGUMENTS.get(column) }
}
