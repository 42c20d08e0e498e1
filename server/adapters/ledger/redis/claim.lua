-- First come, first served.
-- KEYS: identities, all of one hash slot. ARGV: 1 = how long they are known in s, then a fingerprint for each.
-- Returns: for each 1 new, 2 known with this fingerprint, 0 known with another.
local results = {}
for i = 1, #KEYS do
  local known = redis.call('GET', KEYS[i])
  if not known then
    redis.call('SET', KEYS[i], ARGV[i + 1], 'EX', ARGV[1])
    results[i] = 1
  else
    results[i] = known == ARGV[i + 1] and 2 or 0
  end
end
return results
