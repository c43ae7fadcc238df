#include "mock_server/test/pipeline_for_test.hpp"

#include <nlohmann/json.hpp>

#include "mock_server/wire/http/request_head.hpp"
#include "signing/signer.hpp"

namespace everstrike::mock_server {

Request request_of(std::string_view method, std::string_view target, std::string headers,
                   std::string body) {
  std::string head = std::string(method) + " " + std::string(target) + " HTTP/1.1\r\n" + headers +
                     "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  auto parsed = parse_head(std::move(head), {});
  if (!parsed) throw std::invalid_argument("the test's own request is malformed");
  return {.head = std::move(*parsed), .body = std::move(body)};
}

PipelineForTest::PipelineForTest(Options options)
    : clock_(std::make_shared<FakeClock>(kNow)), body_(std::make_unique<nlohmann::json>()) {
  options.clock = clock_;
  pipeline_ = std::make_unique<Pipeline>(options);
}

PipelineForTest::~PipelineForTest() = default;

std::string PipelineForTest::post(std::string_view path, std::string body) {
  const std::string signature = signing::sign(signing::PreparedKey("demo-secret"), body);
  return send(request_of("POST", path,
                         "content-type: application/x-www-form-urlencoded\r\nx-api-key: demo-key"
                         "\r\nx-signature: " +
                             signature + "\r\n",
                         std::move(body)));
}

std::string PipelineForTest::get(std::string_view target, std::string_view api_key) {
  std::string headers = "x-signature: bm90aGluZw==\r\n";
  if (!api_key.empty()) headers += "x-api-key: " + std::string(api_key) + "\r\n";
  return send(request_of("GET", target, std::move(headers), ""));
}

std::string PipelineForTest::send(const Request& request) {
  Answer answer = pipeline_->answer(request);
  if (answer.later) answer = answer.later({});
  *body_ = nlohmann::json::parse(answer.reply.body);
  entry_ = pipeline_->journal().read({.limit = 100'000}).entries.back();
  return std::to_string(answer.reply.status) + " " + std::string(slug(entry_->verdict)) + " " +
         std::string(effect_text(entry_->effect.kind));
}

const nlohmann::json& PipelineForTest::result() const { return body_->at("result"); }

}  // namespace everstrike::mock_server
