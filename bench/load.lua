-- One kind of call after the other over kept connections, for wrk:
--   wrk … -s load.lua http://host:port -- kind key members nonce
-- kinds: redeem, hot (one account), validate, balance, hold (a hold, then its commit), option (one with stock)

local kind, key, members, nonce, host, thread
local count = 0
local threads = 0
local held = {}

function setup(thread)
  thread:set("id", threads)
  threads = threads + 1
end

function init(args)
  kind, key, members, nonce = args[1], args[2], tonumber(args[3]), args[4]
  host = "Host: " .. wrk.host .. "\r\nAuthorization: Bearer " .. key .. "\r\n"
  math.randomseed(tonumber(nonce) + id)

  -- Reading answers costs the load generator more than making requests: only where they are needed.
  if kind == "hold" then
    response = remember
  end
end

local function post(path, body)
  count = count + 1
  return "POST " .. path .. " HTTP/1.1\r\n" .. host .. "Content-Type: application/json\r\nIdempotency-Key: "
    .. nonce .. "-" .. id .. "-" .. count .. "\r\nContent-Length: " .. #body .. "\r\n\r\n" .. body
end

local function anybody()
  return string.format("M%07d", math.random(members))
end

local function spend(member, more)
  return '{"member":{"external_id":"' .. member .. '"},"points":1' .. more .. "}"
end

local base = "/v1/programs/bench"

function request()
  if kind == "redeem" then
    return post(base .. "/redemptions", spend(anybody(), ""))
  elseif kind == "option" then
    return post(base .. "/redemptions", '{"member":{"external_id":"' .. anybody() .. '"},"option_id":1}')
  elseif kind == "hot" then
    return post(base .. "/redemptions", spend("M0000001", ""))
  elseif kind == "validate" then
    return post(base .. "/redemptions/validate", spend(anybody(), ""))
  elseif kind == "balance" then
    return "GET " .. base .. "/members/external_id:" .. anybody() .. "/balance HTTP/1.1\r\n" .. host .. "\r\n"
  end

  local id = table.remove(held)
  if id then
    return post("/v1/redemptions/" .. id .. "/commit", "{}")
  end
  return post(base .. "/redemptions", spend(anybody(), ',"hold":{"timeout_seconds":86400}'))
end

function remember(status, headers, body)
  if status == 201 then
    table.insert(held, string.match(body, "txn_%d+"))
  end
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    'result {"requests":%d,"microseconds":%d,"p50":%d,"p99":%d,"max":%d,"refused":%d,"broken":%d}\n',
    summary.requests, summary.duration, latency:percentile(50), latency:percentile(99), latency.max,
    errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
