-- wrk's part of script/bench --server: sends signed cancels from the file that BENCH_BODIES names,
-- one "body<TAB>signature" a line. BENCH_CLOSE=1 makes each request its own connection.
local requests = {}
local headers = {
  ["content-type"] = "application/x-www-form-urlencoded",
  ["x-api-key"] = os.getenv("BENCH_API_KEY"),
}
if os.getenv("BENCH_CLOSE") == "1" then headers["connection"] = "close" end

function init()
  for line in io.lines(os.getenv("BENCH_BODIES")) do
    local body, signature = line:match("^(.-)\t(.*)$")
    headers["x-signature"] = signature
    requests[#requests + 1] = wrk.format("POST", "/auth/cancel", headers, body)
  end
end

local next_one = 0
function request()
  next_one = next_one % #requests + 1
  return requests[next_one]
end

function done(summary, latency)
  io.write(string.format('{"requests": %d, "seconds": %.6f, "p50_ms": %.4f, "p99_ms": %.4f, ' ..
    '"socket_errors": %d, "other_status": %d}\n', summary.requests, summary.duration / 1e6,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000,
    summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    summary.errors.status))
end
