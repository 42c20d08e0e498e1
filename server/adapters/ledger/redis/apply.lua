-- Compare and apply: of each change all, or nothing of it.
-- KEYS: whatever the changes name; all of one hash slot.
-- ARGV: 1 = life of a timeline in s, 2 = life of a bucket in s, 3 = how many changes; then each change as
--       how many timelines it writes, how many it checks, how many operations it has;
--       for each to write: place of its key in KEYS, expected version, text;
--       for each to check: place, expected version;
--       for each operation a letter, the place of its key, and
--         H n field delta ...   add to a hash (n pairs)     Z score member   put into a sorted list
--         A member              put into a set              R member         take out of a sorted list
--         S field text          set in a hash               X n text ...     append to the stream
-- Returns: for each change 1 applied, 0 a version differs and nothing of it was written.
-- Redis does not roll a script back: the comparisons of a change come first, and nothing after them can fail.
local call, at, results = redis.call, 4, {}
local timeline, bucket = ARGV[1], ARGV[2]

local function versionAt(place) return call('HGET', KEYS[tonumber(place)], 'v') or '0' end

-- How many arguments an operation takes beyond its letter and its place.
local function sizeOf(what, n)
  if what == 'H' then return 1 + 2 * n end
  if what == 'X' then return 1 + n end
  if what == 'Z' or what == 'S' then return 2 end
  return 1
end

local function operate(what, key)
  if what == 'H' then
    for i = 0, tonumber(ARGV[at + 2]) - 1 do call('HINCRBY', key, ARGV[at + 3 + 2 * i], ARGV[at + 4 + 2 * i]) end
    call('EXPIRE', key, bucket)
  elseif what == 'Z' then call('ZADD', key, ARGV[at + 2], ARGV[at + 3])
  elseif what == 'R' then call('ZREM', key, ARGV[at + 2])
  elseif what == 'A' then
    call('SADD', key, ARGV[at + 2])
    call('EXPIRE', key, bucket)
  elseif what == 'S' then call('HSET', key, ARGV[at + 2], ARGV[at + 3])
  else
    for i = 0, tonumber(ARGV[at + 2]) - 1 do call('XADD', key, '*', 'e', ARGV[at + 3 + i]) end
  end
end

for change = 1, tonumber(ARGV[3]) do
  local writes, checks, operations = tonumber(ARGV[at]), tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2])
  at = at + 3
  local first, same = at, true
  for i = 1, writes do
    same = same and versionAt(ARGV[at]) == ARGV[at + 1]
    at = at + 3
  end
  for i = 1, checks do
    same = same and versionAt(ARGV[at]) == ARGV[at + 1]
    at = at + 2
  end
  if same then
    for i = 0, writes - 1 do
      local key = KEYS[tonumber(ARGV[first + 3 * i])]
      call('HSET', key, 'v', ARGV[first + 3 * i + 1] + 1, 'd', ARGV[first + 3 * i + 2])
      call('EXPIRE', key, timeline)
    end
  end
  for i = 1, operations do
    local what = ARGV[at]
    if same then operate(what, KEYS[tonumber(ARGV[at + 1])]) end
    at = at + 2 + sizeOf(what, tonumber(ARGV[at + 2]))
  end
  results[change] = same and 1 or 0
end
return results
