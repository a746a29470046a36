-- Proves a lease. KEYS: the lease. ARGV: token, margin. Answers '1', or '0' if it is not valid for so long.
local present = valid(KEYS[1])
if not present or present.token ~= ARGV[1] then
  return '0'
end
-- Changes nothing, but is a write: a master that is no longer one, or that has too few replicas, refuses it, where it
-- would still answer a question.
redis.call('PEXPIREAT', KEYS[1], present.expires)
return tonumber(present.expires) >= now + tonumber(ARGV[2]) and '1' or '0'
