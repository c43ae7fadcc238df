#include "client/program/report_text.hpp"

#include <gtest/gtest.h>

namespace everstrike::client {
namespace {

CancelReport report() {
  CancelReport made;
  made.outcome = {OutcomeKind::confirmed, true, "now: \"gone\""};
  made.attempts = {{Evidence::unclear, "cut", std::nullopt, 0},
                   {Evidence::gone, "HTTP 503", std::nullopt, 503}};
  made.signed_by = "portable";
  return made;
}

TEST(ReportText, OneLineForAPerson) {
  EXPECT_EQ(report_line(report(), "a1"), "confirmed (by inference): order a1: now: \"gone\"");
}

TEST(ReportText, OneObjectForAProgram) {
  EXPECT_EQ(
      report_json(report(), "a\n\xFF"),
      "{\"outcome\":\"confirmed\",\"inferred\":true,\"order_id\":\"a\\n\xEF\xBF\xBD\","
      "\"reason\":\"now: "
      "\\\"gone\\\"\",\"signed_by\":\"portable\",\"attempts\":[{\"http_status\":null,\"reason\":"
      "\"cut\"},{\"http_status\":503,\"reason\":\"HTTP 503\"}]}");
}

}  // namespace
}  // namespace everstrike::client
