-- Compare and apply: all of a change, or nothing of it.
-- KEYS: documents to write, then documents to check, then whatever the operations name; all of one hash slot.
-- ARGV: 1 = how many to write, 2 = how many to check, 3 = life of a document in s, 4 = life of a bucket in s;
--       for each to write: expected version, text; for each to check: expected version;
--       then operations, each a letter, the place of its key in KEYS, and
--         H n field delta ...   add to a hash (n pairs)     Z score member   put into a sorted list
--         A member              put into a set              R member         take out of a sorted list
--         S field text          set in a hash               X n text ...     append to the stream
-- Returns: 1 applied, 0 a version differs and nothing was written.
-- Redis does not roll a script back: every comparison comes first, and nothing below can fail.
local writes, checks = tonumber(ARGV[1]), tonumber(ARGV[2])
for i = 1, writes do
  if (redis.call('HGET', KEYS[i], 'v') or '0') ~= ARGV[3 + 2 * i] then return 0 end
end
local at = 5 + 2 * writes
for i = 1, checks do
  if (redis.call('HGET', KEYS[writes + i], 'v') or '0') ~= ARGV[at] then return 0 end
  at = at + 1
end
for i = 1, writes do
  redis.call('HSET', KEYS[i], 'v', ARGV[3 + 2 * i] + 1, 'd', ARGV[4 + 2 * i])
  redis.call('EXPIRE', KEYS[i], ARGV[3])
end
while at <= #ARGV do
  local what, key = ARGV[at], KEYS[tonumber(ARGV[at + 1])]
  if what == 'H' then
    local n = tonumber(ARGV[at + 2])
    for i = 0, n - 1 do redis.call('HINCRBY', key, ARGV[at + 3 + 2 * i], ARGV[at + 4 + 2 * i]) end
    redis.call('EXPIRE', key, ARGV[4])
    at = at + 3 + 2 * n
  elseif what == 'Z' then
    redis.call('ZADD', key, ARGV[at + 2], ARGV[at + 3])
    at = at + 4
  elseif what == 'R' then
    redis.call('ZREM', key, ARGV[at + 2])
    at = at + 3
  elseif what == 'A' then
    redis.call('SADD', key, ARGV[at + 2])
    redis.call('EXPIRE', key, ARGV[4])
    at = at + 3
  elseif what == 'S' then
    redis.call('HSET', key, ARGV[at + 2], ARGV[at + 3])
    at = at + 4
  else
    local n = tonumber(ARGV[at + 2])
    for i = 0, n - 1 do redis.call('XADD', key, '*', 'e', ARGV[at + 3 + i]) end
    at = at + 3 + n
  end
end
return 1
