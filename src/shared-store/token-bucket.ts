/**
 * One step of a token bucket, run by Redis at once and by its clock. What is stored is checked: with anything but
 * numbers that can be, the bucket is full.
 *
 * KEYS: the bucket, the closing. ARGV: burst (0: there is no bucket), tokens a second, tokens to take.
 * Returns milliseconds for which the class is closed, milliseconds until there is a token, whole tokens left.
 */
export const TOKEN_BUCKET = `
local closed = redis.call('PTTL', KEYS[2])
if closed > 0 then return { closed, 0, 0 } end
local burst, per_second, count = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
if burst == 0 then return { 0, 0, 0 } end

local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local held = redis.pcall('HMGET', KEYS[1], 'tokens', 'at')
if held.err then
  redis.call('DEL', KEYS[1])
  held = {}
end
local tokens, at = tonumber(held[1] or ''), tonumber(held[2] or '')
if not (tokens and at and tokens >= 0 and at <= now) then
  tokens, at = burst, now
end
tokens = math.min(burst, tokens + (now - at) / 1000 * per_second)

if tokens < 1 then return { 0, math.ceil((1 - tokens) / per_second * 1000), 0 } end
if count > 0 then
  tokens = tokens - count
  redis.call('HSET', KEYS[1], 'tokens', string.format('%.9f', tokens), 'at', string.format('%.3f', now))
  redis.call('PEXPIRE', KEYS[1], math.ceil(burst / per_second * 1000))
end
return { 0, 0, math.floor(tokens) }
`
