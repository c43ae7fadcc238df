// The table of claims: what the functions say, against sentences of its own, and against the page
// that shows it. With EVERSTRIKE_WRITE_PAGES in its environment it writes the page's table anew.
#include "client/claims.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "client/reply.hpp"
#include "client/retry_policy.hpp"

namespace everstrike::client {
namespace {

constexpr std::string_view kOrder = "849cdea0395411e98f54b395ae9c7bb6";

std::string told(std::string_view members) {
  return R"({"code":200,"msg":"null","result":{"id":")" + std::string(kOrder) + "\"" +
         std::string(members) + "}}";
}

std::string refused(int code, std::string_view msg) {
  return R"({"code":)" + std::to_string(code) + R"(,"msg":")" + std::string(msg) +
         R"(","result":{}})";
}

Attempt answered(int status, const std::string& body, std::string coding = "") {
  HttpReply reply;
  reply.status = status;
  reply.body = body;
  reply.content_coding = std::move(coding);
  return judge_reply(reply, kOrder);
}

struct Example {
  std::string answer;  // as the page says it
  Attempt attempt;
};

std::vector<Example> examples() {
  std::vector<Example> all;
  const auto add = [&](std::string text, Attempt attempt) {
    all.push_back({std::move(text), std::move(attempt)});
  };
  const auto add_status = [&](const char* status) {
    add("200, the order, `" + std::string(status) + "`",
        answered(200, told(R"(,"status":")" + std::string(status) + "\"")));
  };
  add_status("CANCELLED");
  add("200, the order, no status", answered(200, told("")));
  add_status("ACTIVE");
  add("200, the order, `CANCELLED`, half of it filled before",
      answered(200, told(R"(,"status":"CANCELLED","qty_filled":1)")));
  for (const char* status : {"COMPLETED", "FILLED", "REJECTED", "EXPIRED", "PENDING_CANCEL",
                             "UNTRIGGERED", "PARTIALLY_FILLED"}) {
    add_status(status);
  }
  add("200, a list", answered(200, R"({"code":200,"msg":"null","result":[]})"));
  add("200, another order", answered(200, R"({"code":200,"msg":"null","result":{"id":"x"}})"));
  add("200, `code` 503", answered(200, refused(503, "Invalid request")));
  add("200, empty", answered(200, ""));
  add("200, HTML", answered(200, "<html>"));
  add("200, gzip that nobody asked for", answered(200, "\x1F\x8B", "gzip"));
  add("202, the order, `CANCELLED`", answered(202, told(R"(,"status":"CANCELLED")")));
  add("204", answered(204, ""));
  for (const char* msg : {"The order is already completed: it was filled",
                          "The order is already cancelled", "The order was not found"}) {
    add("503, \"" + std::string(msg) + "\"", answered(503, refused(503, msg)));
  }
  add("400, the same \"… not found\"", answered(400, refused(400, "The order was not found")));
  add("404, `code` 404", answered(404, refused(404, "Invalid request")));
  add("401, `code` 401", answered(401, refused(401, "Invalid request")));
  add("403, `code` 403", answered(403, refused(403, "Invalid request")));
  add("429, `code` 429", answered(429, refused(429, "You have done that too much recently.")));
  add("400, `code` 400", answered(400, refused(400, "Invalid request")));
  add("422, `code` 422", answered(422, refused(422, "Invalid request")));
  add("403, HTML of a firewall", answered(403, "<html>"));
  add("403, `code` 503", answered(403, refused(503, "Invalid request")));
  add("404, HTML", answered(404, "<html>"));
  add("429, text", answered(429, "slow down"));
  add("408, `code` 414", answered(408, refused(414, "The timestamp is too old.")));
  add("503, \"Invalid request\"", answered(503, refused(503, "Invalid request")));
  add("503 that claims success", answered(503, told(R"(,"status":"CANCELLED")")));
  add("502, HTML", answered(502, "<html>"));
  add("520, empty", answered(520, ""));
  add("101, unasked", answered(101, ""));
  add("cut, reset, silence, garbage, no end of interim answers",
      judge_error({TransportFault::broken, true, "cut"}));
  add("307", answered(307, ""));
  add("connection refused, no such name, no TLS",
      judge_error({TransportFault::unreachable, false, "refused"}));
  return all;
}

