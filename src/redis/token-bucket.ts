/**
 * One step of a token bucket, run by Redis at once and by its clock. What is stored is checked: with anything but
 * numbers that can be, the bucket is full.
 *
 * KEYS: the bucket, the closing. ARGV: burst (0: there is no bucket), tokens a second, tokens to take (0: only
 * looks; below 0: gives back), milliseconds for which a token that is not there yet is taken all the same.
 * Returns milliseconds for which the class is closed, milliseconds until the token is there, whole tokens left.
 */
export const TOKEN_BUCKET = `
local closed = redis.call('PTTL', KEYS[2])
if closed > 0 then return { closed, 0, 0 } end
local burst, per_second = tonumber(ARGV[1]), tonumber(ARGV[2])
local count, deadline = tonumber(ARGV[3]), tonumber(ARGV[4])
if burst == 0 then return { 0, 0, 0 } end

local time = redis.call('TIME')
local now = time[1] * 1000 + time[2] / 1000
local held = redis.pcall('HMGET', KEYS[1], 'tokens', 'at')
if held.err then
  redis.call('DEL', KEYS[1])
  held = {}
end
local tokens, at = tonumber(held[1] or ''), tonumber(held[2] or '')
if not (tokens and at and tokens >= -burst) then
  tokens, at = burst, now
end
local passed = now - at
if not (passed > 0) then passed = 0 end
tokens = math.min(burst, tokens + passed / 1000 * per_second)

local wait = math.max(0, math.ceil((1 - tokens) / per_second * 1000))
if count < 0 or (count > 0 and wait <= deadline) then
  tokens = math.min(burst, tokens - count)
  redis.call('HSET', KEYS[1], 'tokens', string.format('%.9f', tokens), 'at', string.format('%.3f', now))
  redis.call('PEXPIRE', KEYS[1], math.ceil((burst - tokens) / per_second * 1000))
end
return { 0, wait, math.max(0, math.floor(tokens)) }
`
