#include "client/reply.hpp"

#include <gtest/gtest.h>

namespace everstrike::client {
namespace {

constexpr std::string_view kId = "849cdea0395411e98f54b395ae9c7bb6";

Attempt judge(int status, std::string body) {
  HttpReply reply;
  reply.status = status;
  reply.body = std::move(body);
  return judge_reply(reply, kId);
}

std::string success(std::string_view result) {
  return R"({"code":200,"msg":"null","result":)" + std::string(result) + "}";
}

const std::string kDocumentedSuccess = success(
    R"({"id":"849cdea0395411e98f54b395ae9c7bb6","pair":"USD_BTCCALL_PERP","status":"CANCELLED"})");

TEST(JudgeReply, TheDocumentedAnswerConfirms) {
  EXPECT_EQ(judge(200, kDocumentedSuccess).evidence, Evidence::confirmed);
}

TEST(JudgeReply, MoreFieldsAndANullMessageConfirmAsWell) {
  EXPECT_EQ(judge(200, R"({"extra":[1],"result":{"status":"ACTIVE","id":")" + std::string(kId) +
                           R"("},"msg":null,"code":200})")
                .evidence,
            Evidence::confirmed);
}

TEST(JudgeReply, A200ThatIsNoConfirmationIsUnclear) {
  for (const std::string& body : {
           success("null"),
           success("{}"),
           success("[]"),
           success(R"({"id":"781a8e80393f11e98e2643f8c5a993ce"})"),
           success(R"({"id":"849CDEA0395411E98F54B395AE9C7BB6"})"),
           success(R"({"id":849})"),
           std::string(R"({"code":503,"msg":"Invalid request","result":{}})"),
           std::string(R"({"code":401,"msg":"Invalid request","result":{}})"),
           std::string(R"({"code":"200","msg":"null","result":{"id":")") + std::string(kId) +
               "\"}}",
           std::string(R"({"code":200.0,"msg":"null","result":{"id":")") + std::string(kId) +
               "\"}}",
           std::string(R"({"msg":"null","result":{"id":")") + std::string(kId) + "\"}}",
           std::string(R"({"code":200,"msg":7,"result":{"id":")") + std::string(kId) + "\"}}",
           R"({"code":503,"code":200,"result":{"id":")" + std::string(kId) + "\"}}",
           std::string(),
           std::string("null"),
           std::string("[200]"),
           std::string("<html>503 Service Unavailable</html>"),
           kDocumentedSuccess.substr(0, kDocumentedSuccess.size() - 1),
           kDocumentedSuccess + "x",
       }) {
    EXPECT_EQ(judge(200, body).evidence, Evidence::unclear) << body;
  }
}

TEST(JudgeReply, OtherSuccessesAreNoConfirmation) {
  EXPECT_EQ(judge(202, kDocumentedSuccess).evidence, Evidence::unclear);
  EXPECT_EQ(judge(204, "").evidence, Evidence::unclear);
}

TEST(JudgeReply, TheDocumentedErrorSaysNothingAboutTheEffect) {
  EXPECT_EQ(judge(503, R"({"code":503,"msg":"Invalid request","result":{}})").evidence,
            Evidence::unclear);
  EXPECT_EQ(
      judge(503, R"({"code":503,"msg":"Invalid request: anything new","result":{}})").evidence,
      Evidence::unclear);
  for (const char* body : {"", "<html></html>", "{\"code\":", "null"}) {
    EXPECT_EQ(judge(503, body).evidence, Evidence::unclear) << body;
  }
  EXPECT_EQ(judge(500, "").evidence, Evidence::unclear);
  EXPECT_EQ(judge(502, "").evidence, Evidence::unclear);
}

