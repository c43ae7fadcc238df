#include "mock_server/control/journal_routes.hpp"

#include <limits>

#include "mock_server/control/control_reply.hpp"
#include "mock_server/control/har.hpp"
#include "mock_server/control/query.hpp"
#include "mock_server/journal/entry_json.hpp"
#include "mock_server/message/verdict.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::uint64_t kLongestWaitMs = 60'000;
constexpr std::uint64_t kAnyNumber = std::numeric_limits<std::uint64_t>::max();

struct JournalQuestion {
  JournalQuery query;
  bool is_of_feed = false;
  std::chrono::milliseconds wait{0};
};

Expected<JournalQuestion, std::string> parse_question(std::string_view text,
                                                      std::uint64_t default_limit) {
  const auto query =
      Query::parse(text, {"kind", "after", "limit", "api_key", "verdict", "wait_ms"});
  if (!query) return Unexpected<std::string>(query.error());
  const auto wrong = [](const std::string& what) {
    return Unexpected<std::string>("query: " + what);
  };
  const auto kind = query->text("kind");
  if (kind && *kind != "feed") return wrong("kind: expected feed, or no kind for requests");
  const auto after = query->number("after", 0, kAnyNumber);
  if (!after) return wrong("after: expected a whole number from 0");
  const auto limit = query->number("limit", default_limit, kAnyNumber);
  if (!limit) return wrong("limit: expected a whole number from 0");
  const auto wait = query->number("wait_ms", 0, kLongestWaitMs);
  if (!wait) return wrong("wait_ms: expected a whole number from 0 to 60000");
  const auto name = query->text("verdict");
  const auto verdict = verdict_of_slug(name.value_or(""));
  if (kind && name) return wrong("verdict: the feed's messages have none");
  if (name && !verdict) return wrong("verdict: \"" + *name + "\" is no verdict");
  return JournalQuestion{.query = {.after = *after,
                                   .limit = static_cast<std::size_t>(*limit),
                                   .api_key = query->text("api_key"),
                                   .verdict = verdict},
                         .is_of_feed = kind.has_value(),
                         .wait = std::chrono::milliseconds(*wait)};
}

}  // namespace

Answer read_journal(const Journal& journal, const FeedRing& feed, const Request& request,
                    std::chrono::milliseconds waited) {
  Answer answer;
  const auto question = parse_question(request.head.query(), 1000);
  if (!question) {
    answer.reply = control_error(400, question.error());
    return answer;
  }
  const auto& query = question->query;
  bool is_empty = false;
  std::string json;
  if (question->is_of_feed) {
    const auto page =
        feed.read({.after = query.after, .limit = query.limit, .api_key = query.api_key});
    is_empty = page.notes.empty();
    json = feed_page_json(page);
  } else {
    const JournalPage page = journal.read(query);
    is_empty = page.entries.empty();
    json = page_json(page);
  }
  if (is_empty && query.limit > 0 && waited < question->wait) {
    answer.park_for = question->wait - waited;
    return answer;
  }
  answer.reply = json_reply(std::move(json));
  return answer;
}

Reply export_har(const Journal& journal, const Request& request) {
  const auto question = parse_question(request.head.query(), kAnyNumber);
  if (!question) return control_error(400, question.error());
  if (question->is_of_feed) return control_error(400, "query: kind: the feed is not in a HAR");
  Reply reply = json_reply(har_json(journal.read(question->query)));
  reply.headers.emplace_back("Content-Disposition", "attachment; filename=\"everstrike-mock.har\"");
  return reply;
}

Reply clear_journal(Journal& journal) {
  return json_reply("{\"cleared\":" + std::to_string(journal.clear()) + "}");
}

}  // namespace everstrike::mock_server
