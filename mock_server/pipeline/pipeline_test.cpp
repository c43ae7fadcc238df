#include "mock_server/pipeline/pipeline.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "mock_server/wire/http/request_head.hpp"
#include "signing/canonical_body.hpp"
#include "signing/signer.hpp"

namespace everstrike::mock_server {
namespace {

// Signatures of the page's two examples under the empty secret, as made by the npm packages
// form-urlencoded 4.5.1 + crypto-js 4.2.0 and by Python's urllib + hmac.
constexpr std::string_view kJavascriptSignature = "TwUtqqMMzSWEVLivog9gQrLsA0+CrFtmSLJ6SXi0gkc=";
constexpr std::string_view kPythonSignature = "kz30+hraUsfsmR6aCaggIubj54JC3XHnm3ETZt7biLU=";

Request request_of(std::string_view method, std::string_view target, std::string headers,
                   std::string body) {
  std::string head = std::string(method) + " " + std::string(target) + " HTTP/1.1\r\n" + headers +
                     "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  auto parsed = parse_head(std::move(head), {});
  EXPECT_TRUE(parsed);
  return {.head = std::move(*parsed), .body = std::move(body)};
}

std::string signed_headers(std::string_view key, std::string_view signature,
                           std::string_view type = "application/x-www-form-urlencoded") {
  return "content-type: " + std::string(type) + "\r\nx-api-key: " + std::string(key) +
         "\r\nx-signature: " + std::string(signature) + "\r\n";
}

// A request signed for demo-key, whose body is sent as it is.
Request signed_request(std::string body, std::string_view key = "demo-key",
                       std::string_view secret = "demo-secret") {
  const std::string signature = signing::sign(signing::PreparedKey(secret), body);
  return request_of("POST", "/auth/cancel", signed_headers(key, signature), std::move(body));
}

std::string header(const Answer& answer, std::string_view name) {
  for (const auto& [key, value] : answer.reply.headers) {
    if (key == name) return value;
  }
  return "";
}

// "503 bad_signature none": status, verdict, and what the journal says happened.
std::string summary(Pipeline& pipeline, const Request& request) {
  const Answer answer = pipeline.answer(request);
  const auto page = pipeline.journal().read({.limit = 100'000});
  const Entry& entry = *page.entries.back();
  EXPECT_EQ(header(answer, "x-mock-verdict"), slug(entry.verdict));
  EXPECT_EQ(header(answer, "x-mock-request"), std::to_string(entry.number));
  EXPECT_EQ(entry.status, answer.reply.status);
  return std::to_string(answer.reply.status) + " " + std::string(slug(entry.verdict)) + " " +
         std::string(effect_text(entry.effect.kind));
}

Options options_at(std::int64_t unix_ms = 1'700'000'000'000) {
  Options options;
  options.clock = std::make_shared<FakeClock>(unix_ms);
  return options;
}

TEST(Pipeline, TheDocumentedExamplesAreAccepted) {
  Pipeline pipeline(options_at());
  EXPECT_EQ(
      summary(pipeline, request_of("POST", "/auth/cancel", signed_headers("", kJavascriptSignature),
                                   "id=392392320eoweqwie3")),
      "200 accepted cancelled");
  EXPECT_EQ(
      summary(pipeline, request_of("POST", "/auth/cancel", signed_headers("", kPythonSignature),
                                   "id=32302131320dqe")),
      "200 accepted cancelled");
}

TEST(Pipeline, ASuccessHasTheDocumentedEnvelope) {
  Pipeline pipeline(options_at());
  const Answer answer = pipeline.answer(signed_request("id=849cdea0395411e98f54b395ae9c7bb6"));
  const auto json = nlohmann::json::parse(answer.reply.body);
  EXPECT_EQ(json.size(), 3U);
  EXPECT_EQ(json["code"], 200);
  EXPECT_EQ(json["msg"], "null");
  EXPECT_EQ(json["result"]["id"], "849cdea0395411e98f54b395ae9c7bb6");
  EXPECT_EQ(json["result"]["status"], "CANCELLED");
  EXPECT_EQ(json["result"]["time"], 1'700'000'000'000);
}

TEST(Pipeline, ARefusalIsTheDocumented503AndSaysWhy) {
  Pipeline pipeline(options_at());
  const Answer answer = pipeline.answer(request_of(
      "POST", "/auth/cancel", signed_headers("demo-key", kPythonSignature), "id=32302131320dqe"));
  EXPECT_EQ(answer.reply.status, 503);
  const auto json = nlohmann::json::parse(answer.reply.body);
  EXPECT_EQ(json["code"], 503);
  EXPECT_EQ(json["msg"].get<std::string>().rfind("Invalid request: ", 0), 0U);
  EXPECT_EQ(json["result"], nlohmann::json::object());
}

// printf id=1 | gzip -nc | xxd -p
const std::string kGzipped(
    "\x1f\x8b\x08\0\0\0\0\0\0\x03\xcb\x4c\xb1\x35\x04\0\xed\x4c\x82\x13\x04\0\0\0", 24);

TEST(Pipeline, ABodyThatWasCompressedAfterSigningIsNamed) {
  Pipeline pipeline(options_at());
  const auto send = [&](const std::string& signed_text) {
    const auto signature = signing::sign(signing::PreparedKey("demo-secret"), signed_text);
    return pipeline.answer(
        request_of("POST", "/auth/cancel",
                   signed_headers("demo-key", signature) + "Content-Encoding: gzip\r\n", kGzipped));
  };
  EXPECT_EQ(header(send("id=1"), "x-mock-diagnosis"), "body_compressed_after_signing");
  // Signed as it was sent it is refused all the same, since the exchange takes a form.
  const Answer as_sent = send(kGzipped);
  EXPECT_EQ(header(as_sent, "x-mock-verdict"), "malformed_request");
  EXPECT_NE(as_sent.reply.body.find("Content-Encoding"), std::string::npos);
}

TEST(Pipeline, BytesThatCameBehindABodyProveWhatItLost) {
  Pipeline pipeline(options_at());
  Request request = signed_request("id=na\xc3\xafve");
  request.body = "id=na\xc3\xafv";
  request.following = "e";
  EXPECT_EQ(header(pipeline.answer(request), "x-mock-diagnosis"), "bytes_lost_after_signing");
  const auto page = pipeline.journal().read({.limit = 1});
  EXPECT_NE(page.entries.back()->proof.find("came next on the connection"), std::string::npos);
}

TEST(Pipeline, APathThatNearlyFitsIsHelped) {
  Pipeline pipeline(options_at());
  const auto said = [&](const char* method, const char* path) {
    return pipeline.answer(request_of(method, path, "", "")).reply.body;
  };
  EXPECT_NE(said("POST", "//auth/cancel").find("the nearest is POST /auth/cancel"),
            std::string::npos);
  EXPECT_NE(said("DELETE", "/auth/cancel").find("it takes POST"), std::string::npos);
}

TEST(Pipeline, ATimestampInAnotherUnitGetsANote) {
  Pipeline pipeline(options_at());
  const auto note = [&](const std::string& timestamp) {
    return header(pipeline.answer(signed_request("id=x&timestamp=" + timestamp)), "x-mock-note");
  };
  EXPECT_EQ(note("1700000000000"), "");
  EXPECT_EQ(note("1700000000"), "timestamp_looks_like_seconds");
  EXPECT_EQ(note("1700000000000000"), "timestamp_looks_like_microseconds");
  EXPECT_EQ(note("1700000000000000000"), "timestamp_looks_like_nanoseconds");
  EXPECT_EQ(note("12"), "");
}

TEST(Pipeline, ARepeatedRefusalIsTheSameUntilSomethingChanges) {
  Pipeline pipeline(options_at());
  const std::string earlier = "id=849cdea0395411e98f54b395ae9c7bb6";
  const std::string old = signing::sign(signing::PreparedKey("demo-secret"), earlier);
  const Request wrong =
      request_of("POST", "/auth/cancel", signed_headers("demo-key", old), "id=392392320eoweqwie3");
  const auto diagnosis = [&] { return header(pipeline.answer(wrong), "x-mock-diagnosis"); };
  EXPECT_EQ(diagnosis(), "unexplained");
  EXPECT_EQ(diagnosis(), "unexplained");
  (void)pipeline.answer(signed_request(earlier));  // now its body is known
  EXPECT_EQ(diagnosis(), "old_signature_reused");
  EXPECT_EQ(diagnosis(), "old_signature_reused");
  const Backstage backstage = pipeline.backstage();
  backstage.reset("demo-key", *backstage.tenants.find("demo-key"));
  EXPECT_EQ(diagnosis(), "unexplained");
  (void)pipeline.answer(signed_request("id=another"));
  EXPECT_EQ(diagnosis(), "unexplained");
}

TEST(Pipeline, NamesEveryRefusal) {
  Pipeline pipeline(options_at());
  const std::string id = "id=849cdea0395411e98f54b395ae9c7bb6";
  const auto send = [&](const Request& request) { return summary(pipeline, request); };
  const auto plain = [&](std::string_view method, std::string_view path, std::string headers) {
    return send(request_of(method, path, std::move(headers), id));
  };
  EXPECT_EQ(plain("GET", "/auth/cancel", ""), "503 unsupported_method none");
  EXPECT_EQ(plain("POST", "/auth/cancel/", ""), "503 unknown_path none");
  EXPECT_EQ(plain("POST", "/auth/Cancel", ""), "503 unknown_path none");
  EXPECT_EQ(plain("POST", "/auth/cancel", ""), "503 missing_key none");
  EXPECT_EQ(plain("POST", "/auth/cancel", "x-api-key: nobody\r\n"), "503 unknown_key none");
  EXPECT_EQ(plain("POST", "/auth/cancel", "x-api-key: demo-key\r\n"), "503 missing_signature none");
  EXPECT_EQ(plain("POST", "/auth/cancel", "x-api-key: demo-key\r\nx-signature:\r\n"),
            "503 missing_signature none");
  EXPECT_EQ(plain("POST", "/auth/cancel", signed_headers("demo-key", "AAAA")),
            "503 bad_signature none");
  EXPECT_EQ(send(signed_request("id=a&x=%zz")), "503 malformed_body none");
  EXPECT_EQ(send(signed_request("x=1")), "503 missing_id none");
  EXPECT_EQ(send(signed_request("")), "503 missing_id none");
  EXPECT_EQ(send(signed_request("id=a&id=a")), "503 duplicate_id none");
  EXPECT_EQ(send(signed_request("id=nobody-knows")), "503 unknown_order none");
  EXPECT_EQ(send(signed_request(id)), "200 accepted cancelled");
  EXPECT_EQ(send(signed_request(id)), "503 already_cancelled none");
}

TEST(Pipeline, TheContentTypeIsCheckedAfterTheSignature) {
  Pipeline pipeline(options_at());
  const std::string body = "id=849cdea0395411e98f54b395ae9c7bb6";
  const std::string good = signing::sign(signing::PreparedKey("demo-secret"), body);
  const auto send = [&](std::string_view signature, std::string_view type) {
    return summary(pipeline, request_of("POST", "/auth/cancel",
                                        signed_headers("demo-key", signature, type), body));
  };
  EXPECT_EQ(send("bad", "application/json"), "503 bad_signature none");
  EXPECT_EQ(send(good, "application/json"), "503 wrong_content_type none");
  EXPECT_EQ(send(good, "application/x-www-form-urlencodedx"), "503 wrong_content_type none");
  EXPECT_EQ(send(good, "Application/X-WWW-Form-Urlencoded ; charset=UTF-8"),
            "200 accepted cancelled");
}

// The exchange's own bot: timestamp first, %20 for a blank, a bare "~".
TEST(Pipeline, BodiesAreVerifiedAsSent) {
  Options options = options_at();
  options.accounts.front().orders = {{.id = "a b~c"}};
  Pipeline pipeline(options);
  EXPECT_EQ(
      summary(pipeline, signed_request("timestamp=1795337084630&recv_window=5000&id=a%20b~c")),
      "200 accepted cancelled");
}

TEST(Pipeline, AnApiKeyIsTakenAsReceived) {
  Pipeline pipeline(options_at());
  const std::string body = "id=392392320eoweqwie3";
  EXPECT_EQ(summary(pipeline,
                    request_of("POST", "/auth/cancel",
                               "content-type: application/x-www-form-urlencoded\r\n"
                               "x-signature: TwUtqqMMzSWEVLivog9gQrLsA0%2BCrFtmSLJ6SXi0gkc%3D\r\n"
                               "x-api-key:\r\n",
                               body)),
            "503 bad_signature none");
  EXPECT_EQ(summary(pipeline, request_of("POST", "/auth/cancel",
                                         "x-api-key: demo-key\r\nx-api-key: demo-key\r\n", body)),
            "503 unknown_key none");
}

TEST(Pipeline, AnApiKeyThatCameTwiceIsTheSameKeyForEverybody) {
  Options options = options_at();
  options.rules = {{.id = "joined",
                    .api_key = "demo-key, other",
                    .ordinals = {{1, 1}},
                    .phase = Phase::before_auth,
                    .fault = AnswerStatus{502}}};
  Pipeline pipeline(options);
  const Request twice =
      request_of("POST", "/auth/cancel", "x-api-key: demo-key\r\nX-Api-Key: other\r\n", "id=1");
  EXPECT_EQ(summary(pipeline, twice), "502 faulted none");
  EXPECT_EQ(summary(pipeline, twice), "503 unknown_key none");
  EXPECT_EQ(pipeline.journal().read({}).entries.back()->api_key, "demo-key, other");
}

TEST(Pipeline, WorldsOfDifferentKeysNeverMeet) {
  Pipeline pipeline(options_at());
  const std::string id = "id=849cdea0395411e98f54b395ae9c7bb6";
  EXPECT_EQ(summary(pipeline, signed_request(id)), "200 accepted cancelled");
  EXPECT_EQ(summary(pipeline, signed_request(id, "<YOUR_API_KEY>", "<YOUR_SECRET_KEY>")),
            "200 accepted cancelled");
}

TEST(Pipeline, UnknownKeysGetAWorldWhenAskedFor) {
  Options options = options_at();
  options.secret_for_unknown_keys = signing::Secret("shared");
  Pipeline pipeline(options);
  const std::string id = "id=849cdea0395411e98f54b395ae9c7bb6";
  EXPECT_EQ(summary(pipeline, signed_request(id, "test-1", "shared")), "200 accepted cancelled");
  EXPECT_EQ(summary(pipeline, signed_request(id, "test-2", "shared")), "200 accepted cancelled");
  EXPECT_EQ(summary(pipeline, signed_request(id, "test-1", "shared")),
            "503 already_cancelled none");
  EXPECT_EQ(summary(pipeline, signed_request(id, "demo-key", "shared")), "503 bad_signature none");
}

TEST(Pipeline, FaithfulAnswersShowNothingOfTheMock) {
  Options options = options_at();
  options.faithful = true;
  options.rules = {{.id = "fail-first", .ordinals = {{1, 1}}, .fault = AnswerStatus{503}}};
  Pipeline pipeline(options);
  const std::string documented = R"({"code":503,"msg":"Invalid request","result":{}})";
  for (const auto& request :
       {signed_request("id=849cdea0395411e98f54b395ae9c7bb6"), signed_request("x=1"),
        request_of("POST", "/auth/cancel", "", "id=1")}) {
    const Answer answer = pipeline.answer(request);
    EXPECT_EQ(answer.reply.status, 503);
    EXPECT_EQ(answer.reply.body, documented);
    EXPECT_TRUE(answer.reply.headers.empty());
  }
}

TEST(Pipeline, RejectStatusIsBothStatusAndCode) {
  Options options = options_at();
  options.reject_status = *RejectStatus::parse("unknown_order=404");
  Pipeline pipeline(options);
  const Answer answer = pipeline.answer(signed_request("id=nobody-knows"));
  EXPECT_EQ(answer.reply.status, 404);
  EXPECT_EQ(nlohmann::json::parse(answer.reply.body)["code"], 404);
}

TEST(Pipeline, AFaultBeforeTheEffectLeavesTheOrderOpen) {
  Options options = options_at();
  options.rules = {{.id = "fail-first", .ordinals = {{1, 2}}, .fault = AnswerStatus{503}}};
  Pipeline pipeline(options);
  const Request request = signed_request("id=849cdea0395411e98f54b395ae9c7bb6");
  EXPECT_EQ(summary(pipeline, request), "503 faulted none");
  const Answer second = pipeline.answer(request);
  EXPECT_EQ(header(second, "x-mock-fault"), "fail-first;seed=0;n=2");
  EXPECT_EQ(second.reply.body, R"({"code":503,"msg":"Invalid request","result":{}})");
  EXPECT_EQ(summary(pipeline, request), "200 accepted cancelled");
}

TEST(Pipeline, AFaultAfterTheEffectHidesIt) {
  Options options = options_at();
  options.rules = {{.id = "fail-first",
                    .ordinals = {{1, 1}},
                    .phase = Phase::after_effect,
                    .fault = AnswerStatus{503}}};
  Pipeline pipeline(options);
  const Request request = signed_request("id=849cdea0395411e98f54b395ae9c7bb6");
  EXPECT_EQ(summary(pipeline, request), "503 faulted cancelled");
  EXPECT_EQ(summary(pipeline, request), "503 already_cancelled none");
}

TEST(Pipeline, AFaultBeforeAuthStrikesEverybody) {
  Options options = options_at();
  options.rules = {{.id = "gate",
                    .ordinals = {{1, 1}},
                    .phase = Phase::before_auth,
                    .fault = AnswerStatus{502}}};
  Pipeline pipeline(options);
  const std::string id = "id=849cdea0395411e98f54b395ae9c7bb6";
  const auto send = [&](std::string headers) {
    return summary(pipeline, request_of("POST", "/auth/cancel", std::move(headers), id));
  };
  EXPECT_EQ(send(""), "502 faulted none");
  EXPECT_EQ(send(""), "503 missing_key none");
  EXPECT_EQ(send("x-api-key: nobody\r\n"), "502 faulted none");
  EXPECT_EQ(send("x-api-key: nobody\r\n"), "503 unknown_key none");
  EXPECT_EQ(send(signed_headers("demo-key", "AAAA")), "502 faulted none");
  EXPECT_EQ(send(signed_headers("demo-key", "AAAA")), "503 bad_signature none");
  EXPECT_EQ(summary(pipeline, signed_request(id)), "200 accepted cancelled");
}

TEST(Pipeline, AReplacedPlanStartsToCountAgain) {
  Pipeline pipeline(options_at());
  const Request request = signed_request("id=849cdea0395411e98f54b395ae9c7bb6");
  const Rule first = {.id = "first", .ordinals = {{1, 1}}, .fault = AnswerStatus{503}};
  pipeline.set_plan(Plan({first}, 1));
  EXPECT_EQ(coming_strikes(pipeline.preview({.api_key = "demo-key"})).size(), 1U);
  EXPECT_EQ(summary(pipeline, request), "503 faulted none");
  EXPECT_TRUE(coming_strikes(pipeline.preview({.api_key = "demo-key"})).empty());
  pipeline.set_plan(Plan({first}, 1));
  EXPECT_EQ(summary(pipeline, request), "503 faulted none");
  pipeline.set_plan({});
  EXPECT_EQ(summary(pipeline, request), "200 accepted cancelled");
}

TEST(Pipeline, MagicOrdersExistInEveryWorldAndStrikeOnce) {
  Pipeline pipeline(options_at());
  const auto cancel = [&](const std::string& id) {
    return summary(pipeline, signed_request("id=" + id));
  };
  EXPECT_EQ(cancel("mock-503-before-1"), "503 faulted none");
  EXPECT_EQ(cancel("mock-503-before-1"), "200 accepted cancelled");
  EXPECT_EQ(cancel("mock-500-after-1"), "500 faulted cancelled");
  EXPECT_EQ(cancel("mock-500-after-1"), "503 already_cancelled none");
  EXPECT_EQ(cancel("mock-503-before-always-1"), "503 faulted none");
  EXPECT_EQ(cancel("mock-503-before-always-1"), "503 faulted none");
  EXPECT_EQ(cancel("mock-503-1"), "503 unknown_order none");
  EXPECT_EQ(cancel("mock-slow-x-1"), "503 unknown_order none");
  const Answer slow = pipeline.answer(signed_request("id=mock-slow-2000-1"));
  EXPECT_EQ(slow.plan.delay, std::chrono::milliseconds(2000));
  EXPECT_EQ(slow.reply.status, 200);
  EXPECT_EQ(header(slow, "x-mock-fault"), "mock-slow-2000;seed=0;n=1");
}

TEST(Pipeline, MagicOrdersCanBeTurnedOff) {
  Options options = options_at();
  options.magic_order_ids = false;
  Pipeline pipeline(options);
  EXPECT_EQ(summary(pipeline, signed_request("id=mock-503-before-1")), "503 unknown_order none");
}

TEST(Pipeline, LatencyDelaysEveryAnswerAndIsNoFault) {
  Options options = options_at();
  options.latency = *parse_latency("10..50");
  Pipeline pipeline(options);
  std::set<std::int64_t> waits;
  for (int i = 0; i < 300; ++i) {
    const Answer answer = pipeline.answer(signed_request("id=nobody-knows"));
    waits.insert(answer.plan.delay.count());
    EXPECT_EQ(header(answer, "x-mock-verdict"), "unknown_order");
  }
  EXPECT_EQ(*waits.begin(), 10);
  EXPECT_EQ(*waits.rbegin(), 50);
}

TEST(Pipeline, SecretsAreReplacedBeforeTheyAreKept) {
  Pipeline pipeline(options_at());
  (void)pipeline.answer(request_of("POST", "/auth/cancel?s=demo-secret",
                                   signed_headers("demo-key", "demo-secret"), "id=demo-secret"));
  const auto page = pipeline.journal().read({});
  const Entry& entry = *page.entries.back();
  EXPECT_TRUE(entry.secret_on_wire);
  for (const std::string& text : {entry.head, entry.body, entry.path}) {
    EXPECT_EQ(text.find("demo-secret"), std::string::npos) << text;
  }
}

TEST(Pipeline, BytesThatAreNoRequestAreAnsweredAndKept) {
  Pipeline pipeline(options_at());
  const Answer answer = pipeline.refuse(
      {.reason = MalformedRequest::Reason::bad_chunk, .received = "POST / HTTP/1.1\r\n\x01"});
  EXPECT_EQ(answer.reply.status, 400);
  EXPECT_TRUE(answer.reply.close);
  EXPECT_EQ(nlohmann::json::parse(answer.reply.body)["code"], 400);
  EXPECT_EQ(pipeline.journal().read({}).entries.back()->verdict, Verdict::malformed_request);
}

// What the client hears and what the journal says are one, also where there is no memory for an
// answer; what has happened has happened.
TEST(Pipeline, AnAnswerWithoutRoomIsRefusedInItsOwnEntry) {
  struct NoRoom : AnswerRoom {
    bool reserve(std::size_t bytes) override { return bytes < 16 * 1024; }
  } no_room;
  Pipeline pipeline{Options()};
  Request request = signed_request("id=849cdea0395411e98f54b395ae9c7bb6");
  request.room = &no_room;
  EXPECT_EQ(pipeline.answer(request).reply.status, 200);
  const Backstage back = pipeline.backstage();
  for (int i = 0; i < 100; ++i) {
    (void)back.tenants.of("demo-key").world.add({.id = "o" + std::to_string(i)});
  }
  Request list = request_of("GET", "/orders?limit=1000", "x-api-key: demo-key\r\n", "");
  list.room = &no_room;
  const auto answer = pipeline.answer(list);
  EXPECT_EQ(answer.reply.status, 503);
  EXPECT_TRUE(answer.reply.close);
  const auto page = pipeline.journal().read({});
  ASSERT_EQ(page.entries.size(), 2U);
  EXPECT_EQ(page.entries.back()->verdict, Verdict::overloaded);
  EXPECT_EQ(page.entries.back()->status, 503);
  EXPECT_EQ(page.entries.back()->api_key, "demo-key");
}

}  // namespace
}  // namespace everstrike::mock_server
