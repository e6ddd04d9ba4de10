-- Sends the requests of a file in turn and counts answers by status. The file is what rental.bench.load.Requests writes.
-- With a second argument above zero so many requests are due in a second, whatever the server does: a connection that has its
-- answer waits until the next one is due. Needs one thread, for threads share nothing.

local threads = {}

-- wrk tells no time finer than a second.
local function clock()
  local ffi = require("ffi")
  ffi.cdef[[
    typedef struct { long seconds; long nanos; } rental_time;
    int clock_gettime(int clock, rental_time *time);
  ]]
  local time = ffi.new("rental_time")
  local monotonic = 1
  return function()
    ffi.C.clock_gettime(monotonic, time)
    return tonumber(time.seconds) * 1000 + tonumber(time.nanos) / 1000000
  end
end

-- wrk asks for a delay, in whole milliseconds, before each request, but only when it finds this function.
local function pace(perSecond)
  local now = clock()
  local due = nil
  function delay()
    local time = now()
    due = (due or time) + 1000 / perSecond
    return math.max(0, due - time)
  end
end

function setup(thread)
  table.insert(threads, thread)
end

function init(args)
  requests = {}
  answers = {}
  local file = assert(io.open(args[1], "rb"))
  local length = file:read("*n")
  while length do
    file:read(1)
    requests[#requests + 1] = file:read(length)
    length = file:read("*n")
  end
  file:close()
  sent = 0
  local perSecond = tonumber(args[2])
  if perSecond > 0 then
    pace(perSecond)
  end
end

function request()
  sent = sent + 1
  return requests[(sent - 1) % #requests + 1]
end

function response(status, headers, body)
  answers[status] = (answers[status] or 0) + 1
end

function done(summary, latency, all)
  local counts = {}
  local total = {}
  for _, thread in ipairs(threads) do
    for status, count in pairs(thread:get("answers")) do
      total[status] = (total[status] or 0) + count
    end
  end
  for status, count in pairs(total) do
    counts[#counts + 1] = string.format('"%d": %d', status, count)
  end
  local errors = summary.errors
  counts[#counts + 1] = string.format('"connection": %d', errors.connect + errors.read + errors.write)
  counts[#counts + 1] = string.format('"timeout": %d', errors.timeout)
  io.write(string.format(
    '\nresult {"requests": %d, "seconds": %.3f, "p50": %d, "p95": %d, "p99": %d, "answers": {%s}}\n',
    summary.requests, summary.duration / 1e6,
    latency:percentile(50), latency:percentile(95), latency:percentile(99), table.concat(counts, ", ")))
end
