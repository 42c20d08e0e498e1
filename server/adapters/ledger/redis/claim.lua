-- First come, first served.
-- KEYS: identities, all of one hash slot. ARGV: 1 = how long they are known in s, then a fingerprint for each.
-- Returns: for each 1 new, 2 known with this fingerprint, 0 known with another.
local results = {}
for i = 1, #KEYS do
  if redis.call('SET', KEYS[i], ARGV[i + 1], 'NX', 'EX', ARGV[1]) then
    results[i] = 1
  else
    results[i] = redis.call('GET', KEYS[i]) == ARGV[i + 1] and 2 or 0
  end
end
return results
