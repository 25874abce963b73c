-- wrk: sends the bodies of a file, one a line, in turn; says at the end how many were taken and how long they took.
-- usage: BODIES=file wrk -t1 -c64 -d8s -s Benchmarks/report.lua http://127.0.0.1:PORT/tangerang/api/v1/applications/laksa/cases

local requests = {}
local turn = 0

function init(arguments)
  local headers = { ["Content-Type"] = "application/json" }
  for line in io.lines(os.getenv("BODIES")) do
    requests[#requests + 1] = wrk.format("POST", nil, headers, line)
  end
  -- Each run begins somewhere else in the file.
  math.randomseed(tonumber(os.getenv("START") or "1"))
  turn = math.random(#requests)
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

-- requests per second, median ms, p99 ms, answers in all, answers that are no 2xx or 3xx, broken connections
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format("RESULT %.1f %.2f %.2f %d %d %d\n",
    summary.requests / (summary.duration / 1e6), latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.requests, errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
