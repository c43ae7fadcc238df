#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <vector>

#include "conformance/session/session_judge.hpp"

namespace everstrike::conformance {
namespace {

using mock_server::Effect;
using mock_server::Entry;
using mock_server::Verdict;
using mock_server::WireEnd;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kOkOf =
    R"({"code":200,"msg":"null","result":{"id":"ID","status":"CANCELLED"}})";
constexpr const char* kUnclear = R"({"code":503,"msg":"Invalid request","result":{}})";

// A journal that is written by hand, entry by entry, and judged.
class Session {
 public:
  std::int64_t now = 1'795'000'000'000;

  Entry request(const std::string& method, const std::string& path, const std::string& body = "") {
    Entry entry;
    entry.number = ++number_;
    entry.time_ms = now;
    entry.api_key = "key";
    entry.method = method;
    entry.path = path;
    entry.head =
        method + " " + path + " HTTP/1.1\r\nHost: mock\r\nx-api-key: key\r\nx-signature: s\r\n\r\n";
    entry.body = body;
    return answered(std::move(entry), 200, R"({"code":200,"msg":"null","result":{}})");
  }
  static Entry answered(Entry entry, int status, std::string body) {
    entry.status = status;
    entry.answer_body = std::move(body);
    entry.answer_body_bytes = entry.answer_body.size();
    return entry;
  }
  // Struck by a fault, and answered so.
  static Entry struck(Entry entry, int status = 503, const std::string& body = kUnclear) {
    entry.verdict = Verdict::faulted;
    entry.fault = "rule;seed=0;n=1";
    return answered(std::move(entry), status, body);
  }
  static Entry refused(Entry entry, Verdict verdict, int status = 503) {
    entry.verdict = verdict;
    return answered(std::move(entry), status,
                    "{\"code\":" + std::to_string(status) + ",\"msg\":\"Invalid request\"}");
  }
  Entry cancel(const std::string& id) {
    std::string body = kOkOf;
    body.replace(body.find("ID"), 2, id);
    auto entry = answered(request("POST", "/auth/cancel", "id=" + id), 200, body);
    entry.effect = {.kind = Effect::Kind::cancelled, .order_ids = {id}};
    return entry;
  }
  Entry place(const std::string& body, const std::string& id) {
    auto entry = answered(request("POST", "/auth/order", body), 200,
                          R"({"code":200,"result":{"order":{"id":")" + id + R"("}}})");
    entry.effect = {.kind = Effect::Kind::placed, .order_ids = {id}};
    return entry;
  }
  Entry look(const std::string& id, const std::string& status) {
    return answered(request("GET", "/order?id=" + id), 200,
                    R"({"code":200,"result":{"id":")" + id + R"(","status":")" + status + R"("}})");
  }

  void add(Entry entry) { judge_.add({.entry = std::move(entry)}); }
  void add_after(std::int64_t ms, Entry entry) {
    now += ms;
    entry.time_ms = now;
    add(std::move(entry));
  }
  // add_foreign adds one of which nobody tells what the exchange made of it.
  void add_foreign(Entry entry) { judge_.add({.entry = std::move(entry), .knows_verdict = false}); }
  void restart() { number_ = 0; }

  RunResult finish() { return judge_.finish("watch"); }
  // "rule level mistake" of each finding.
  std::vector<std::string> findings() {
    std::vector<std::string> found;
    for (const CaseResult& one : finish().cases) {
      if (one.verdict != Verdict_::fail) continue;
      found.push_back(one.id + " " + std::string(level_text(one.level)) + " " + one.mistake);
    }
    return found;
  }

