// What a "no" may rest on: only on what the client could see.
#include "conformance/client/judge/claims.hpp"

#include <gtest/gtest.h>

#include "conformance/client/judge/rules.hpp"
#include "conformance/client/judge/seen_answer.hpp"

namespace everstrike::conformance {
namespace {

SeenRequest cancel(Proof proof, int status = 200) {
  SeenRequest request;
  request.entry.method = "POST";
  request.entry.path = "/auth/cancel";
  request.entry.status = status;
  request.entry.answer_body =
      "{\"code\":" + std::to_string(status) + ",\"msg\":\"Invalid request\",\"result\":{}}";
  request.proof = proof;
  return request;
}

SeenRequest answered_503() { return cancel(Proof::unclear, 503); }

SeenRequest lost() {
  SeenRequest request = cancel(Proof::unclear);
  request.entry.cut_after = 0;
  request.entry.wire_end = mock_server::WireEnd::reset;
  return request;
}

SeenRequest look(Proof proof) {
  SeenRequest request;
  request.entry.method = "GET";
  request.entry.path = "/order?id=a1";
  request.entry.status = 200;
  request.proof = proof;
  return request;
}

Evidence said_no(std::vector<SeenRequest> requests) {
  Evidence seen;
  seen.three_claims = true;
  seen.client.exit_code = 1;
  seen.requests = std::move(requests);
  return seen;
}

Verdict verdict_of(std::vector<SeenRequest> requests) {
  return judge_no(said_no(std::move(requests))).verdict;
}

TEST(Claims, ANoNeedsNothingWhereNothingIsUnclear) {
  EXPECT_EQ(verdict_of({}), Verdict::pass);
  EXPECT_EQ(verdict_of({cancel(Proof::filled, 503)}), Verdict::pass);
  EXPECT_EQ(verdict_of({cancel(Proof::cancelled, 503)}), Verdict::pass);
  EXPECT_EQ(verdict_of({cancel(Proof::missing, 404)}), Verdict::pass);
  EXPECT_EQ(verdict_of({cancel(Proof::refuses, 401)}), Verdict::pass);
  EXPECT_EQ(verdict_of({cancel(Proof::refuses, 403)}), Verdict::pass);
  EXPECT_EQ(verdict_of({cancel(Proof::unclear, 429)}), Verdict::pass);
}

TEST(Claims, AStatusThatSaysNothingOfOrdersIsNoRefusal) {
  for (const int status : {400, 409, 415, 422, 500, 503}) {
    EXPECT_EQ(verdict_of({cancel(Proof::refuses, status)}), Verdict::fail) << status;
  }
  SeenRequest page = cancel(Proof::unclear, 429);
  page.entry.answer_body = "<html>";
  EXPECT_EQ(verdict_of({page}), Verdict::fail);
}

TEST(Claims, AfterAnUnclearAnswerLittleProvesIt) {
  EXPECT_EQ(verdict_of({answered_503()}), Verdict::fail);
  EXPECT_EQ(verdict_of({answered_503(), answered_503()}), Verdict::fail);
  EXPECT_EQ(verdict_of({answered_503(), cancel(Proof::missing, 404)}), Verdict::fail);
  EXPECT_EQ(verdict_of({answered_503(), cancel(Proof::refuses, 401)}), Verdict::fail);
  EXPECT_EQ(verdict_of({answered_503(), cancel(Proof::cancelled, 503)}), Verdict::fail);
  EXPECT_EQ(verdict_of({answered_503(), cancel(Proof::filled, 503)}), Verdict::pass);
  EXPECT_EQ(verdict_of({lost(), cancel(Proof::filled, 503)}), Verdict::pass);
  EXPECT_EQ(verdict_of({lost(), look(Proof::filled)}), Verdict::pass);
  EXPECT_EQ(verdict_of({lost(), look(Proof::unclear)}), Verdict::fail);
}

TEST(Claims, AnOpenOrderProvesItAfterAnswered503sOnly) {
  EXPECT_EQ(verdict_of({answered_503(), look(Proof::open)}), Verdict::pass);
  EXPECT_EQ(verdict_of({look(Proof::open), answered_503()}), Verdict::fail);
  EXPECT_EQ(verdict_of({answered_503(), look(Proof::open), answered_503()}), Verdict::fail);
  EXPECT_EQ(verdict_of({lost(), look(Proof::open)}), Verdict::lenient);
  EXPECT_EQ(verdict_of({lost(), answered_503(), look(Proof::open)}), Verdict::lenient);
  EXPECT_EQ(verdict_of({cancel(Proof::unclear, 502), look(Proof::open)}), Verdict::lenient);
}

TEST(Claims, AConfirmedCancelIsNeverDenied) {
  EXPECT_EQ(verdict_of({cancel(Proof::confirms)}), Verdict::fail);
  const auto judged = judge_no(said_no({cancel(Proof::confirms)}));
  EXPECT_EQ(judged.mistake, "denied_without_proof");
  EXPECT_TRUE(always_counts(judged.mistake, 1));
}

TEST(Claims, OnlyExitCode1IsANoAndOnlyIfAskedFor) {
  Evidence seen = said_no({answered_503()});
  seen.client.exit_code = 6;
  EXPECT_EQ(judge_no(seen).verdict, Verdict::pass);
  seen.client.exit_code = std::nullopt;
  EXPECT_EQ(judge_no(seen).verdict, Verdict::pass);
  seen.client.exit_code = 1;
  seen.three_claims = false;
  EXPECT_EQ(judge_no(seen).verdict, Verdict::pass);
}

TEST(Claims, AnExceptionThatNobodyCaughtClaimsNothing) {
  Evidence seen = said_no({});
  seen.client.error_output = "Traceback (most recent call last):\n  File \"x\"\nOSError\n";
  EXPECT_EQ(judge_no(seen).mistake, "crashed");
  seen.client.error_output = "Exception in thread \"main\" java.io.IOException\n";
  EXPECT_EQ(judge_no(seen).mistake, "crashed");
  seen.client.exit_code = 2;
  EXPECT_EQ(judge_no(seen).verdict, Verdict::pass);
}

TEST(SeenAnswer, TextsSayHowAnOrderIsGone) {
  EXPECT_EQ(gone_of_text("The order is already completed: it was filled", "an id"), Proof::filled);
  EXPECT_EQ(gone_of_text("ALREADY EXECUTED", "an id"), Proof::filled);
  EXPECT_EQ(gone_of_text("the order is Already Canceled", "an id"), Proof::cancelled);
  EXPECT_EQ(gone_of_text("{\"msg\":\"The order was not found\"}", "an id"), Proof::missing);
  EXPECT_EQ(gone_of_text("Invalid request", "an id"), std::nullopt);
  EXPECT_EQ(gone_of_text(R"({"msg":"Order id-7 was filled"})", "id-7"), Proof::filled);
  EXPECT_EQ(gone_of_text(R"({"msg":"Order id-8 was filled"})", "id-7"), std::nullopt);
}

TEST(SeenAnswer, ALookShowsTheOrderAlsoInAList) {
  const auto list =
      R"({"code":200,"result":[{"id":"b2","status":"CANCELLED"},{"id":"a1","status":"COMPLETED"}]})";
  EXPECT_EQ(proof_of_look(list, "a1"), Proof::filled);
  EXPECT_EQ(proof_of_look(list, "b2"), Proof::confirms);
  EXPECT_EQ(proof_of_look(list, "c3"), Proof::unclear);
  EXPECT_EQ(proof_of_look(R"({"id":"a1","status":"ACTIVE"})", "a1"), Proof::open);
  EXPECT_EQ(proof_of_look("<html>", "a1"), Proof::unclear);
}

}  // namespace
}  // namespace everstrike::conformance
