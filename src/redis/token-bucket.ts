/**
 * One operation on a token bucket, atomic in Redis. The time is the gateway's: a bucket never goes back to an earlier
 * one, so a gateway whose clock is slow refills nothing, and one whose clock is fast refills once. The stored state is
 * checked: if it is not valid, the bucket counts as full.
 *
 * If Redis is full, the bucket is updated if it exists: Redis permits further writes of a script after its first,
 * which here needs no memory. A new bucket is refused, since evicting an old one would forget what it counts.
 *
 * KEYS: the bucket, the cooldown. ARGV: burst (0: no bucket), tokens per second, tokens to take (0: read only;
 * negative: refund), milliseconds before its refill at which a token can be taken already, milliseconds since 1970.
 * Returns milliseconds left of the cooldown, milliseconds until a token is refilled, whole tokens left, and 1 if there
 * is no room for the bucket.
 */
export const TOKEN_BUCKET = `
local burst, per_second = tonumber(ARGV[1]), tonumber(ARGV[2])
local count, max_wait, now = tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])

local cooldown = redis.call('PTTL', KEYS[2])
if cooldown > 0 then
  local ends_at = redis.pcall('GET', KEYS[2])
  ends_at = type(ends_at) == 'string' and tonumber(ends_at)
  if ends_at and ends_at - now < cooldown then cooldown = math.ceil(ends_at - now) end
  if cooldown > 0 then return { cooldown, 0, 0, 0 } end
end
if burst == 0 then return { 0, 0, 0, 0 } end

local stored = redis.pcall('HMGET', KEYS[1], 'tokens', 'at')
if stored.err then
  redis.call('DEL', KEYS[1])
  stored = {}
end
local tokens, at = tonumber(stored[1] or ''), tonumber(stored[2] or '')
local exists = tokens and at and tokens >= -burst
if not exists then
  tokens, at = burst, now
end
if now < at then now = at end
if not (now >= at) then now = tonumber(ARGV[5]) end
tokens = math.min(burst, tokens + (now - at) / 1000 * per_second)
if tokens ~= tokens then tokens = burst end

local wait = math.max(0, math.ceil((1 - tokens) / per_second * 1000))
if count < 0 or (count > 0 and wait <= max_wait) then
  tokens = math.min(burst, tokens - count)
  local refilled_in = math.ceil((burst - tokens) / per_second * 1000)
  if refilled_in <= 0 then
    redis.call('DEL', KEYS[1])
  else
    if exists then redis.call('PEXPIRE', KEYS[1], refilled_in) end
    local written = redis.pcall('HSET', KEYS[1], 'tokens', string.format('%.9f', tokens), 'at', string.format('%.3f', now))
    if type(written) == 'table' and written.err then return { 0, 0, 0, 1 } end
    redis.call('PEXPIRE', KEYS[1], refilled_in)
  end
end
return { 0, wait, math.max(0, math.floor(tokens)), 0 }
`