 private:
  using Verdict_ = conformance::Verdict;
  std::uint64_t number_ = 0;
  SessionJudge judge_;
};

TEST(SessionJudge, ARightSessionHasNoFindings) {
  Session session;
  for (int i = 0; i < 200; ++i) {
    const std::string id = "order-" + std::to_string(i);
    session.add_after(3, session.place("pair=BTC_USD&qty=1&side=BUY&price=100", id));
    session.add_after(3, session.request("GET", "/active_orders"));
    if (i % 7 == 0) {
      session.add_after(3, Session::struck(session.cancel(id)));
      session.add_after(100, session.look(id, "ACTIVE"));
    }
    session.add_after(3, session.cancel(id));
  }
  const RunResult run = session.finish();
  EXPECT_EQ(run.cases.size(), session_rule_infos().size());
  for (const CaseResult& one : run.cases)
    EXPECT_EQ(one.verdict, conformance::Verdict::pass) << one.reason;
  EXPECT_EQ(run.not_judged, "");
}

TEST(SessionJudge, WithoutARequestNothingIsJudged) {
  Session session;
  auto icon = session.request("GET", "/favicon.ico");
  icon.api_key.clear();
  session.add(icon);
  const RunResult run = session.finish();
  EXPECT_EQ(run.problem, RunProblem::nothing_selected);
  EXPECT_EQ(run.exit_code, 5);
  EXPECT_THAT(run.problem_text, HasSubstr("nothing was judged"));
}

TEST(SessionJudge, NamesTheMistakeBehindASignature) {
  Session session;
  for (int i = 0; i < 3; ++i) {
    auto entry =
        Session::refused(session.request("POST", "/auth/cancel", "id=a"), Verdict::bad_signature);
    entry.diagnosis = "hex_digest";
    entry.fix = "Write base64.";
    session.add_after(60'000, entry);
  }
  auto other =
      Session::refused(session.request("POST", "/auth/cancel", "id=b"), Verdict::bad_signature);
  other.diagnosis = "unexplained";
  session.add(other);
  const RunResult run = session.finish();
  ASSERT_EQ(run.cases[0].id, "sign/signature key");
  EXPECT_EQ(run.cases[0].mistake, "hex_digest");
  EXPECT_EQ(run.cases[0].remedy, "Write base64.");
  EXPECT_THAT(run.cases[0].reason, HasSubstr("(and 2 more times)"));
  EXPECT_THAT(run.cases[0].evidence, HasSubstr("entry 1"));
  EXPECT_EQ(run.cases[0].journal.front().number, 1U);
  EXPECT_EQ(run.cases[1].id, "sign/signature key.2");
  EXPECT_EQ(run.cases[1].mistake, "bad_signature");
}

TEST(SessionJudge, AnUnknownKeyAStaleTimestampAndAFormAreNamed) {
  Session session;
  auto stranger =
      Session::refused(session.request("POST", "/auth/cancel", "id=a"), Verdict::unknown_key);
  stranger.api_key = "nobody";
  session.add(stranger);
  session.add(Session::refused(session.request("POST", "/auth/cancel", "timestamp=1&id=b"),
                               Verdict::stale_timestamp, 408));
  session.add(
      Session::refused(session.request("POST", "/auth/cancel", "{}"), Verdict::wrong_content_type));
  EXPECT_THAT(session.findings(), ElementsAre("sign/key nobody must unknown_key",
                                              "sign/stale_timestamp key must stale_timestamp",
                                              "http/request key must json_sent"));
}

TEST(SessionJudge, AStaleTimestampIsKnownByItsCodeHoweverThatIsSpaced) {
  Session session;
  auto other = session.request("POST", "/auth/cancel", "timestamp=1&id=a");
  other.status = 408;
  auto stale = other;
  other.answer_body = R"({"code": 408, "msg": "414"})";
  stale.answer_body = "{\n  \"code\" : 414,\n  \"msg\": \"x\"\n}";
  session.add_foreign(other);
  EXPECT_THAT(session.findings(), Not(Contains("sign/stale_timestamp key must stale_timestamp")));
  session.add_foreign(stale);
  EXPECT_THAT(session.findings(), Contains("sign/stale_timestamp key must stale_timestamp"));
}

TEST(SessionJudge, AFreshTimestampAfterAStaleOneIsNoRepeatedRefusal) {
  Session session;
  session.add(Session::refused(session.request("POST", "/auth/cancel", "timestamp=1&id=b"),
                               Verdict::stale_timestamp, 408));
  session.add_after(100, session.request("POST", "/auth/cancel", "timestamp=2&id=b"));
  EXPECT_THAT(session.findings(), ElementsAre("sign/stale_timestamp key must stale_timestamp"));
}

TEST(SessionJudge, ATimestampThatComesAgainIsReplayed) {
  Session session;
  session.add(session.request("POST", "/auth/cancel", "timestamp=5&id=a"));
  session.add_after(1000, session.request("POST", "/auth/cancel", "timestamp=6&id=a"));
  EXPECT_THAT(session.findings(), IsEmpty());
  Session meant;
  meant.add(meant.request("POST", "/auth/order", "timestamp=5&pair=x"));
  meant.add_after(1, meant.request("POST", "/auth/order", "timestamp=5&pair=x"));
  EXPECT_THAT(meant.findings(), IsEmpty());
  Session again;
  again.add(again.request("POST", "/auth/cancel", "timestamp=5&id=a"));
  again.add_after(1000, again.request("POST", "/auth/cancel", "timestamp=5&id=a"));
  EXPECT_THAT(again.findings(),
              ElementsAre("sign/replayed_timestamp key should timestamp_replayed"));
}

// Retries of a cancel that is answered 503, after the given pauses; the last one succeeds.
std::vector<std::string> retried(const std::vector<std::int64_t>& pauses, bool succeeds = true) {
  Session session;
  session.add(Session::struck(session.cancel("a")));
  for (std::size_t i = 0; i < pauses.size(); ++i) {
    const bool is_last = i + 1 == pauses.size();
    auto entry = session.cancel("a");
    session.add_after(pauses[i], is_last && succeeds ? entry : Session::struck(entry));
  }
  if (!succeeds) session.add_after(1000, session.look("a", "CANCELLED"));
  return session.findings();
}

TEST(RetryRule, AMomentsWaitIsEnough) {
  EXPECT_THAT(retried({50}), IsEmpty());
  EXPECT_THAT(retried({100, 200, 400, 800}), IsEmpty());
  EXPECT_THAT(retried({49}), ElementsAre("retry/without_wait key should retried_without_wait"));
  // A library that waits from the second time on.
  EXPECT_THAT(retried({0, 500, 1000}),
              ElementsAre("retry/without_wait key should retried_without_wait"));
}

TEST(RetryRule, WithoutAnyPauseIsHammering) {
  EXPECT_THAT(retried({0, 0}), ElementsAre("retry/hammering key must hammering"));
  EXPECT_THAT(retried(std::vector<std::int64_t>(40, 2), false),
              ElementsAre("retry/hammering key must hammering"));
  EXPECT_THAT(retried({49, 51}), ElementsAre("retry/without_wait key should retried_without_wait"));
}

TEST(RetryRule, AttemptsAreBounded) {
  EXPECT_THAT(retried(std::vector<std::int64_t>(19, 100), false), IsEmpty());
  EXPECT_THAT(retried(std::vector<std::int64_t>(20, 100), false),
              ElementsAre("retry/bounded key must too_many_attempts"));
}

TEST(RetryRule, WhoLosesPatienceOrPollsTriesNothingAgainAtOnce) {
  Session session;
  auto slow = session.cancel("a");
  slow.delay_ms = 5'000;
  session.add(Session::struck(slow, 200, slow.answer_body));
  session.add_after(1'000, session.cancel("a"));
  auto silent = Session::struck(session.cancel("b"));
  silent.wire_end = WireEnd::hang;
  silent.cut_after = 0;
  session.add(silent);
  session.add_after(10, session.cancel("b"));
  for (int i = 0; i < 50; ++i)
    session.add_after(200, Session::struck(session.request("GET", "/active_orders")));
  EXPECT_THAT(session.findings(), IsEmpty());
}

TEST(RetryRule, RefusalsByWordsMayBeAskedForTwice) {
  Session session;
  for (int i = 0; i < 3; ++i) {
    session.add_after(1, Session::refused(session.request("POST", "/auth/cancel", "id=nobody"),
                                          Verdict::unknown_order));
  }
  EXPECT_THAT(session.findings(), IsEmpty());
  Session loop;
  for (int i = 0; i < 30; ++i) {
    loop.add_after(1, Session::refused(loop.request("POST", "/auth/cancel", "id=nobody"),
                                       Verdict::unknown_order));
  }
  EXPECT_THAT(loop.findings(), ElementsAre("retry/hammering key must hammering"));
}

std::vector<std::string> after_retry_after(std::int64_t pause, int status, const std::string& value,
                                           const std::string& date = "") {
  Session session;
  auto entry = Session::struck(session.cancel("a"), status,
                               "{\"code\":" + std::to_string(status) + ",\"msg\":\"\"}");
  entry.answer_headers = {{"Retry-After", value}};
  if (!date.empty()) entry.answer_headers.emplace_back("Date", date);
  session.add(entry);
  session.add_after(pause, session.cancel("a"));
  return session.findings();
}

TEST(RetryRule, RetryAfterIsWaitedFor) {
  const auto ignored = ElementsAre("retry/after key should retry_after_ignored");
  for (const int status : {429, 503}) {
    EXPECT_THAT(after_retry_after(2'000, status, "2"), IsEmpty());
    EXPECT_THAT(after_retry_after(1'900, status, "2"), IsEmpty());
    EXPECT_THAT(after_retry_after(1'899, status, "2"), ignored);
    EXPECT_THAT(after_retry_after(0, status, "2"), ignored);
  }
  const std::string date = "Sun, 06 Nov 1994 08:49:37 GMT";
  EXPECT_THAT(after_retry_after(1'000, 503, "Sun, 06 Nov 1994 08:49:40 GMT", date), ignored);
  EXPECT_THAT(after_retry_after(3'000, 503, "Sun, 06 Nov 1994 08:49:40 GMT", date), IsEmpty());
  EXPECT_THAT(after_retry_after(100, 503, "soon"), IsEmpty());
}

TEST(RetryRule, TheExchangesMessageIsWaitedForToo) {
  for (const std::int64_t pause : {100, 500}) {
    Session session;
    session.add(
        Session::struck(session.cancel("a"), 429,
                        R"({"code":429,"msg":"Care to try again in 0.5 seconds?","result":null})"));
    session.add_after(pause, session.cancel("a"));
    EXPECT_EQ(session.findings().empty(), pause == 500) << pause;
  }
}

std::vector<std::string> after_refusal(int status, std::int64_t pause) {
  Session session;
  const auto verdict = status == 404 ? Verdict::unknown_order : Verdict::faulted;
  session.add(Session::refused(session.request("POST", "/auth/cancel", "id=a"), verdict, status));
  session.add_after(
      pause, Session::refused(session.request("POST", "/auth/cancel", "id=b"), verdict, status));
  session.add_after(
      1, Session::refused(session.request("POST", "/auth/cancel", "id=a"), verdict, status));
  return session.findings();
}

TEST(RetryRule, RefusalsForGoodAreLeftAlone) {
  EXPECT_THAT(after_refusal(401, 1000), ElementsAre("retry/refused key must refusal_retried"));
  EXPECT_THAT(after_refusal(403, 10), ElementsAre("retry/refused key must refusal_retried"));
  EXPECT_THAT(after_refusal(400, 1000), ElementsAre("retry/refused key should refusal_retried"));
  EXPECT_THAT(after_refusal(404, 1000), ElementsAre("retry/refused key should refusal_retried"));
  EXPECT_THAT(after_refusal(404, 40'000), IsEmpty());
  EXPECT_THAT(after_refusal(503, 1000),
              ElementsAre("outcome/unclear key should unclear_cancel_left"));
}

std::vector<std::string> in_bulk_after(std::int64_t ms, const std::string& body,
                                       bool settled = false) {
  Session session;
  session.add(Session::struck(session.cancel("a")));
  if (settled) session.add(session.look("a", "CANCELLED"));
  session.add_after(ms, session.request("POST", "/auth/cancel/bulk", body));
  return session.findings();
}

TEST(UnclearCancelRule, ATargetInAbsoluteFormIsTheSame) {
  Session session;
  auto cancel = Session::struck(session.cancel("a"));
  cancel.path = "http://mock:8080/auth/cancel";
  session.add(cancel);
  EXPECT_THAT(session.findings(), ElementsAre("outcome/unclear key should unclear_cancel_left"));
}

TEST(UnclearCancelRule, ABulkOfEverythingIsAnEscalationForFiveSeconds) {
  const auto escalation = ElementsAre("outcome/bulk key must cancelled_in_bulk");
  EXPECT_THAT(in_bulk_after(0, ""), escalation);
  EXPECT_THAT(in_bulk_after(5'000, "ids=&timestamp=1"), escalation);
  EXPECT_THAT(in_bulk_after(5'001, ""), IsEmpty());
  EXPECT_THAT(in_bulk_after(100, "ids%5B0%5D=a"), IsEmpty());
  EXPECT_THAT(in_bulk_after(100, "", true), IsEmpty());
}

TEST(UnclearCancelRule, AnotherKeysBulkIsNone) {
  Session session;
  session.add(Session::struck(session.cancel("a")));
  auto bulk = session.request("POST", "/auth/cancel/bulk");
  bulk.api_key = "other";
  session.add_after(10, bulk);
  session.add_after(100, session.cancel("a"));
  EXPECT_THAT(session.findings(), IsEmpty());
}

TEST(UnclearCancelRule, AfterSilenceTheNextRequestTells) {
  Session session;
  auto silent = Session::struck(session.cancel("a"));
  silent.wire_end = WireEnd::hang;
  silent.cut_after = 0;
  session.add(silent);
  session.add_after(10'000, session.request("POST", "/auth/cancel/bulk"));
  EXPECT_THAT(session.findings(), ElementsAre("outcome/bulk key must cancelled_in_bulk"));
}

// What is found after an answer to a cancel and a look at the order.
std::vector<std::string> cleared_by(const Entry& first, Session& session, const Entry& next) {
  session.add(first);
  session.add_after(500, next);
  return session.findings();
}

TEST(UnclearCancelRule, SomebodyFindsOutWhatBecameOfIt) {
  const auto left = ElementsAre("outcome/unclear key should unclear_cancel_left");
  const auto after_503 = [&](const auto& make) {
    Session session;
    const auto first = Session::struck(session.cancel("a"));
    return cleared_by(first, session, make(session));
  };
  const auto after_reset = [&](const auto& make) {
    Session session;
    auto first = Session::struck(session.cancel("a"));
    first.wire_end = WireEnd::reset;
    first.cut_after = 0;
    return cleared_by(first, session, make(session));
  };
  const auto list = [](const std::string& path, const std::string& orders) {
    return [=](Session& s) {
      return Session::answered(s.request("GET", path), 200,
                               R"({"code":200,"result":[)" + orders + "]}");
    };
  };
  const auto text = [](const std::string& words) {
    return [=](Session& s) {
      auto entry =
          Session::refused(s.request("POST", "/auth/cancel", "id=a"), Verdict::already_cancelled);
      return Session::answered(entry, 503,
                               R"({"code":503,"msg":"Invalid request: )" + words + R"("})");
    };
  };
  EXPECT_THAT(after_503([](Session& s) { return s.cancel("a"); }), IsEmpty());
  EXPECT_THAT(after_503([](Session& s) { return s.look("a", "CANCELLED"); }), IsEmpty());
  EXPECT_THAT(after_503([](Session& s) { return s.look("a", "COMPLETED"); }), IsEmpty());
  EXPECT_THAT(after_503([](Session& s) { return s.look("a", "ACTIVE"); }), IsEmpty());
  EXPECT_THAT(after_reset([](Session& s) { return s.look("a", "ACTIVE"); }), left);
  EXPECT_THAT(after_reset([](Session& s) { return s.look("a", "CANCELLED"); }), IsEmpty());
  EXPECT_THAT(after_503([](Session& s) { return s.look("b", "CANCELLED"); }), left);
  EXPECT_THAT(after_503([](Session& s) { return s.cancel("b"); }), left);
  EXPECT_THAT(after_503(text("The order is already cancelled")), IsEmpty());
  EXPECT_THAT(after_503(text("The order is already completed: it was filled")), IsEmpty());
  EXPECT_THAT(after_503(text("The order was not found")), left);
  EXPECT_THAT(after_503(list("/active_orders", "")), IsEmpty());
  EXPECT_THAT(after_503(list("/cancelled_orders", R"({"id":"a","status":"CANCELLED"})")),
              IsEmpty());
  EXPECT_THAT(after_503(list("/cancelled_orders", "")), left);
  EXPECT_THAT(after_503(list("/ticker", "")), left);
}

std::vector<std::string> placed_again(std::int64_t ms, const std::string& body,
                                      bool looked = false) {
  Session session;
  session.add(Session::struck(
      session.request("POST", "/auth/order", "pair=BTC_USD&qty=1&side=BUY&price=100")));
  if (looked) session.add_after(10, session.request("GET", "/active_orders"));
  session.add_after(ms, session.place(body, "a"));
  session.add_after(10, session.cancel("a"));
  return session.findings();
}

TEST(PlacedTwiceRule, TheSameOrderWithinAMinute) {
  const auto twice = ElementsAre("outcome/placed_twice key must order_placed_twice");
  EXPECT_THAT(placed_again(0, "pair=BTC_USD&qty=1&side=BUY&price=100"), twice);
  EXPECT_THAT(placed_again(60'000, "timestamp=2&price=100.0&side=BUY&qty=1.00&pair=BTC_USD"),
              twice);
  EXPECT_THAT(placed_again(60'001, "pair=BTC_USD&qty=1&side=BUY&price=100"), IsEmpty());
  EXPECT_THAT(placed_again(100, "pair=BTC_USD&qty=1&side=BUY&price=101"), IsEmpty());
  EXPECT_THAT(placed_again(100, "pair=BTC_USD&qty=2&side=BUY&price=100"), IsEmpty());
  EXPECT_THAT(placed_again(100, "pair=BTC_USD&qty=1&side=SELL&price=100"), IsEmpty());
  EXPECT_THAT(placed_again(100, "pair=ETH_USD&qty=1&side=BUY&price=100"), IsEmpty());
  EXPECT_THAT(placed_again(100, "pair=BTC_USD&qty=1&side=BUY&price=100", true), IsEmpty());
}

TEST(PlacedTwiceRule, InABulkToo) {
  Session session;
  const std::string orders =
      "orders%5B0%5D%5Bpair%5D=BTC_USD&orders%5B0%5D%5Bqty%5D=1&orders%5B0%5D%5Bside%5D=BUY&orders%"
      "5B0%5D%5Bprice%5D=100";
  session.add(Session::struck(session.request("POST", "/auth/order/bulk", orders)));
  session.add_after(500, session.place("pair=BTC_USD&qty=1&side=BUY&price=100", "a"));
  session.add(session.cancel("a"));
  EXPECT_THAT(session.findings(), ElementsAre("outcome/placed_twice key must order_placed_twice"));
}

TEST(PlacedTwiceRule, TwoOrdersThatAreMeantAreNone) {
  Session session;
  session.add(session.place("pair=BTC_USD&qty=1&side=BUY&price=100", "a"));
  session.add(session.place("pair=BTC_USD&qty=1&side=BUY&price=100", "b"));
  session.add(
      Session::refused(session.request("POST", "/auth/order", "pair=x"), Verdict::invalid_field));
  session.add_after(1000, Session::refused(session.request("POST", "/auth/order", "pair=x"),
                                           Verdict::invalid_field));
  session.add(session.cancel("a"));
  session.add(session.cancel("b"));
  EXPECT_THAT(session.findings(), IsEmpty());
}

TEST(LeftOpenRule, OnlyWhatTheSessionPlacedAndNobodyTookBack) {
  Session session;
  session.add(session.place("pair=BTC_USD&qty=1&side=BUY&price=1", "cancelled"));
  session.add(session.place("pair=BTC_USD&qty=1&side=BUY&price=2", "filled"));
  session.add(session.place("pair=BTC_USD&qty=1&side=BUY&price=3", "half"));
  session.add(session.cancel("cancelled"));
  Entry fill{.kind = mock_server::EntryKind::control, .number = 5, .api_key = "key"};
  fill.effect = {.kind = Effect::Kind::filled,
                 .order_ids = {"filled"},
                 .fills = {{"filled", 1, 0}, {"half", 0.5, 0.5}}};
  session.add(fill);
  Entry placed{.kind = mock_server::EntryKind::control, .number = 6, .api_key = "key"};
  placed.effect = {.kind = Effect::Kind::placed, .order_ids = {"by hand"}};
  session.add(placed);
  const RunResult run = session.finish();
  const auto found = std::ranges::find_if(
      run.cases, [](const CaseResult& one) { return one.id == "outcome/left_open key"; });
  ASSERT_NE(found, run.cases.end());
  EXPECT_THAT(found->reason, HasSubstr("1 order of the session's is still open at its end: half"));
  EXPECT_EQ(found->journal.front().number, 3U);
}

TEST(LeftOpenRule, ANewRunOfTheMockEndsTheSessionBeforeIt) {
  Session session;
  session.add(session.place("pair=BTC_USD&qty=1&side=BUY&price=1", "a"));
  session.restart();
  session.add(session.cancel("b"));
  EXPECT_THAT(session.findings(), ElementsAre("outcome/left_open key should order_left_open"));
}

TEST(RedirectRule, CredentialsGoNowhereElse) {
  const auto redirected = [](Session& session, const std::string& location) {
    auto entry = Session::struck(session.cancel("a"), 307, R"({"code":307,"msg":"Moved"})");
    entry.answer_headers = {{"Location", location}};
    return entry;
  };
  const auto followed = ElementsAre("http/redirect key must credentials_to_another_host");
  for (const std::string location : {"/auth/cancel", "http://mock/auth/cancel"}) {
    Session session;
    session.add(redirected(session, location));
    session.add_after(1, session.cancel("a"));
    EXPECT_THAT(session.findings(), followed) << location;
  }
  Session elsewhere;
  elsewhere.add(redirected(elsewhere, "/elsewhere"));
  elsewhere.add_after(
      1, Session::refused(elsewhere.request("GET", "/elsewhere"), Verdict::unknown_path));
  elsewhere.add_after(1000, elsewhere.look("a", "CANCELLED"));
  EXPECT_THAT(elsewhere.findings(), followed);
  Session right;
  right.add(redirected(right, "http://elsewhere/auth/cancel"));
  right.add_after(1000, right.look("a", "CANCELLED"));
  EXPECT_THAT(right.findings(), IsEmpty());
}

TEST(SecretRule, SecretAndKeyStayWhereTheyBelong) {
  Session session;
  auto entry = session.request("GET", "/active_orders");
  entry.secret_on_wire = true;
  session.add(entry);
  auto in_url = session.request("GET", "/order?id=a&api_key=long-key");
  in_url.api_key = "long-key";
  session.add(in_url);
  EXPECT_THAT(session.findings(), ElementsAre("hygiene/secret key must secret_on_the_wire",
                                              "hygiene/url long-key must api_key_in_url"));
}

TEST(SessionJudge, FindingsAreToldOnceAndWhenTheyGetGraver) {
  std::vector<std::string> told;
  SessionJudge judge([&](const Finding& finding) { told.push_back(finding_line(finding)); });
  Session session;
  for (const int status : {404, 404, 404, 401, 401}) {
    auto entry =
        Session::refused(session.request("POST", "/auth/cancel", "id=a"), Verdict::faulted, status);
    judge.add({.entry = entry});
  }
  ASSERT_EQ(told.size(), 2U);
  EXPECT_THAT(told[0], HasSubstr("retry/refused (should) key: refusal_retried: "));
  EXPECT_THAT(told[0], HasSubstr("[entries 1, 2]"));
  EXPECT_THAT(told[1], HasSubstr("retry/refused (must) key"));
}

TEST(SessionJudge, WhatIsKeptOfALongSessionIsBounded) {
  Session session;
  for (int i = 0; i < 3'000; ++i) {
    auto entry = Session::struck(session.cancel("order-" + std::to_string(i)));
    entry.api_key = "key-" + std::to_string(i);
    session.add_after(1, entry);
  }
  const RunResult run = session.finish();
  EXPECT_LE(run.cases.size(), 1'000 + session_rule_infos().size());
  EXPECT_THAT(run.not_judged, HasSubstr("more findings were not kept"));
}

}  // namespace
}  // namespace everstrike::conformance
