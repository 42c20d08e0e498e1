-- Compare and apply: of each change all, or nothing of it.
-- KEYS: whatever the changes name; all of one hash slot.
-- ARGV: 1 = life of a timeline in s, 2 = life of a bucket in s, 3 = how many changes; then each change as
--       how many timelines it writes, how many it checks, how many operations it has;
--       for each to write: place of its key in KEYS, expected version, new version with a space and the text;
--       for each to check: place, expected version;
--       for each operation a letter, the place of its key, and
--         B places of the slots and the groups, group, slot, n, field delta ... (n pairs)   add to a bucket
--         Z score member        put into a sorted list      R member         take out of a sorted list
--         S field text          set in a hash               X n text ...     append to the stream
-- Returns: for each change 1 applied, 0 a version differs and nothing of it was written.
-- Redis does not roll a script back: the comparisons of a change come first, and nothing after them can fail.
local call, at, results = redis.call, 4, {}
local timeline, bucket = ARGV[1], ARGV[2]

local function keyAt(place) return KEYS[tonumber(ARGV[place])] end

-- A version stands before a space at the beginning of its timeline; it has at most 15 digits.
local function versionAt(place)
  return string.match(call('GETRANGE', keyAt(place), 0, 15), '^%d+') or '0'
end

-- How many arguments an operation takes beyond its letter and its key.
local function sizeOf(what)
  if what == 'B' then return 5 + 2 * tonumber(ARGV[at + 6]) end
  if what == 'X' then return 1 + tonumber(ARGV[at + 2]) end
  if what == 'R' then return 1 end
  return 2
end

-- Only a sum that was not there before can make a key, so only then is there a life to set and a group to name.
local function addToBucket(day)
  local slots, slot, isNewDay, isNewSlot = keyAt(at + 2), ARGV[at + 5] .. ':', false, false
  for i = at + 7, at + 5 + 2 * tonumber(ARGV[at + 6]), 2 do
    local delta = tonumber(ARGV[i + 1])
    if call('HINCRBY', day, ARGV[i], ARGV[i + 1]) == delta then isNewDay = true end
    if call('HINCRBY', slots, slot .. ARGV[i], ARGV[i + 1]) == delta then isNewSlot = true end
  end
  if isNewSlot then call('EXPIRE', slots, bucket) end
  if isNewDay then
    local groups = keyAt(at + 3)
    call('EXPIRE', day, bucket)
    call('SADD', groups, ARGV[at + 4])
    call('EXPIRE', groups, bucket)
  end
end

local function operate(what, key)
  if what == 'B' then addToBucket(key)
  elseif what == 'Z' then call('ZADD', key, ARGV[at + 2], ARGV[at + 3])
  elseif what == 'R' then call('ZREM', key, ARGV[at + 2])
  elseif what == 'S' then call('HSET', key, ARGV[at + 2], ARGV[at + 3])
  else
    for i = 1, tonumber(ARGV[at + 2]) do call('XADD', key, '*', 'e', ARGV[at + 2 + i]) end
  end
end

for change = 1, tonumber(ARGV[3]) do
  local writes, checks, operations = tonumber(ARGV[at]), tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2])
  at = at + 3
  local first, same = at, true
  for i = 1, writes do
    same = same and versionAt(at) == ARGV[at + 1]
    at = at + 3
  end
  for i = 1, checks do
    same = same and versionAt(at) == ARGV[at + 1]
    at = at + 2
  end
  if same then
    for i = first, first + 3 * (writes - 1), 3 do call('SET', keyAt(i), ARGV[i + 2], 'EX', timeline) end
  end
  for i = 1, operations do
    local what = ARGV[at]
    if same then operate(what, keyAt(at + 1)) end
    at = at + 2 + sizeOf(what)
  end
  results[change] = same and 1 or 0
end
return results
