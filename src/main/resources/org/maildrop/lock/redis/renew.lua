-- Renews a batch. KEYS: leases. ARGV: term, then for each key its token and for how long its holder has been idle.
-- Answers the places in the batch, from 1, of those that are lost.
local lost = {}
for place, key in ipairs(KEYS) do
  local present = valid(key)
  if present and present.token == ARGV[2 * place] then
    hold(key, now - tonumber(ARGV[2 * place + 1]), now + tonumber(ARGV[1]))
  else
    lost[#lost + 1] = digits(place)
  end
end
return lost
