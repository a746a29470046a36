-- Releases a lease. KEYS: the lease. ARGV: token. Answers '1', or '0' if it is not valid.
local present = valid(KEYS[1])
if present and present.token == ARGV[1] then
  redis.call('DEL', KEYS[1])
  return '1'
end
return '0'
