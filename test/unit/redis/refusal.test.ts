import { expect, it } from 'vitest'
import { isOfServer, isOfWrites, toRedisRefusal, withoutUser } from '../../../src/redis/refusal.ts'

it.each([
  ['NOAUTH HELLO must be called with the client already authenticated', /requires a password \(NOAUTH\)/],
  ['NOAUTH Authentication required.', /requires a password/],
  ['WRONGPASS invalid username-password pair or user is disabled.', /user name and password/],
  [
    'ERR AUTH <password> called without any password configured for the default user.',
    /user name and password/,
  ],
  ['ERR DB index is out of range', /no database of its number/],
  ['ERR invalid DB index', /no database of its number/],
  ['ERR value is out of range, value must between -2147483648 and 2147483647', /no database of its number/],
  ['ERR No such master with that name', /REDIS_MASTER_NAME/],
  ['NOPERM this user has no permissions to run the ping command', /docs\/operating\.md/],
])('a reply that only other settings change is one: %s', (reply, why) => {
  expect(toRedisRefusal(new Error(reply))?.message).toMatch(/^REDIS_URL cannot work: /)
  expect(toRedisRefusal(new Error(reply))?.message).toMatch(why)
})

it.each([
  ['SELF_SIGNED_CERT_IN_CHAIN', /authority .* is not known here: set NODE_EXTRA_CA_CERTS/],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', /set NODE_EXTRA_CA_CERTS/],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', /set NODE_EXTRA_CA_CERTS/],
  ['ERR_TLS_CERT_ALTNAME_INVALID', /is for other names than its address/],
  ['CERT_HAS_EXPIRED', undefined],
  ['ECONNRESET', undefined],
])('a certificate that only other settings can make trusted is one: %s', (code, why) => {
  const refusal = toRedisRefusal(Object.assign(new Error('TLS'), { code }))
  if (why) expect(refusal?.message).toMatch(why)
  else expect(refusal).toBeUndefined()
})

it.each([
  'LOADING Redis is loading the dataset in memory',
  'ERR max number of clients reached',
  'MASTERDOWN Link with MASTER is down',
  'READONLY You can’t write against a read only replica.',
  'OOM command not allowed',
  'connect ECONNREFUSED 127.0.0.1:6379',
])('a failure that passes is none: %s', (reply) => {
  expect(toRedisRefusal(new Error(reply))).toBeUndefined()
})

it.each([
  ['READONLY You can’t write against a read only replica.', true],
  [
    'ERR Error running script (call to f_0): @user_script:9: -READONLY You can’t write against a read only replica.',
    true,
  ],
  ['MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to no', true],
  ['LOADING Redis is loading the dataset in memory', true],
  ['NOAUTH Authentication required.', true],
  ['CLUSTERDOWN Hash slot not served', true],
  ['CLUSTERDOWN The cluster is down', true],
  ['MOVED 3999 127.0.0.1:6381', true],
  ['ASK 3999 127.0.0.1:6381', true],
  ['TRYAGAIN Multiple keys request during rehashing of slot', false],
  ['OOM command not allowed when used memory > maxmemory.', false],
  ['MISCONF Redis is configured to save RDB snapshots, but it’s currently unable to persist to disk.', false],
  ['ERR unknown command', false],
])('a reply is about the server or about the command: %s', (reply, isIt) => {
  expect(isOfServer(new Error(reply))).toBe(isIt)
})

it.each([
  ['OOM command not allowed when used memory > maxmemory.', true],
  [
    'ERR Error running script (call to f_0): @user_script:9: @user_script: 9: -OOM command not allowed when used memory > maxmemory.',
    true,
  ],
  ["MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.", true],
  ['MISCONF Errors writing to the AOF file: No space left on device', true],
  ['NOREPLICAS Not enough good replicas to write.', true],
  ['READONLY You can’t write against a read only replica.', false],
  ['NOPERM this user has no permissions to run the set command', false],
  ['no reply within 50 ms', false],
])('a reply is about all writes or not: %s', (reply, isIt) => {
  expect(isOfWrites(new Error(reply))).toBe(isIt)
})

it.each([
  [
    "NOPERM User parley has no permissions to run the 'get' command",
    "NOPERM this user has no permissions to run the 'get' command",
  ],
  [
    "NOPERM this user has no permissions to run the 'get' command",
    "NOPERM this user has no permissions to run the 'get' command",
  ],
  ['OOM command not allowed', 'OOM command not allowed'],
])('a reply is logged without the name of the user: %s', (reply, logged) => {
  expect(withoutUser(new Error(reply)).message).toBe(logged)
})
