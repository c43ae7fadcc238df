// Long answers of the control side: how much is done at a time, and with which locks.
#include "mock_server/control/listed_body.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <stdexcept>

#include "json/document.hpp"
#include "mock_server/control/control_reply.hpp"
#include "mock_server/control/fault_routes.hpp"
#include "mock_server/control/journal_routes.hpp"
#include "mock_server/control/world_routes.hpp"
#include "mock_server/test/pipeline_for_test.hpp"

namespace everstrike::mock_server {
namespace {

struct Told {
  std::string text;
  std::size_t pieces = 0;
};

// Reads all of an answer, and does something between its pieces.
Told read_out(
    Answer answer, const std::function<void()>& between = [] {}) {
  if (answer.later) answer = answer.later({});
  Told told{.text = answer.reply.body};
  for (bool is_over = !answer.body; !is_over; ++told.pieces) {
    between();
    const auto piece = answer.body->next({});
    EXPECT_LE(piece.bytes.size(), BodySource::kPieceBytesMax);
    told.text += piece.bytes;
    is_over = piece.is_last;
  }
  return told;
}

json::Document parsed(const std::string& text) {
  auto document = json::Document::parse(text, "answer");
  EXPECT_TRUE(document) << document.error();
  return std::move(*document);
}

std::string many_orders(int count) {
  std::string text = "{\"orders\":[";
  for (int i = 0; i < count; ++i) {
    text += (i == 0 ? "" : ",") + ("{\"id\":\"o" + std::to_string(i)) + "\"}";
  }
  return text + "]}";
}

Query query_of(std::string_view text, const std::vector<std::string_view>& known) {
  return *Query::parse(text, known);
}

TEST(ListedBody, ListsOrdersInPiecesAndLeavesTheWorldFreeBetweenThem) {
  PipelineForTest pipeline;
  const Backstage back = pipeline.backstage();
  Tenant& tenant = back.tenants.of("demo-key");
  const std::size_t before = tenant.world.orders().size();
  const auto added = read_out(add_orders(back, "demo-key", many_orders(1500)));
  EXPECT_EQ(parsed(added.text).find("/orders")->size(), 1500U);
  int n = 0;
  const auto told = read_out(show_orders(back, "demo-key"), [&] {
    ASSERT_TRUE(tenant.mutex.try_lock());
    // What changes behind the place that is read from is told as it is then; what is new is not.
    (void)tenant.world.add({.id = "new" + std::to_string(n++)});
    for (int i = 0; i < 200; ++i) tenant.world.forget("o" + std::to_string(200 * n + i));
    tenant.mutex.unlock();
  });
  EXPECT_GT(told.pieces, 5U);
  const auto document = parsed(told.text);
  std::set<std::string> ids;
  for (std::size_t i = 0; i < document.find("/orders")->size(); ++i) {
    ids.insert(document.find("/orders/" + std::to_string(i) + "/id")->text);
  }
  EXPECT_EQ(ids.size(), document.find("/orders")->size());  // none twice
  EXPECT_EQ(ids.count("new0"), 0U);
  for (const Order* order : tenant.world.orders()) {
    EXPECT_TRUE(order->id.starts_with("new") || ids.contains(order->id)) << order->id;
  }
  EXPECT_GE(ids.size(), before);
}

TEST(ListedBody, CutsLongEntriesAndKeepsNoneOfThem) {
  Journal journal({.entries_max = 4});
  FeedRing feed;
  const signing::Redactor redactor;
  JournalReading reading(journal, feed, redactor);
  const auto add = [&](std::size_t bytes) {
    return journal.commit(Entry{.method = "POST",
                                .path = "/",
                                .head = "POST / HTTP/1.1\r\n\r\n",
                                .body = std::string(bytes, '\xff')});
  };
  const std::weak_ptr<const Entry> first = add(300'000);
  add(10);
  const auto query = query_of("", {});
  const auto har = read_out(export_har(reading, query));
  EXPECT_GE(har.pieces, 4U);
  EXPECT_EQ(parsed(har.text).find("/log/entries")->size(), 2U);
  const auto page = read_out(read_journal(reading, query, {}, 0));
  EXPECT_EQ(parsed(page.text).find("/entries")->size(), 2U);
  EXPECT_TRUE(page.text.ends_with(R"(],"last":2,"dropped":0})"));
  // What is half told when the journal drops it is told to its end, and gone then.
  int n = 0;
  const auto whole = read_out(export_har(reading, query), [&] {
    if (++n != 3) return;
    for (int i = 0; i < 4; ++i) add(1);
  });
  EXPECT_EQ(parsed(whole.text).find("/log/entries")->size(), 1U);
  EXPECT_TRUE(first.expired());
}

TEST(ListedBody, HoldsOnToAFewHalfToldEntries) {
  Journal journal({.entries_max = 1});
  FeedRing feed;
  const signing::Redactor redactor;
  JournalReading reading(journal, feed, redactor);
  std::vector<Answer> begun;
  std::vector<std::weak_ptr<const Entry>> entries;
  for (std::size_t i = 0; i < LongEntryText::kHeldMax + 1; ++i) {
    entries.push_back(journal.commit(Entry{.method = "POST", .body = std::string(300'000, 'x')}));
    begun.push_back(export_har(reading, query_of("", {})));
    ASSERT_FALSE(begun.back().body->next({}).is_last);
  }
  journal.commit(Entry{});
  const auto finish = [](const Answer& answer) { return read_out(answer).pieces; };
  for (std::size_t i = 0; i < LongEntryText::kHeldMax; ++i) EXPECT_GE(finish(begun[i]), 1U);
  EXPECT_THROW(finish(begun.back()), std::runtime_error);
  begun.clear();
  // The fifth's memory waits for another entry.
  for (const auto& entry : entries) {
    const auto kept = entry.lock();
    EXPECT_TRUE(!kept || kept->body.empty());
  }
}

TEST(ListedBody, TellsWhatTheJournalDroppedMeanwhile) {
  Journal journal({.entries_max = 2000});
  FeedRing feed;
  const signing::Redactor redactor;
  JournalReading reading(journal, feed, redactor);
  const auto add = [&] { journal.commit(Entry{.method = "GET", .path = std::string(500, 'x')}); };
  for (int i = 0; i < 2000; ++i) add();
  int n = 0;
  const auto page = read_out(read_journal(reading, query_of("limit=5000", {"limit"}), {}, 0), [&] {
    if (++n == 2) {
      for (int i = 0; i < 1500; ++i) add();
    }
  });
  EXPECT_TRUE(page.text.ends_with(R"(],"last":2000,"dropped":1500})"));
  EXPECT_LT(parsed(page.text).find("/entries")->size(), 2000U);
}

TEST(ListedBody, APollGoesOnWhereItHadLooked) {
  Journal journal({});
  FeedRing feed;
  const signing::Redactor redactor;
  JournalReading reading(journal, feed, redactor);
  const auto query = query_of("wait_ms=1000&api_key=k", {"wait_ms", "api_key"});
  for (int i = 0; i < 10; ++i) journal.commit(Entry{.api_key = "other"});
  const auto parked = read_journal(reading, query, {}, 0);
  ASSERT_TRUE(parked.park_for);
  EXPECT_EQ(parked.mark, 10U);
  journal.commit(Entry{.api_key = "k"});
  const auto told = read_out(read_journal(reading, query, std::chrono::milliseconds(1), 10));
  EXPECT_EQ(parsed(told.text).find("/entries/0/number")->compact(), "11");
}

TEST(ListedBody, LooksAtSomeRequestsOfALongPlanAtATime) {
  Options options;
  for (int i = 0; i < 1000; ++i) {
    options.rules.push_back({.id = "r" + std::to_string(i), .endpoint = "POST /auth/order"});
  }
  PipelineForTest pipeline(options);
  const auto query =
      query_of("api_key=demo-key&requests=800", {"api_key", "requests", "endpoint", "order_id"});
  const auto told = read_out(show_plan(pipeline.backstage(), query));
  EXPECT_GE(told.pieces, 4U);  // 800,000 looks, at most some 200,000 a piece
  EXPECT_EQ(parsed(told.text).find("/strikes")->size(), 0U);
  const auto refused = show_plan(
      pipeline.backstage(),
      query_of("api_key=demo-key&requests=50001", {"api_key", "requests", "endpoint", "order_id"}));
  EXPECT_EQ(refused.reply.status, 400);
  EXPECT_EQ(
      refused.reply.body,
      "{\"error\":\"query: requests: expected at most 50000 with a scenario of 1000 rules\"}");
}

TEST(ListedBody, LeavesTheKeyFreeWhileItsScenarioIsWritten) {
  PipelineForTest pipeline;
  const Backstage back = pipeline.backstage();
  std::weak_ptr<const Plan> before;
  const std::string small =
      R"({"schema":"scenario_v1","name":"n","rules":[{"id":"r","phase":"before_effect","fault":{"type":"reset_peer"}}]})";
  Tenant& tenant = back.tenants.of("demo-key");
  for (const bool own : {false, true}) {
    const auto put = [&] {
      return put_scenario(back, own ? std::optional("demo-key") : std::nullopt, small);
    };
    ASSERT_EQ(put().status, 200);
    before = own ? tenant.faults.own_plan : back.faults.plan();
    ASSERT_FALSE(before.expired());
    (void)tenant.faults.counts_for(before.lock());
    // The one before goes with who replaces it: no request has to free it.
    ASSERT_EQ(put().status, 200);
    EXPECT_TRUE(before.expired());
  }
}

}  // namespace
}  // namespace everstrike::mock_server
