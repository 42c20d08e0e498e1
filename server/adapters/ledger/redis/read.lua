-- KEYS: timelines, all of one hash slot. Returns: version and text of each in turn, '' for what is not there.
local results = {}
for i = 1, #KEYS do
  local row = redis.call('HMGET', KEYS[i], 'v', 'd')
  results[2 * i - 1] = row[1] or ''
  results[2 * i] = row[2] or ''
end
return results
