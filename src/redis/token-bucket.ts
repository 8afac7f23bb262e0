/**
 * One operation on a token bucket, atomic in Redis and timed by its clock. The stored state is checked: if it is not
 * valid, the bucket counts as full.
 *
 * KEYS: the bucket, the cooldown. ARGV: burst (0: no bucket), tokens per second, tokens to take (0: read only;
 * negative: refund), milliseconds before its refill at which a token can be taken already.
 * Returns milliseconds left of the cooldown, milliseconds until a token is refilled, whole tokens left.
 */
export const TOKEN_BUCKET = `
local cooldown = redis.call('PTTL', KEYS[2])
if cooldown > 0 then return { cooldown, 0, 0 } end
local burst, per_second = tonumber(ARGV[1]), tonumber(ARGV[2])
local count, max_wait = tonumber(ARGV[3]), tonumber(ARGV[4])
if burst == 0 then return { 0, 0, 0 } end

local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local stored = redis.pcall('HMGET', KEYS[1], 'tokens', 'at')
if stored.err then
  redis.call('DEL', KEYS[1])
  stored = {}
end
local tokens, at = tonumber(stored[1] or ''), tonumber(stored[2] or '')
if not (tokens and at and tokens >= -burst) then
  tokens, at = burst, now
end
local passed = now - at
if not (passed > 0) then passed = 0 end
tokens = math.min(burst, tokens + passed / 1000 * per_second)

local wait = math.max(0, math.ceil((1 - tokens) / per_second * 1000))
if count < 0 or (count > 0 and wait <= max_wait) then
  tokens = math.min(burst, tokens - count)
  redis.call('HSET', KEYS[1], 'tokens', string.format('%.9f', tokens), 'at', string.format('%.3f', now))
  redis.call('PEXPIRE', KEYS[1], math.ceil((burst - tokens) / per_second * 1000))
end
return { 0, wait, math.max(0, math.floor(tokens)) }
`
