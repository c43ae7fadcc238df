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

std::string with_status(const std::string& status) {
  return success(R"({"id":")" + std::string(kId) + R"(","status":)" + status + "}");
}

TEST(JudgeReply, TheStatusOfTheOrderCounts) {
  for (const char* status : {R"("CANCELLED")", R"("Canceled")", R"("cancelled")", R"("ACTIVE")"}) {
    EXPECT_EQ(judge(200, with_status(status)).evidence, Evidence::confirmed) << status;
  }
  for (const char* status : {R"("COMPLETED")", R"("filled")"}) {
    EXPECT_EQ(judge(200, with_status(status)).evidence, Evidence::completed) << status;
  }
  for (const char* status : {R"("REJECTED")", R"("Expired")"}) {
    EXPECT_EQ(judge(200, with_status(status)).evidence, Evidence::ended) << status;
  }
  for (const char* status : {R"("PENDING")", R"("PENDING_CANCEL")", R"("UNTRIGGERED")",
                             R"("PARTIALLY_FILLED")", R"("")", R"(" CANCELLED")", R"("CANCELLED ")",
                             R"("CANCELLEDX")", "null", "true", "1", R"(["CANCELLED"])", R"({})"}) {
    EXPECT_EQ(judge(200, with_status(status)).evidence, Evidence::inconclusive) << status;
  }
}

TEST(JudgeReply, TheOrderAndWhatOfItWasFilledAreToldAsAnswered) {
  const auto attempt =
      judge(200, success("{ \"id\" : \"" + std::string(kId) +
                         "\", \"status\": \"CANCELLED\",\n \"note\": \"a \\\" b\", "
                         "\"qty_filled\": 1.50 }"));
  EXPECT_EQ(attempt.evidence, Evidence::confirmed);
  EXPECT_EQ(attempt.order, "{\"id\":\"" + std::string(kId) +
                               R"(","status":"CANCELLED","note":"a \" b","qty_filled":1.50})");
  EXPECT_EQ(attempt.qty_filled, "1.50");
  EXPECT_EQ(attempt.reason, "HTTP 200, 1.50 of it filled before");
  for (const char* qty : {"null", R"("1")", "-1", "[1]"}) {
    const auto other = judge(200, success(R"({"id":")" + std::string(kId) +
                                          R"(","status":"COMPLETED","qty_filled":)" + qty + "}"));
    EXPECT_EQ(other.qty_filled, "") << qty;
    EXPECT_EQ(other.reason, "HTTP 200, the order is COMPLETED: executed, not cancelled");
  }
  EXPECT_EQ(judge(200, success(R"({"id":"other","qty_filled":1})")).order, "");
  EXPECT_EQ(judge(202, kDocumentedSuccess).order, "");
}

TEST(JudgeReply, A200ThatIsNoConfirmationIsInconclusive) {
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
    EXPECT_EQ(judge(200, body).evidence, Evidence::inconclusive) << body;
  }
}

TEST(JudgeReply, OtherSuccessesAreNoConfirmation) {
  EXPECT_EQ(judge(202, kDocumentedSuccess).evidence, Evidence::inconclusive);
  EXPECT_EQ(judge(204, "").evidence, Evidence::inconclusive);
  EXPECT_EQ(judge(200, success("[" + success("{}") + "]")).evidence, Evidence::inconclusive);
  // A 200 with an envelope that refuses contradicts itself.
  EXPECT_EQ(
      judge(200, R"({"code":503,"msg":"The order is already cancelled","result":{}})").evidence,
      Evidence::inconclusive);
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

std::string refusal(int code, std::string_view msg) {
  return R"({"code":)" + std::to_string(code) + R"(,"msg":")" + std::string(msg) +
         R"(","result":{}})";
}

