import { isObject, type JsonObject, parseJson } from '../json.ts'
import { RejectedRequest } from './error-reply.ts'
import { notJsonObject, parametersNotJsonObjects } from './rejections.ts'
import { checkNesting } from './request-limits.ts'

/** Parses the body of a POST. Throws `RejectedRequest` where it is no JSON object, or nested too deeply. */
export const parseBody = (body: Buffer, maxNesting: number): JsonObject => {
  const text = body.toString('utf8')
  const tooDeep = checkNesting([text], maxNesting)
  if (tooDeep) throw new RejectedRequest(tooDeep)
  const parameters = parseJson(text)
  if (!isObject(parameters)) throw new RejectedRequest(notJsonObject)
  return parameters
}

const isEmptyOrObject = (text: string): boolean => text === '' || isObject(parseJson(text))

/** Throws `RejectedRequest` where the JSON parameters of a GET are no objects, or nested too deeply. */
export const checkQuery = (url: string, maxNesting: number): void => {
  const { searchParams } = new URL(url)
  const texts = ['variables', 'extensions'].map((name) => searchParams.get(name) ?? '')
  const tooDeep = checkNesting(texts, maxNesting)
  if (tooDeep) throw new RejectedRequest(tooDeep)
  if (!texts.every(isEmptyOrObject)) throw new RejectedRequest(parametersNotJsonObjects)
}
