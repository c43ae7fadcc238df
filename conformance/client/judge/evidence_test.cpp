// What answers prove, and what a client may conclude from several of them.
#include "conformance/client/judge/evidence.hpp"

#include <gtest/gtest.h>

namespace everstrike::conformance {
namespace {

mock_server::Entry entry(mock_server::Verdict verdict, std::string path = "/auth/cancel",
                         std::string method = "POST") {
  mock_server::Entry one;
  one.verdict = verdict;
  one.path = std::move(path);
  one.method = std::move(method);
  return one;
}

Evidence of(const std::vector<Proof>& proofs, const std::string& path = "/auth/cancel") {
  Evidence seen;
  for (const Proof proof : proofs) {
    seen.requests.push_back({entry(mock_server::Verdict::faulted, path), 0, proof, 0});
  }
  return seen;
}

TEST(Evidence, OnlyAnAcceptedCancelConfirms) {
  EXPECT_EQ(proof_of(entry(mock_server::Verdict::accepted), "id"), Proof::confirms);
  EXPECT_EQ(proof_of(entry(mock_server::Verdict::accepted, "/auth/order"), "id"), Proof::unclear);
  EXPECT_EQ(proof_of(entry(mock_server::Verdict::accepted, "http://mock:1/auth/cancel"), "id"),
            Proof::confirms);
  EXPECT_EQ(of({Proof::confirms}, "http://mock:1/auth/cancel").cancels().size(), 1U);
  EXPECT_TRUE(of({Proof::confirms}, "http://mock:1/auth/cancel/bulk").cancels().empty());
  EXPECT_EQ(proof_of(entry(mock_server::Verdict::bad_signature), "id"), Proof::refuses);
  EXPECT_EQ(proof_of(entry(mock_server::Verdict::already_cancelled), "id"), Proof::cancelled);
  EXPECT_EQ(proof_of(entry(mock_server::Verdict::already_completed), "id"), Proof::filled);
  EXPECT_EQ(proof_of(entry(mock_server::Verdict::unknown_order), "id"), Proof::missing);
}

TEST(Evidence, ALookAtTheOrderConfirmsWhenItShowsThisOneCancelled) {
  auto look = entry(mock_server::Verdict::accepted, "/order?id=a1", "GET");
  look.answer_body = R"({"id":"a1","status":"CANCELLED"})";
  EXPECT_EQ(proof_of(look, "a1"), Proof::confirms);
  EXPECT_EQ(proof_of(look, "b2"), Proof::unclear);
  look.answer_body = R"({"id":"a1","status":"ACTIVE"})";
  EXPECT_EQ(proof_of(look, "a1"), Proof::open);
}

TEST(Evidence, CancelledAlreadyProvesACancelOnlyAfterOneThatMayHaveHappened) {
  EXPECT_EQ(of({Proof::cancelled}).inference(), nullptr);
  EXPECT_EQ(of({Proof::refuses, Proof::cancelled}).inference(), nullptr);
  EXPECT_EQ(of({Proof::cancelled, Proof::unclear}).inference(), nullptr);
  const auto seen = of({Proof::unclear, Proof::cancelled});
  EXPECT_EQ(seen.inference(), &seen.requests[1]);
}

TEST(Evidence, NotThereAndFilledProveNoCancel) {
  EXPECT_EQ(of({Proof::unclear, Proof::filled}).inference(), nullptr);
  auto seen = of({Proof::unclear, Proof::missing});
  EXPECT_EQ(seen.inference(), nullptr);
  seen.suite_revision = 1;
  EXPECT_EQ(seen.inference(), &seen.requests[1]);
}

TEST(Evidence, BulkCancelsAreNoCancelsOfTheOrder) {
  EXPECT_EQ(of({Proof::confirms}).cancels().size(), 1U);
  EXPECT_TRUE(of({Proof::confirms}, "/auth/cancel/bulk").cancels().empty());
  EXPECT_EQ(of({Proof::confirms}, "/auth/cancel/bulk").confirmation(), nullptr);
  EXPECT_NE(of({Proof::confirms}, "/auth/cancel/bulk").inference(), nullptr);
}

TEST(Evidence, TellsTheEndThatWasSeen) {
  SubjectEnd end;
  EXPECT_EQ(ending(end), "its end was not seen");
  end.signal = 11;
  EXPECT_EQ(ending(end), "ended by signal 11");
  end.exit_code = 0;
  EXPECT_EQ(ending(end), "exit code 0");
  end.timed_out = true;
  end.duration_ms = 7;
  EXPECT_EQ(ending(end), "did not end within 7 ms");
  end.not_started = "no such file";
  EXPECT_EQ(ending(end), "could not be started");
}

}  // namespace
}  // namespace everstrike::conformance