TEST(JudgeReply, ATextSaysWhatBecameOfTheOrderWhateverTheStatus) {
  struct Said {
    const char* msg;
    Evidence evidence;
  };
  for (const auto& [msg, evidence] : std::initializer_list<Said>{
           {"The order was not found", Evidence::missing},
           {"Invalid request: The order was not found", Evidence::missing},
           {"UNKNOWN ORDER SENT", Evidence::missing},
           {"The order is already cancelled", Evidence::cancelled},
           {"ALREADY CANCELED", Evidence::cancelled},
           {"Order was canceled by the user", Evidence::cancelled},
           {"The order is already completed: it was filled", Evidence::filled},
           {"Invalid request: The order is already filled", Evidence::filled},
           {"Already executed, so it can't be already cancelled", Evidence::filled},
           {"The order was filled", Evidence::filled},
           {"The order was cancelled, not found any more: order not found", Evidence::cancelled},
           {"Cannot be cancelled because it was filled", Evidence::filled},
           {"Cannot cancel an already filled order", Evidence::filled},
           {"Order 849cdea0395411e98f54b395ae9c7bb6 was cancelled", Evidence::cancelled},
           {"The order is already filled or cancelled", Evidence::missing},
           {"Order not found or already cancelled", Evidence::missing},
           {"Cannot cancel an already cancelled order", Evidence::cancelled},
           {"Order 849cdea0 already completed", Evidence::filled},
           {"Can't be cancelled because already completed", Evidence::filled},
           {"id 849cdea0395411e98f54b395ae9c7bb6 is already cancelled", Evidence::cancelled},
           {"Order (849CDEA0395411E98F54B395AE9C7BB6) was cancelled", Evidence::cancelled},
           {"Order 849cdea0395411e98f54b395ae9c7bb6 not found", Evidence::missing},
           {"Cannot cancel an order that was filled", Evidence::filled},
           {"Cancel rejected, already filled", Evidence::filled},
           {"Order is no longer open: it was cancelled 5 minutes ago", Evidence::cancelled},
           {"unknown order or wrong account", Evidence::missing},
       }) {
    for (const int status : {503, 400, 404, 409, 429, 401, 500, 302}) {
      EXPECT_EQ(judge(status, refusal(503, msg)).evidence, evidence) << status << " " << msg;
    }
    EXPECT_EQ(judge(503, refusal(200, msg)).evidence, Evidence::unclear) << msg;
  }
  for (const char* const msg : {"completed, filled, executed, cancelled",
                                "The order is not already cancelled",
                                "The order never was filled",
                                "It hasn't already filled",
                                "Nothing was cancelled",
                                "No order was cancelled",
                                "It was neither already cancelled nor already filled",
                                "If the order was filled, it can't be cancelled",
                                "The request was cancelled",
                                "Your subscription was canceled",
                                "Is the order already cancelled?",
                                "The order was filled partially",
                                "It isn't cancelled or already filled",
                                "The order may be already cancelled or not",
                                "Your subscription was already cancelled",
                                "quota already completed",
                                "The request is already completed",
                                "Your subscription was cancelled 5 minutes ago",
                                "Your quota is already completed 100%",
                                "This was cancelled",
                                "The cancel was cancelled",
                                "Your ordering account was cancelled",
                                "Your id was cancelled",
                                "this session has already cancelled your access",
                                "Order 781a8e80393f11e98e2643f8c5a993ce was cancelled",
                                "order #99 was already filled",
                                "The request for the order was cancelled",
                                "Your request to cancel the order was already executed",
                                "Duplicate request: already executed",
                                "Request (id 5) was cancelled",
                                "The job was stopped because it was cancelled",
                                "Your plan, basic, was cancelled",
                                "Quota already filled",
                                "Unknown order type",
                                "Recorder not found",
                                "The parent order was cancelled",
                                "Parent order not found",
                                "Another order was filled",
                                "Orders that are already filled cannot be cancelled",
                                "Already filled orders cannot be cancelled",
                                "Part of the order was filled",
                                "The order was filled 50%",
                                "The order was filled 0.5 of 1",
                                "The order id was filled in wrongly",
                                "It is not known that the order was cancelled",
                                "It doesn't look as though the order was cancelled",
                                "The order was probably already cancelled",
                                "Ask again once the order was filled"}) {
    EXPECT_EQ(judge(503, refusal(503, msg)).evidence, Evidence::unclear) << msg;
  }
}

TEST(JudgeReply, APageThatIsNotThereSaysNothingAboutAnOrder) {
  EXPECT_EQ(judge(404, R"({"code":404,"msg":"Invalid request","result":null})").evidence,
            Evidence::missing);
  EXPECT_EQ(judge(410, refusal(410, "Gone")).evidence, Evidence::missing);
  EXPECT_EQ(judge(404, "<h1>Not Found</h1>").evidence, Evidence::unclear);
  EXPECT_EQ(judge(404, refusal(503, "Invalid request")).evidence, Evidence::unclear);
}

