#include "client/program/report_text.hpp"

#include <gtest/gtest.h>

namespace everstrike::client {
namespace {

CancelReport report() {
  CancelReport made;
  made.outcome = {OutcomeKind::confirmed, true, "now: \"gone\""};
  made.attempts = {{Evidence::unclear, "cut", std::nullopt, 0},
                   {Evidence::cancelled, "HTTP 503", std::nullopt, 503}};
  made.signed_by = "portable";
  return made;
}

TEST(ReportText, OneLineForAPerson) {
  EXPECT_EQ(report_line(report(), "a1"), "confirmed (by inference): order a1: now: \"gone\"");
}

TEST(ReportText, OneObjectForAProgram) {
  EXPECT_EQ(
      report_json(report(), "a\n\xFF"),
      "{\"outcome\":\"confirmed\",\"inferred\":true,\"filled\":false,\"order_id\":"
      "\"a\\n\xEF\xBF\xBD\",\"reason\":\"now: \\\"gone\\\"\",\"order\":null,\"qty_filled\":null,"
      "\"signed_by\":\"portable\",\"attempts\":[{\"http_status\":null,\"reason\":\"cut\"},"
      "{\"http_status\":503,\"reason\":\"HTTP 503\"}]}");
}

TEST(ReportText, AFilledOrderIsToldAsItWasAnswered) {
  auto made = report();
  made.outcome = {
      OutcomeKind::rejected, false, "why", true, R"({"id":"a1","qty_filled":2.50})", "2.50"};
  made.attempts = {};
  EXPECT_EQ(report_line(made, "a1"), "rejected (filled): order a1: why");
  EXPECT_EQ(report_json(made, "a1"),
            R"({"outcome":"rejected","inferred":false,"filled":true,"order_id":"a1",)"
            R"("reason":"why","order":{"id":"a1","qty_filled":2.50},"qty_filled":2.50,)"
            R"("signed_by":"portable","attempts":[]})");
}

}  // namespace
}  // namespace everstrike::client
