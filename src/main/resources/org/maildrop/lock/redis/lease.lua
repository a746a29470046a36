-- What all scripts begin with.

-- This engine's clock, the only one that judges, in microseconds since 1970.
local function micros()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

local now = math.floor(micros() / 1000)

-- Numbers of this size are doubles without a fraction. As text they must not get an exponent.
local function digits(number)
  return string.format('%.0f', number)
end

-- The valid lease under a key, or nil. Redis removes expired ones by itself; the expiry that counts is written down.
local function valid(key)
  local lease = redis.call('HMGET', key, 'token', 'node', 'session', 'address', 'since', 'activity', 'expires', 'attempt')
  if lease[1] and tonumber(lease[7]) > now then
    return {token = lease[1], expires = lease[7], attempt = lease[8], row = lease}
  end
  return nil
end

-- A lease as it is told: token, node, session, address, since, activity, expires, and the moment. Nothing: an empty list.
local function seen(lease)
  if not lease then
    return {}
  end
  lease.row[8] = digits(now)
  return lease.row
end

local function hold(key, activity, expires)
  redis.call('HSET', key, 'activity', digits(activity), 'expires', digits(expires))
  redis.call('PEXPIREAT', key, digits(expires))
end
