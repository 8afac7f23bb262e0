import { createServer, type ServerResponse } from 'node:http'
import { createCases, findCases } from '../cases.ts'
import { readProcessSettings } from '../process-settings.ts'

/**
 * L1, the limit of Node's HTTP: looks up the prepared bytes of each response by the request's body. Parses and
 * serializes no JSON.
 */

const { port, caseId, quick } = readProcessSettings()

const responses = new Map<string, Buffer>()
for (const { body, expected } of findCases(createCases({ quick }), caseId).flatMap((one) => one.queries(0))) {
  if (!responses.has(body)) responses.set(body, Buffer.from(JSON.stringify({ data: expected() })))
}

const send = (response: ServerResponse, bytes: Buffer | undefined): void => {
  if (!bytes) return void response.writeHead(404).end()
  response
    .writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': bytes.length })
    .end(bytes)
}

createServer((request, response) => {
  let body = ''
  request.setEncoding('utf8')
  request.on('data', (chunk: string) => (body += chunk))
  request.on('end', () => send(response, responses.get(body)))
}).listen(port, '127.0.0.1')
