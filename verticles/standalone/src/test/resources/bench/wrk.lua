-- Sends the requests of a file in turn and counts answers by status. The file is what rental.bench.load.Requests writes.

local threads = {}

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
