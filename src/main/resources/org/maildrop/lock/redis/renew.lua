-- Renews a batch. KEYS: leases. ARGV: term, then for each key its token and for how long its holder has been idle.
-- Answers the places in the batch, from 1, of those that are lost. What was written by a later renewal stays.
local lost = {}
for place, key in ipairs(KEYS) do
  local present = valid(key)
  if present and present.token == ARGV[2 * place] then
    local activity = math.max(tonumber(present.row[6]), now - tonumber(ARGV[2 * place + 1]))
    hold(key, activity, math.max(tonumber(present.expires), now + tonumber(ARGV[1])))
  else
    lost[#lost + 1] = digits(place)
  end
end
return lost
