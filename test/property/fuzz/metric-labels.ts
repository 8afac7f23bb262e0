import { isEnumType } from 'graphql'
import { endpoints as mixin } from '../../../src/datasources/mixin/endpoints.ts'
import { endpoints as sealtalk } from '../../../src/datasources/sealtalk/endpoints.ts'
import { createSchema } from '../../../src/schema.ts'

const errorCode = createSchema().getType('ErrorCode')
const codes = isEnumType(errorCode) ? errorCode.getValues().map(({ name }) => name) : []

/** Values that no client and no network can choose. An operation without an endpoint is a class of rate limits. */
const KNOWN: Readonly<Record<string, readonly string[]>> = {
  code: codes,
  network: ['mixin', 'sealtalk', 'none'],
  operation: [
    ...[...Object.values(mixin), ...Object.values(sealtalk)].map(({ operation }) => operation),
    'text messages by address',
  ],
  outcome: ['ok', 'partial', 'failed', 'cancelled', ...codes],
  kind: ['query', 'mutation', 'subscription', 'none'],
  how: ['cache', 'batch', 'coalesced', 'learned', 'refused', 'stale', 'breaker', 'closed'],
  why: ['requests', 'delay', 'slow-body', 'slow-reply', 'bodies', 'connections', 'unread-bytes'],
  what: ['number', 'date', 'field', 'row', 'empty-row'],
  reason: ['outage', 'callers', 'subjects'],
  by: ['key', 'address'],
  le: ['+Inf'],
  version: [],
}

/** Labels of the gateway's metrics that have a value which may come from a client or a network. */
export const openLabelsIn = (metrics: string): readonly string[] => {
  const lines = metrics.split('\n').filter((line) => line.startsWith('parley_'))
  const labels = lines.flatMap((line) => [...line.matchAll(/([a-z]+)="((?:[^"\\]|\\.)*)"/g)])
  const open = labels
    .filter(([, name = '', value = '']) => !KNOWN[name]?.includes(value) && !/^[\d.]+$/.test(value))
    .map(([whole]) => whole)
  return [...new Set(open)]
}
