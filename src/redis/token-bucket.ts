/**
 * One operation on a token bucket, atomic in Redis. The time is Redis's, taken from how long keys have left: a bucket
 * is stored with the milliseconds until it is full, and expires then. So no gateway's clock counts, and whoever sets one
 * neither refills a bucket nor keeps it from being refilled. The stored state is checked: if it is not valid, the bucket
 * counts as full. It has one key, so that a cluster can run it while it moves the key's slot.
 *
 * If Redis is full, the bucket is updated if it exists: Redis permits further writes of a script after its first,
 * which here needs no memory. A new bucket is refused, since evicting an old one would forget what it counts.
 *
 * KEYS: the bucket. ARGV: burst, tokens per second, tokens to take (0: read only; negative: refund), milliseconds before
 * its refill at which a token can be taken already. Returns milliseconds until a token is refilled, and whole tokens left.
 */
export const TOKEN_BUCKET = `
local burst, per_second = tonumber(ARGV[1]), tonumber(ARGV[2])
local count, max_wait = tonumber(ARGV[3]), tonumber(ARGV[4])

local stored = redis.pcall('HMGET', KEYS[1], 'tokens', 'full_in')
if stored.err then
  redis.call('DEL', KEYS[1])
  stored = {}
end
local tokens, full_in = tonumber(stored[1] or ''), tonumber(stored[2] or '')
local left = redis.call('PTTL', KEYS[1])
local exists = left > 0 and tokens and full_in and tokens >= -burst and full_in >= left
if exists then tokens = math.min(burst, tokens + (full_in - left) / 1000 * per_second) end
if not exists or tokens ~= tokens then tokens = burst end

local wait = math.max(0, math.ceil((1 - tokens) / per_second * 1000))
if count < 0 or (count > 0 and wait <= max_wait) then
  tokens = math.min(burst, tokens - count)
  full_in = math.ceil((burst - tokens) / per_second * 1000)
  if full_in <= 0 then
    redis.call('DEL', KEYS[1])
  else
    if exists then redis.call('PEXPIRE', KEYS[1], full_in) end
    local written = redis.pcall('HSET', KEYS[1], 'tokens', string.format('%.9f', tokens), 'full_in', string.format('%.0f', full_in))
    if type(written) == 'table' and written.err then return written end
    redis.call('PEXPIRE', KEYS[1], full_in)
  end
end
return { wait, math.max(0, math.floor(tokens)) }
`
