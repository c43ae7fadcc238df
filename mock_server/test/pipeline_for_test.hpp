// What tests of endpoints share: requests as bytes, signed for the built-in demo account, sent
// through a whole pipeline that stands at one fixed instant, and their answers taken apart.
#pragma once

#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "mock_server/pipeline/pipeline.hpp"

namespace everstrike::mock_server {

// request_of makes a request from its parts; `headers` is lines, each ended by CRLF.
[[nodiscard]] Request request_of(std::string_view method, std::string_view target,
                                 std::string headers, std::string body);

class PipelineForTest {
 public:
  static constexpr std::int64_t kNow = 1'700'000'000'000;

  // The clock of `options` is replaced by a fake one that shows kNow.
  explicit PipelineForTest(Options options = {});
  ~PipelineForTest();

  // post sends a body signed for demo-key as it is.
  std::string post(std::string_view path, std::string body);
  // get sends an API key ("" sends no header at all) and a signature that fits nothing.
  std::string get(std::string_view target, std::string_view api_key = "demo-key");
  std::string send(const Request& request);

  // Of the answer before: the JSON of its body and of `result`, and its journal entry. All of the
  // above give "503 invalid_field none": its status, verdict and effect.
  [[nodiscard]] const nlohmann::json& body() const { return *body_; }
  [[nodiscard]] const nlohmann::json& result() const;
  [[nodiscard]] const Entry& entry() const { return *entry_; }
  [[nodiscard]] FakeClock& clock() { return *clock_; }
  // What the control side reaches, and the world of demo-key there.
  [[nodiscard]] Backstage backstage() { return pipeline_->backstage(); }
  [[nodiscard]] World& world() { return backstage().tenants.of("demo-key").world; }

 private:
  std::shared_ptr<FakeClock> clock_;
  std::unique_ptr<Pipeline> pipeline_;
  std::unique_ptr<nlohmann::json> body_;
  std::shared_ptr<const Entry> entry_;
};

}  // namespace everstrike::mock_server
