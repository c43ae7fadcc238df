#include "mock_server/control/journal_routes.hpp"

#include <algorithm>
#include <limits>
#include <memory>

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

Expected<JournalQuestion, std::string> parse_question(const Query& query,
                                                      std::uint64_t default_limit) {
  const auto wrong = [](const std::string& what) {
    return Unexpected<std::string>("query: " + what);
  };
  const auto kind = query.text("kind");
  if (kind && *kind != "feed") return wrong("kind: expected feed, or no kind for requests");
  const auto after = query.number("after", 0, kAnyNumber);
  if (!after) return wrong("after: expected a whole number from 0");
  const auto limit = query.number("limit", default_limit, kAnyNumber);
  if (!limit) return wrong("limit: expected a whole number from 0");
  const auto wait = query.number("wait_ms", 0, kLongestWaitMs);
  if (!wait) return wrong("wait_ms: expected a whole number from 0 to 60000");
  const auto name = query.text("verdict");
  const auto verdict = verdict_of_slug(name.value_or(""));
  if (kind && name) return wrong("verdict: the feed's messages have none");
  if (name && !verdict)
    return wrong("verdict: \"" + *name + "\" is no verdict; expected one of: " + verdict_slugs());
  return JournalQuestion{.query = {.after = *after,
                                   .limit = static_cast<std::size_t>(*limit),
                                   .api_key = query.text("api_key"),
                                   .verdict = verdict},
                         .is_of_feed = kind.has_value(),
                         .wait = std::chrono::milliseconds(*wait)};
}

std::shared_ptr<BodySource> list_entries(JournalReading& reading, const EntryFormat& format,
                                         std::string begin, const JournalQuery& query,
                                         std::uint64_t last,
                                         std::function<std::string(std::uint64_t left_out)> end) {
  auto left_out = std::make_shared<std::uint64_t>(0);
  auto elements = std::make_unique<JournalElements>(reading.journal, query, last, format,
                                                    reading.long_text, left_out);
  return std::make_shared<ListedBody>(std::move(begin), std::move(elements),
                                      [left_out, end = std::move(end)] { return end(*left_out); });
}

std::string page_end(std::uint64_t last, std::uint64_t dropped) {
  return "],\"last\":" + std::to_string(last) + ",\"dropped\":" + std::to_string(dropped) + "}";
}

// `last` is that of the moment when reading begins, so that who goes on behind it misses nothing;
// `dropped` that of the end, so that who reads too slowly hears of it.
Answer list_journal(JournalReading& reading, const JournalQuery& query) {
  const std::uint64_t last = reading.journal.read({.limit = 0}).last;
  Answer answer{.reply = json_reply("")};
  answer.body = list_entries(reading, reading.json, "{\"entries\":[", query, last,
                             [&journal = reading.journal, last](std::uint64_t) {
                               return page_end(last, journal.read({.limit = 0}).dropped);
                             });
  return answer;
}

Answer park(std::chrono::milliseconds time, std::uint64_t mark) {
  Answer answer;
  answer.park_for = time;
  answer.mark = mark;
  return answer;
}

Answer read_feed(const FeedRing& feed, const JournalQuestion& question,
                 std::chrono::milliseconds waited) {
  const FeedRing::Query query{.after = question.query.after,
                              .limit = question.query.limit,
                              .api_key = question.query.api_key};
  const auto page = feed.read(query);
  if (page.notes.empty() && query.limit > 0 && waited < question.wait) {
    return park(question.wait - waited, page.last);
  }
  return {.later = [page](const Patience&) {
    return Answer{.reply = json_reply(feed_page_json(page))};
  }};
}

}  // namespace

JournalReading::JournalReading(const Journal& of, const FeedRing& ring,
                               const signing::Redactor& redactor)
    : journal(of),
      feed(ring),
      json{[](std::string& out, const Entry& entry) {
        out += entry_json(entry);
        return true;
      }},
      har{[&redactor](std::string& out, const Entry& entry) {
        return append_har_entry(out, entry, redactor);
      }} {}

Answer read_journal(JournalReading& reading, const Query& asked, std::chrono::milliseconds waited,
                    std::uint64_t mark) {
  auto question = parse_question(asked, 1000);
  if (!question) return {.reply = control_error(400, question.error())};
  auto& query = question->query;
  query.after = std::max(query.after, mark);
  if (question->is_of_feed) return read_feed(reading.feed, *question, waited);
  JournalQuery first = query;
  first.limit = std::min<std::size_t>(query.limit, 1);
  const JournalPage page = reading.journal.read(first);
  if (!page.entries.empty()) {
    return {.later = [&reading, query](const Patience&) { return list_journal(reading, query); }};
  }
  if (query.limit > 0 && waited < question->wait) return park(question->wait - waited, page.last);
  return {.reply = json_reply("{\"entries\":[" + page_end(page.last, page.dropped))};
}

Answer export_har(JournalReading& reading, const Query& asked) {
  const auto question = parse_question(asked, kAnyNumber);
  if (!question) return {.reply = control_error(400, question.error())};
  if (question->is_of_feed) {
    return {.reply = control_error(400, "query: kind: the feed is not in a HAR")};
  }
  Answer answer{.reply = json_reply("")};
  answer.body = list_entries(reading, reading.har, har_begin(), question->query,
                             reading.journal.read({.limit = 0}).last, har_end);
  answer.reply.headers.emplace_back("Content-Disposition",
                                    "attachment; filename=\"everstrike-mock.har\"");
  return answer;
}

Reply clear_journal(Journal& journal, FeedRing& feed, const std::optional<std::string>& api_key) {
  (void)(api_key ? feed.clear(*api_key) : feed.clear());
  const std::size_t cleared = api_key ? journal.clear(*api_key) : journal.clear();
  return json_reply("{\"cleared\":" + std::to_string(cleared) + "}");
}

}  // namespace everstrike::mock_server
