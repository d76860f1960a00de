import { createHash } from 'node:crypto';

/**
 * One step of one bucket: KEYS its name; ARGV the step in microseconds (a token; negative gives one back), the time now, and
 * how far ahead "full" may lie at most. Returns when it is full again, counting the token that was asked for.
 *
 * Redis keeps a bucket for a minute longer than it takes to fill, so that a process whose clock is behind by less than that
 * still finds it. Numbers are written out, because Lua's own notation keeps 14 digits of the 16.
 */
export const bucketScript = `
local step, now, span = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local kept = tonumber(redis.call('GET', KEYS[1]) or nil)
if step < 0 then
  if kept then
    kept = kept + step
    redis.call('SET', KEYS[1], string.format('%.0f', kept), 'KEEPTTL')
  end
  return kept or now
end
local full = math.max(now, kept or now) + step
if full <= now + span then
  redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000) + 60000)
end
return full
`;

export const bucketScriptHash = createHash('sha1').update(bucketScript).digest('hex');