TEST(JudgeReply, AMissingOrCancelledOrderIsGoneWhateverTheStatus) {
  for (const char* msg : {"The order was not found", "Invalid request: The order was not found",
                          "The order is already cancelled", "ALREADY CANCELED"}) {
    const std::string body = std::string(R"({"code":503,"msg":")") + msg + R"(","result":{}})";
    EXPECT_EQ(judge(503, body).evidence, Evidence::gone) << msg;
    EXPECT_EQ(judge(400, body).evidence, Evidence::gone) << msg;
  }
  EXPECT_EQ(judge(404, R"({"code":404,"msg":"Invalid request","result":null})").evidence,
            Evidence::gone);
}

TEST(JudgeReply, APageThatIsNotThereSaysNothingAboutAnOrder) {
  EXPECT_EQ(judge(404, "<h1>Not Found</h1>").evidence, Evidence::refused);
  EXPECT_EQ(judge(404, R"({"code":503,"msg":"Invalid request","result":{}})").evidence,
            Evidence::refused);
}

TEST(JudgeReply, ARefusalOfTheRequestIsDefinite) {
  for (const int status : {400, 401, 403, 405, 413, 422}) {
    EXPECT_EQ(judge(status, R"({"code":401,"msg":"Invalid request","result":{}})").evidence,
              Evidence::refused);
    EXPECT_EQ(judge(status, "").evidence, Evidence::refused);
  }
}

TEST(JudgeReply, ARefusalThatClaimsSuccessIsUnclear) {
  EXPECT_EQ(judge(403, kDocumentedSuccess).evidence, Evidence::unclear);
  EXPECT_EQ(judge(503, kDocumentedSuccess).evidence, Evidence::unclear);
}

TEST(JudgeReply, ATimedOutRequestIsUnclearAndTooManyAreNot) {
  EXPECT_EQ(judge(408, R"({"code":414,"msg":"The timestamp is too old.","result":null})").evidence,
            Evidence::unclear);
  const auto attempt =
      judge(429, R"({"code":429,"msg":"You have done that too much recently. Care to )"
                 R"(try again in 0.043 seconds?","result":null})");
  EXPECT_EQ(attempt.evidence, Evidence::throttled);
  EXPECT_EQ(attempt.retry_after, std::chrono::milliseconds(43));
}

TEST(JudgeReply, ARedirectIsNotFollowedWhateverItSays) {
  EXPECT_EQ(judge(301, kDocumentedSuccess).evidence, Evidence::redirected);
  EXPECT_EQ(judge(307, "").evidence, Evidence::redirected);
}

TEST(JudgeReply, TheHeaderOutranksTheMessage) {
  HttpReply reply;
  reply.status = 429;
  reply.retry_after = "2";
  reply.body = R"({"code":429,"msg":"try again in 0.5 seconds","result":null})";
  EXPECT_EQ(judge_reply(reply, kId).retry_after, std::chrono::seconds(2));
}

TEST(JudgeReply, AnEmptyOrderIdIsNotConfirmedByAMissingOne) {
  HttpReply reply;
  reply.status = 200;
  reply.body = success("{}");
  EXPECT_EQ(judge_reply(reply, "").evidence, Evidence::unclear);
}

TEST(JudgeReply, TheReasonNamesStatusCodeAndMessageAndNeverQuotesAnUnreadableBody) {
  EXPECT_EQ(judge(408, R"({"code":414,"msg":"The timestamp is too old.","result":null})").reason,
            "HTTP 408, code 414: The timestamp is too old.");
  EXPECT_EQ(judge(200, "<html>").reason, "HTTP 200, the body is not JSON at byte 1");
  EXPECT_EQ(judge(200, success("null")).reason, "HTTP 200, but without an order");
}

TEST(ParseEnvelope, RefusesWhatIsNoEnvelope) {
  EXPECT_EQ(parse_envelope("[]").error(), "the body is not a JSON object");
  EXPECT_EQ(parse_envelope("{}").error(), "the body has no code");
  EXPECT_EQ(parse_envelope(R"({"code":18446744073709551615})").error(),
            "the body's code is out of range");
  EXPECT_EQ(parse_envelope(R"({"code":true})").error(), "the body's code is not an integer");
}

TEST(JudgeError, OnlyWhatCannotHaveBeenSentIsNotSent) {
  EXPECT_EQ(judge_error({TransportFault::timed_out, true, "late"}).evidence, Evidence::unclear);
  EXPECT_EQ(judge_error({TransportFault::timed_out, false, "late"}).evidence, Evidence::not_sent);
  EXPECT_EQ(judge_error({TransportFault::unreachable, false, "no"}).evidence, Evidence::not_sent);
  EXPECT_EQ(judge_error({TransportFault::untrusted, false, "no"}).evidence, Evidence::untrusted);
  EXPECT_EQ(judge_error({TransportFault::too_large, true, "no"}).evidence, Evidence::unclear);
}

}  // namespace
}  // namespace everstrike::client