std::string words_of(const Claim& claim) {
  switch (claim.kind) {
    case OutcomeKind::confirmed:
      return claim.is_inferred ? "0 confirmed, by inference" : "0 confirmed";
    case OutcomeKind::rejected:
      return claim.is_filled ? "1 rejected, filled" : "1 rejected";
    case OutcomeKind::unknown:
      break;
  }
  return "6 unknown";
}

// What the client says when `attempts` are all it makes.
Claim claim_at_the_end(const std::vector<Attempt>& attempts) {
  const RetryLimits no_more{.attempts_max = static_cast<int>(attempts.size())};
  const auto decision = decide(no_more, attempts, {}, 0);
  const auto& outcome = std::get<Outcome>(decision);
  return {outcome.kind, outcome.inferred, outcome.filled};
}

std::string table() {
  std::string text =
      "| answer | row | the only one | after an unclear one | asked again |\n"
      "| --- | --- | --- | --- | --- |\n";
  const Attempt unclear = judge_error({TransportFault::broken, true, "cut"});
  for (const auto& [answer, attempt] : examples()) {
    const auto& row = claim_rows()[static_cast<std::size_t>(attempt.evidence)];
    text += "| " + answer + " | " + std::string(row.name) + " | " +
            words_of(claim_at_the_end({attempt})) + " | " +
            words_of(claim_at_the_end({unclear, attempt})) + " | " +
            (std::holds_alternative<Wait>(decide({}, std::vector{attempt}, {}, 0)) ? "yes" : "no") +
            " |\n";
  }
  return text;
}

TEST(Claims, ThePageShowsTheTable) {
  const std::string path = EVERSTRIKE_SOURCE_DIR "/docs/claims.md";
  std::stringstream read;
  read << std::ifstream(path, std::ios::binary).rdbuf();
  const std::string page = read.str();
  const std::string begin = "<!-- made by script/claims-table -->\n";
  const auto from = page.find(begin);
  const auto to = page.find("<!-- end of what script/claims-table makes -->");
  ASSERT_NE(from, std::string::npos);
  ASSERT_NE(to, std::string::npos);
  const auto start = from + begin.size();
  if (std::getenv("EVERSTRIKE_WRITE_PAGES") != nullptr) {
    std::ofstream(path, std::ios::binary) << page.substr(0, start) << table() << page.substr(to);
    return;
  }
  EXPECT_EQ(page.substr(start, to - start), table()) << "script/claims-table writes it anew";
}

TEST(Claims, EveryRowHasAnExample) {
  for (const auto& row : claim_rows()) {
    const auto all = examples();
    EXPECT_TRUE(std::ranges::any_of(all, [&](const Example& example) {
      return example.attempt.evidence == row.evidence;
    })) << row.name;
  }
}

// Not from the table, but what must hold for any table.
TEST(Claims, NoRowSaysMoreThanItMay) {
  for (const auto& row : claim_rows()) {
    // An attempt that may have cancelled the order is never "not cancelled", nor is one before it,
    // but for a filled order.
    if (is_unclear(row.evidence)) {
      EXPECT_EQ(row.alone.kind, OutcomeKind::unknown) << row.name;
    }
    if (row.after_unclear.kind == OutcomeKind::rejected) {
      EXPECT_TRUE(row.after_unclear.is_filled) << row.name;
    }
    // What ends it for good is never asked again.
    if (row.is_asked_again) {
      EXPECT_NE(row.alone.kind, OutcomeKind::confirmed) << row.name;
    }
    EXPECT_FALSE(row.alone.is_inferred) << row.name;
  }
}

}  // namespace
}  // namespace everstrike::client
