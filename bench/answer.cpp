// What the diagnosis costs where it is used: one request through the mock's whole pipeline
// (authentication, exchange, journal), without a socket. An accepted request must cost the same
// whether mistakes are looked for or not; a refused one pays for the search, and only once: the
// rows called "repeated" send the same request, the others sign another body each time.
#include <benchmark/benchmark.h>

#include <string>
#include <utility>
#include <vector>

#include "bench/groups.hpp"
#include "mock_server/pipeline/pipeline.hpp"
#include "mock_server/wire/http/request_head.hpp"
#include "signing/base64.hpp"
#include "signing/signer.hpp"

namespace everstrike::bench {
namespace {

using diagnosis::Depth;

mock_server::Request request_with(const std::string& body, const std::string& signature) {
  const std::string head =
      "POST /auth/cancel HTTP/1.1\r\nHost: x\r\nx-api-key: demo-key\r\n"
      "content-type: application/x-www-form-urlencoded\r\nx-signature: " +
      signature + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  return {.head = *mock_server::parse_head(head, {}), .body = body};
}

mock_server::Options options_of(Depth depth) {
  mock_server::Options options;
  options.diagnosis_depth = depth;
  options.journal.entries_max = 100;
  return options;
}

void time_answers(benchmark::State& state, const mock_server::Request& request, Depth depth) {
  mock_server::Pipeline pipeline(options_of(depth));
  benchmark::DoNotOptimize(pipeline.answer(request));  // a refusal is searched for once
  for (auto _ : state) benchmark::DoNotOptimize(pipeline.answer(request));
}

// More different requests than are remembered, so that each is looked at anew.
void time_fresh_refusals(benchmark::State& state, Depth depth) {
  constexpr std::size_t kRequests = 1024;
  mock_server::Pipeline pipeline(options_of(depth));
  std::vector<mock_server::Request> requests;
  for (std::size_t i = 0; i < kRequests; ++i) {
    std::string noise(32, 'n');
    noise[0] = static_cast<char>(i % 256);
    noise[1] = static_cast<char>(i / 256);
    requests.push_back(
        request_with("id=849cdea0395411e98f54b395ae9c7bb6", signing::base64_encode(noise)));
  }
  std::size_t next = 0;
  for (auto _ : state) benchmark::DoNotOptimize(pipeline.answer(requests[next++ % kRequests]));
}

}  // namespace

void register_answer() {
  const std::string body = "id=849cdea0395411e98f54b395ae9c7bb6";
  const std::string right = signing::sign(signing::PreparedKey("demo-secret"), body);
  const std::string noise = signing::base64_encode(std::string(32, 'n'));
  const auto add = [&](const std::string& name, const std::string& signature, Depth depth) {
    benchmark::RegisterBenchmark(("answer/" + name).c_str(), [=](benchmark::State& state) {
      time_answers(state, request_with(body, signature), depth);
    })->Unit(benchmark::kMicrosecond);
  };
  add("accepted/diagnosis_off", right, Depth::off);
  add("accepted/diagnosis_quick", right, Depth::quick);
  add("refused/diagnosis_off", noise, Depth::off);
  add("refused/repeated_quick", noise, Depth::quick);
  add("refused/repeated_deep", noise, Depth::deep);
  for (const auto& [name, depth] : {std::pair("answer/refused/diagnosis_quick", Depth::quick),
                                    std::pair("answer/refused/diagnosis_deep", Depth::deep)}) {
    benchmark::RegisterBenchmark(name, [depth = depth](benchmark::State& state) {
      time_fresh_refusals(state, depth);
    })->Unit(benchmark::kMicrosecond);
  }
}

}  // namespace everstrike::bench
