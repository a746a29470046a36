-- Tells leases. KEYS: the leases. Answers one list a key, empty where there is none.
local found = {}
for place, key in ipairs(KEYS) do
  found[place] = seen(valid(key))
end
return found
