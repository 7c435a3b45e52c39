-- Asks for the paths of a file one after the other; HEADERS is "Name: value" by line. Prints one JSON object at the end.
local requests, at = {}, 0

function init()
  local headers = {}
  for name, value in (os.getenv("WRK_HEADERS") or ""):gmatch("([^:\n]+): ([^\n]+)") do headers[name] = value end
  for path in io.lines(os.getenv("WRK_PATHS")) do requests[#requests + 1] = wrk.format("GET", path, headers) end
end

function request()
  at = at % #requests + 1
  return requests[at]
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '{"requests":%d,"seconds":%f,"bytes":%d,"errors":%d,"p50Ms":%f,"p95Ms":%f,"p99Ms":%f}\n',
    summary.requests, summary.duration / 1e6, summary.bytes, errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50) / 1e3, latency:percentile(95) / 1e3, latency:percentile(99) / 1e3))
end
