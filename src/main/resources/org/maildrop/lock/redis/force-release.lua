-- Ends whatever lease there is, and answers it. KEYS: the lease.
local present = valid(KEYS[1])
redis.call('DEL', KEYS[1])
return seen(present)
