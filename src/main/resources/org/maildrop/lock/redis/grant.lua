-- Acquires a maildrop, or takes it over from a lease that is still as it was seen.
-- KEYS: the lease, the last token. ARGV: term, node, session, address, since, attempt, and of the lease that was seen the token and
-- the last activity, or '' and 0.
-- Answers {'1', token, expires}, or {'0', the present lease}.
local present = valid(KEYS[1])
if present and present.attempt == ARGV[6] then
  -- The same attempt once more: it was granted, and the answer was lost on the way.
  return {'1', present.token, present.expires}
end
if present and (present.token ~= ARGV[7] or tonumber(present.row[6]) > tonumber(ARGV[8])) then
  return {'0', seen(present)}
end

-- Above the last one, even if the clock was set back; above the clock, even if the last one is forgotten.
local token = digits(math.max(tonumber(redis.call('GET', KEYS[2]) or '0') + 1, micros()))
redis.call('SET', KEYS[2], token)
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], 'token', token, 'node', ARGV[2], 'session', ARGV[3], 'address', ARGV[4], 'since', ARGV[5],
  'attempt', ARGV[6])
local expires = now + tonumber(ARGV[1])
hold(KEYS[1], now, expires)
return {'1', token, digits(expires)}