TEST(JudgeReply, AStatusCountsOnlyWhereTheEnvelopeRepeatsIt) {
  for (const int status : {401, 403}) {
    EXPECT_EQ(judge(status, refusal(status, "Invalid request")).evidence, Evidence::refused);
  }
  for (const int status : {400, 405, 413, 418, 422, 499}) {
    EXPECT_EQ(judge(status, refusal(status, "Invalid request")).evidence, Evidence::declined);
  }
  for (const int status : {400, 401, 403, 405, 413, 418, 422, 429, 499}) {
    for (const std::string& body :
         {std::string(), std::string("<html>"), std::string("{}"),
          std::string(R"({"code":"401","msg":"Invalid request"})"),
          R"({"code":)" + std::to_string(status) + R"(,"message":"Forbidden"})"}) {
      EXPECT_EQ(judge(status, body).evidence, Evidence::unclear) << status << body;
    }
  }
  EXPECT_EQ(judge(403, refusal(503, "Invalid request")).evidence, Evidence::unclear);
}

TEST(JudgeReply, ARefusalThatClaimsSuccessIsUnclear) {
  EXPECT_EQ(judge(403, kDocumentedSuccess).evidence, Evidence::unclear);
  EXPECT_EQ(judge(429, kDocumentedSuccess).evidence, Evidence::unclear);
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

TEST(JudgeReply, ADateToWaitForNeedsNoDateOfTheAnswer) {
  HttpReply reply;
  reply.status = 503;
  reply.retry_after = "Thu, 01 Jan 1970 00:01:40 GMT";
  EXPECT_EQ(judge_reply(reply, kId).retry_after, std::nullopt);
  reply.received_at = 70;
  EXPECT_EQ(judge_reply(reply, kId).retry_after, std::chrono::seconds(30));
  reply.date = "Thu, 01 Jan 1970 00:01:35 GMT";
  EXPECT_EQ(judge_reply(reply, kId).retry_after, std::chrono::seconds(5)) << "its clock is theirs";
}

TEST(JudgeReply, AnEmptyOrderIdIsNotConfirmedByAMissingOne) {
  HttpReply reply;
  reply.status = 200;
  reply.body = success("{}");
  EXPECT_EQ(judge_reply(reply, "").evidence, Evidence::inconclusive);
}

TEST(JudgeReply, TheReasonNamesStatusCodeAndMessageAndNeverQuotesAnUnreadableBody) {
  EXPECT_EQ(judge(408, R"({"code":414,"msg":"The timestamp is too old.","result":null})").reason,
            "HTTP 408, code 414: The timestamp is too old.");
  EXPECT_EQ(judge(200, "<html>").reason, "HTTP 200, the body is not JSON at byte 1");
  EXPECT_EQ(judge(200, success("null")).reason, "HTTP 200, but without an order");
  EXPECT_EQ(judge(200, success("[]")).reason, "HTTP 200, but with a list instead of an order");
  EXPECT_EQ(judge(200, with_status(R"("PENDING")")).reason, "HTTP 200, but the order is PENDING");
  EXPECT_EQ(judge(200, with_status("7")).reason, "HTTP 200, but the order's status is not text");
  EXPECT_EQ(judge(200, with_status(R"("ACTIVE")")).reason,
            "HTTP 200, where the order is called ACTIVE, as on the documented page");
  EXPECT_EQ(judge(200, "").reason, "HTTP 200, the body is empty");
  EXPECT_EQ(judge(200, "\x1F\x8B\x08").reason,
            "HTTP 200, the body is compressed (gzip), which nothing says");
  EXPECT_EQ(judge(101, "").reason, "HTTP 101, another protocol, which was not asked for");
}

TEST(JudgeReply, AnAnswerThatIsCompressedUnaskedProvesNothing) {
  HttpReply reply;
  reply.status = 200;
  reply.body = kDocumentedSuccess;  // whatever it looks like
  reply.content_coding = "gzip";
  EXPECT_EQ(judge_reply(reply, kId).evidence, Evidence::inconclusive);
  EXPECT_EQ(judge_reply(reply, kId).reason,
            "HTTP 200, the body is compressed (gzip), which was not asked for");
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
  EXPECT_EQ(judge_error({TransportFault::untrusted, false, "no"}).evidence, Evidence::not_sent);
  EXPECT_EQ(judge_error({TransportFault::too_large, true, "no"}).evidence, Evidence::unclear);
}

}  // namespace
}  // namespace everstrike::client
