// What the client says against what really happened: random sequences of faults, played by the real
// mock with its journal as the truth. Nobody is told that an order is cancelled that isn't, nor
// that this call cancelled nothing where it did, nor a wrong quantity; and each row of the table of
// claims is the last answer so often that this means something.
// The faults lie about nothing: 5xx and 408 with every body, 4xx without an envelope, refusals of
// the exchange's own before any effect, redirects, resets, cuts, silence, delays, garbage, wrong
// framing, interim answers, bodies compressed unasked, orders that are filled just before, keys
// that are not known, connections that are refused. An answer that the mock has no state for (an
// order that has expired or is being cancelled) is a stub, and only where it is true. Out are
// servers that lie in their own envelope, since no client can find that out: 401 with code 401, 429
// with code 429 or "already completed" after the order was cancelled, and stubs that say CANCELLED
// of an order that lives. The seed is fixed; EVERSTRIKE_TRUTH_SEED takes another, and a failure
// says seed and sequence.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "client/cancel_client.hpp"
#include "client/claims.hpp"
#include "client/http_transport.hpp"
#include "mock_server/mock_exchange.hpp"
#include "mock_server/pipeline/pipeline.hpp"
#include "mock_server/wire/http/reply_bytes.hpp"
#include "mock_server/wire/http/request_head.hpp"

namespace everstrike::client {
namespace {

namespace mock = mock_server;
using mock::Phase;
using std::chrono::milliseconds;

constexpr int kSequences = 10'000 / EVERSTRIKE_ONE_OF;
constexpr int kOfEachRow = 100 / EVERSTRIKE_ONE_OF;
constexpr int kOverSockets = 300 / EVERSTRIKE_ONE_OF;
constexpr int kAttemptsMax = 4;
constexpr double kQty = 2;

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : engine_(seed) {}
  // below gives 0 to n-1; the same everywhere, which the library's distributions aren't.
  std::uint64_t below(std::uint64_t n) { return engine_() % n; }
  bool one_in(std::uint64_t n) { return below(n) == 0; }
  template <class T>
  T of(std::initializer_list<T> values) {
    return values.begin()[below(values.size())];
  }

 private:
  std::mt19937_64 engine_;
};

std::uint64_t base_seed() {
  const char* const text = std::getenv("EVERSTRIKE_TRUTH_SEED");
  return text == nullptr ? 1 : std::strtoull(text, nullptr, 10);
}

enum class Before { open, partly_filled, completed, cancelled, missing };

// What the way between client and mock does to an attempt.
struct Way {
  bool is_refused = false;      // no connection
  bool is_key_unknown = false;  // the key is not the one it was, as after a change of keys
  std::vector<int> interim;     // a proxy's interim answers, in front
};

struct Sequence {
  std::string order;
  Before before = Before::open;
  std::vector<mock::Rule> rules;
  std::array<Way, kAttemptsMax> ways;
  int attempts_max = 1;
};

std::string told(const std::string& order, const std::string& members) {
  return R"({"code":200,"msg":"null","result":{"id":")" + order + "\"," + members + "}}";
}

// Something that goes wrong with the attempt, and when it may without being a lie.
struct Happening {
  mock::Fault fault;
  Phase phase;
};

mock::BodyKind any_body(Draw& draw) {
  return mock::kBodyKinds[draw.below(mock::kBodyKinds.size())].second;
}

Happening happening(Draw& draw, const Sequence& sequence, int attempt, bool needs_time) {
  const auto any = draw.of({Phase::before_auth, Phase::before_effect, Phase::after_effect});
  const auto bytes = static_cast<std::size_t>(draw.below(700));
  // What the mock has no state for, and is true. It ends a call, so not too early.
  const bool is_told = draw.one_in(attempt == 1 ? 8 : 2);
  if (sequence.before == Before::missing && is_told) {
    return {mock::Stub{.body = told(
                           sequence.order,
                           R"("status":")" + draw.of<std::string>({"REJECTED", "EXPIRED"}) + "\"")},
            any};
  }
  if (sequence.before == Before::completed && is_told) {
    return {
        mock::Stub{.body = told(sequence.order, R"("status":")" +
                                                    draw.of<std::string>({"COMPLETED", "FILLED"}) +
                                                    R"(","qty_filled":2)")},
        any};
  }
  switch (draw.below(27)) {
    case 0:
    case 1:
      return {mock::AnswerStatus{.status = draw.of({500, 502, 503, 503, 503, 504, 520, 525, 599}),
                                 .body = any_body(draw)},
              any};
    case 2:
      return {mock::AnswerStatus{.status = 408, .body = any_body(draw)}, any};
    case 3:
      return {
          mock::AnswerStatus{
              .status = draw.of({400, 401, 403, 404, 410, 418, 429, 451}),
              .body = draw.of({mock::BodyKind::empty, mock::BodyKind::html,
                               mock::BodyKind::malformed_json, mock::BodyKind::missing_fields,
                               mock::BodyKind::wrong_type, mock::BodyKind::numbers_as_strings})},
          any};
    case 4:
    case 5:
      // Another 4xx of the exchange's own is no claim, whatever happened before it.
      return {mock::AnswerStatus{.status = draw.of({400, 405, 413, 422})}, any};
    case 6:
    case 7:
      return {mock::AnswerStatus{.status = 429},
              draw.of({Phase::before_auth, Phase::before_effect})};
    case 8:
    case 24:
    case 25:
      return {
          mock::AnswerStatus{
              .status = 200,
              .body = draw.of({mock::BodyKind::empty, mock::BodyKind::html,
                               mock::BodyKind::malformed_json, mock::BodyKind::wrong_type,
                               mock::BodyKind::missing_fields, mock::BodyKind::numbers_as_strings,
                               mock::BodyKind::null_result, mock::BodyKind::other_code})},
          Phase::after_effect};
    case 9:
    case 10:
      return {mock::Redirect{.status = draw.of({301, 302, 303, 307, 308}), .location = "/x"}, any};
    case 11:
      return {mock::ResetPeer{bytes}, any};
    case 12:
      return {mock::CloseSilently{}, any};
    case 13:
      return {mock::TruncateBody{.keep = bytes,
                                 .content_length = draw.of({mock::TruncateBody::Length::full,
                                                            mock::TruncateBody::Length::honest})},
              any};
    case 14:
      return {mock::CutHeaders{1 + draw.below(100)}, any};
    case 15:
      if (!needs_time) return {mock::CloseSilently{}, any};
      return {mock::Hang{bytes}, any};
    case 16:
      if (!needs_time) return {mock::ResetPeer{bytes}, any};
      if (draw.one_in(2)) return {mock::Dribble{1 + draw.below(500)}, any};
      return {mock::DelayReply{mock::FixedDelay{static_cast<std::uint32_t>(draw.below(10'000))}},
              any};
    case 17:
      if (draw.one_in(2)) return {mock::Garbage{}, any};
      return {mock::Garbage{
                  .text = draw.of<std::string>({"SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 200 OK\r\n",
                                                "HTTP/1.1 101 Switching Protocols\r\n\r\n",
                                                "HTTP/1.1 103 \r\n\r\n", "HTTP/1.1 204 \r\n\r\n"})},
              any};
    case 18:
      if (draw.one_in(2)) return {mock::WrongContentLength{draw.of<std::int64_t>({-9, 9})}, any};
      return {mock::DoubleContentLength{draw.of<std::int64_t>({-9, 0, 9})}, any};
    case 19:
      if (draw.one_in(2)) return {mock::DuplicateHeaders{}, any};
      return {mock::BadChunks{mock::BadChunks::kKinds[draw.below(5)].second}, any};
    case 20:
      return {mock::Stub{.headers = {{"Content-Encoding", draw.of<std::string>({"gzip", "br"})}},
                         .body = draw.of<std::string>(
                             {"\x1F\x8B\x08", told(sequence.order, R"("status":"CANCELLED")")})},
              Phase::after_effect};
    case 21:
      // Being cancelled, and not so far.
      return {mock::Stub{.body = told(sequence.order,
                                      R"("status":")" +
                                          draw.of<std::string>(
                                              {"PENDING_CANCEL", "PENDING", "UNTRIGGERED"}) +
                                          "\"")},
              any};
    case 22:
    case 23:
      return {mock::AnswerStatus{.status = 429},
              draw.of({Phase::before_auth, Phase::before_effect})};
    default:
      return {mock::AnswerStatus{.status = 503}, any};
  }
}

Sequence sequence_of(Draw& draw, int number, bool needs_time) {
  Sequence made;
  made.order = "order-" + std::to_string(number);
  made.before = draw.of({Before::open, Before::open, Before::partly_filled, Before::completed,
                         Before::cancelled, Before::missing});
  made.attempts_max = draw.of({1, 2, 2, 3, 3, 4, 4});
  static_assert(kAttemptsMax == 4);
  const auto add = [&](int attempt, Phase phase, mock::Fault fault) {
    const auto ordinal = static_cast<std::uint64_t>(attempt);
    made.rules.push_back({.id = "r" + std::to_string(made.rules.size()),
                          .order_id = made.order,
                          .ordinals = std::pair{ordinal, ordinal},
                          .phase = phase,
                          .fault = std::move(fault)});
  };
  for (int attempt = 1; attempt <= made.attempts_max; ++attempt) {
    if (draw.one_in(8)) {
      add(attempt, Phase::before_effect,
          mock::FillFirst{.qty = draw.one_in(2) ? std::optional<double>(0.5) : std::nullopt});
    }
    // Most sequences begin badly, and many end well.
    if (!draw.one_in(attempt == 1 ? 6 : 3)) {
      auto what = happening(draw, made, attempt, needs_time);
      add(attempt, what.phase, std::move(what.fault));
    }
    auto& way = made.ways[static_cast<std::size_t>(attempt - 1)];
    way.is_refused = draw.one_in(10);
    way.is_key_unknown = draw.one_in(14);
    for (std::uint64_t i = draw.one_in(4) ? 1 + draw.below(3) : 0; i > 0; --i) {
      way.interim.push_back(draw.of({100, 102, 103, 110}));
    }
  }
  return made;
}

std::vector<mock::AccountSeed> account_with(const std::vector<Sequence>& sequences) {
  std::vector<mock::Order> orders;
  for (const auto& sequence : sequences) {
    if (sequence.before == Before::missing) continue;
    mock::Order order{.id = sequence.order, .qty_orig = kQty, .qty_remaining = kQty};
    if (sequence.before == Before::partly_filled) order.qty_filled = 1;
    if (sequence.before == Before::completed) {
      order.qty_filled = kQty;
      order.status = mock::OrderStatus::completed;
    }
    if (sequence.before == Before::cancelled) order.status = mock::OrderStatus::cancelled;
    order.qty_remaining -= order.qty_filled;
    orders.push_back(std::move(order));
  }
  return {{.api_key = "key", .secret = signing::Secret("secret"), .orders = std::move(orders)}};
}

mock::Options options_with(const std::vector<Sequence>& sequences) {
  mock::Options options;
  options.accounts = account_with(sequences);
  options.magic_order_ids = false;
  options.diagnosis_depth = diagnosis::Depth::off;
  options.reject_status =
      mock::RejectStatus::parse("unknown_key=403,bad_signature=401,missing_key=401").value();
  options.journal.entries_max = 100;
  return options;
}

// The key that the way makes of it.
HttpRequest on_the_way(HttpRequest request, const Way& way) {
  if (way.is_key_unknown) request.headers[0].second = "another-key";
  return request;
}

Unexpected<TransportError> nobody_there() {
  return Unexpected<TransportError>({TransportFault::unreachable, false, "no connection"});
}

// To the mock's pipeline without sockets: its answer's bytes, delays and ends come to the client as
// a connection would bring them, and are read as HttpTransport reads them.
class PipelineTransport final : public Transport {
 public:
  PipelineTransport(mock::Pipeline& pipeline, const Sequence& sequence)
      : pipeline_(pipeline), sequence_(sequence) {}

  Expected<HttpReply, TransportError> post(const HttpRequest& asked) override {
    const auto& way = sequence_.ways[attempt_++];
    if (way.is_refused) return nobody_there();
    const auto request = on_the_way(asked, way);
    const auto answer = pipeline_.answer(received(request));
    const auto& plan = answer.plan;
    std::string bytes = plan.raw_answer ? *plan.raw_answer : mock::render_reply(answer.reply, {});
    auto end = plan.end;
    if (plan.cut_after && *plan.cut_after < bytes.size()) {
      bytes.resize(*plan.cut_after);
      if (end == mock::WireEnd::keep) end = mock::WireEnd::close;
    }
    auto time = plan.delay;
    if (plan.bytes_per_second) {
      time += milliseconds(1000 * bytes.size() / *plan.bytes_per_second);
    }
    AnswerReader reader;
    std::string interim;
    for (const int status : way.interim) {
      interim += "HTTP/1.1 " + std::to_string(status) + " \r\nLink: </x>\r\n\r\n";
    }
    if (time > request.timeout) bytes.clear();
    const bool is_done = reader.feed(interim + bytes) != AnswerReader::State::reading;
    const bool is_late =
        time > request.timeout || end == mock::WireEnd::hang || end == mock::WireEnd::keep;
    return conclude(is_done                       ? Connection::End::enough
                    : is_late                     ? Connection::End::late
                    : end == mock::WireEnd::reset ? Connection::End::cut
                                                  : Connection::End::in_order,
                    reader, request.timeout);
  }

 private:
  static mock::Request received(const HttpRequest& request) {
    std::string head = "POST " + request.path +
                       " HTTP/1.1\r\nHost: mock\r\nContent-Type: " + request.content_type +
                       "\r\nContent-Length: " + std::to_string(request.body.size()) + "\r\n";
    for (const auto& [name, value] : request.headers) head += name + ": " + value + "\r\n";
    mock::Request made;
    made.head = mock::parse_head(head + "\r\n", {}).value();
    made.body = request.body;
    return made;
  }

  mock::Pipeline& pipeline_;
  const Sequence& sequence_;
  std::size_t attempt_ = 0;
};

// To a mock that listens.
class SocketTransport final : public Transport {
 public:
  SocketTransport(HttpTransport& real, const Sequence& sequence)
      : real_(real), sequence_(sequence) {}

  Expected<HttpReply, TransportError> post(const HttpRequest& asked) override {
    const auto& way = sequence_.ways[attempt_++];
    if (way.is_refused) return nobody_there();
    return real_.post(on_the_way(asked, way));
  }

 private:
  HttpTransport& real_;
  const Sequence& sequence_;
  std::size_t attempt_ = 0;
};

// What really became of the order.
struct Truth {
  bool is_cancelled = false;
  bool is_cancelled_by_this_call = false;
  bool is_completed = false;
  double filled = 0;
};

Truth truth_of(const mock::JournalPage& page, const Sequence& sequence) {
  Truth truth;
  truth.is_cancelled = sequence.before == Before::cancelled;
  truth.is_completed = sequence.before == Before::completed;
  truth.filled = sequence.before == Before::partly_filled ? 1 : truth.is_completed ? kQty : 0;
  for (const auto& entry : page.entries) {
    const auto& effect = entry->effect;
    if (effect.kind == mock::Effect::Kind::cancelled) {
      EXPECT_EQ(effect.order_ids, std::vector{sequence.order});
      truth.is_cancelled = truth.is_cancelled_by_this_call = true;
    }
    for (const auto& fill : effect.fills) {
      truth.filled += fill.qty;
      truth.is_completed = truth.is_completed || fill.remaining == 0;
    }
  }
  return truth;
}

void expect_true(const Outcome& said, const Truth& truth) {
  switch (said.kind) {
    case OutcomeKind::confirmed:
      EXPECT_TRUE(truth.is_cancelled) << "said to be cancelled";
      break;
    case OutcomeKind::rejected:
      EXPECT_FALSE(truth.is_cancelled_by_this_call) << "said not to be cancelled by this call";
      break;
    case OutcomeKind::unknown:
      break;
  }
  if (said.filled) {
    EXPECT_TRUE(truth.is_completed) << "said to be filled";
  }
  if (said.qty_filled.empty() || said.kind == OutcomeKind::unknown) return;
  EXPECT_EQ(std::strtod(said.qty_filled.c_str(), nullptr), truth.filled) << "told as filled";
}

struct Counts {
  std::array<std::array<int, 2>, 13> rows{};  // alone, after an unclear one
  std::array<int, 3> outcomes{};
  int filled = 0;
  int partly_filled = 0;
  int inferred = 0;

  void count(const CancelReport& report) {
    const std::span attempts(report.attempts);
    const bool is_after_unclear =
        std::ranges::any_of(attempts.first(attempts.size() - 1),
                            [](const Attempt& one) { return is_unclear(one.evidence); });
    ++rows[static_cast<std::size_t>(attempts.back().evidence)][is_after_unclear ? 1 : 0];
    ++outcomes[static_cast<std::size_t>(report.outcome.kind)];
    filled += report.outcome.filled ? 1 : 0;
    inferred += report.outcome.inferred ? 1 : 0;
    const auto& qty = report.outcome.qty_filled;
    const bool has_qty = !qty.empty() && qty != "0";
    partly_filled += report.outcome.kind == OutcomeKind::confirmed && has_qty ? 1 : 0;
  }

  void print(std::uint64_t seed) const {
    std::cout << "seed " << seed << ": " << outcomes[0] << " confirmed (" << inferred
              << " by inference, " << partly_filled << " partly filled), " << outcomes[1]
              << " rejected (" << filled << " filled), " << outcomes[2] << " unknown\n";
    for (std::size_t i = 0; i < rows.size(); ++i) {
      std::cout << "  " << claim_rows()[i].name << ": " << rows[i][0] << " alone, " << rows[i][1]
                << " after an unclear one\n";
    }
  }
};

CancelReport cancel(Transport& transport, const Sequence& sequence, Draw& draw) {
  auto now = std::make_shared<milliseconds>(0);
  Hands hands;
  hands.now = [now] { return std::chrono::steady_clock::time_point(*now); };
  hands.sleep = [now](milliseconds time) { *now += time; };
  hands.dice = [] { return 0.5; };
  CancelOptions options;
  options.retry.attempts_max = sequence.attempts_max;
  options.retry.deadline = milliseconds(draw.one_in(10) ? 300 : 1'000'000);
  CancelClient client(transport, {"key", signing::PreparedKey("secret")}, options, hands);
  return client.cancel(sequence.order);
}

TEST(Truth, NobodyIsToldWhatIsNotTrue) {
  const auto seed = base_seed();
  Draw draw(seed);
  std::vector<Sequence> sequences;
  for (int i = 0; i < kSequences; ++i) sequences.push_back(sequence_of(draw, i, true));
  auto options = options_with(sequences);
  options.clock = std::make_shared<mock::FakeClock>(1'700'000'000'000);
  mock::Pipeline pipeline(options);
  Counts counts;
  std::uint64_t last = 0;
  for (int i = 0; i < kSequences; ++i) {
    const auto& sequence = sequences[static_cast<std::size_t>(i)];
    pipeline.set_plan(mock::Plan(sequence.rules, seed));
    PipelineTransport transport(pipeline, sequence);
    const auto report = cancel(transport, sequence, draw);
    const auto page = pipeline.journal().read({.after = last});
    last = page.last;
    SCOPED_TRACE("seed " + std::to_string(seed) + ", sequence " + std::to_string(i) + ": " +
                 std::string(name_of(report.outcome.kind)) + ": " + report.outcome.reason);
    expect_true(report.outcome, truth_of(page, sequence));
    counts.count(report);
    ASSERT_FALSE(HasFailure());
  }
  counts.print(seed);
  for (std::size_t i = 0; i < counts.rows.size(); ++i) {
    EXPECT_GE(counts.rows[i][0], kOfEachRow) << claim_rows()[i].name << " alone";
    EXPECT_GE(counts.rows[i][1], kOfEachRow) << claim_rows()[i].name << " after an unclear one";
  }
  for (const int count : counts.outcomes) EXPECT_GE(count, kOfEachRow);
  EXPECT_GE(counts.partly_filled, kOfEachRow);
}

// The same with sockets between, and nothing that takes time.
TEST(Truth, NobodyIsToldItOverSocketsEither) {
  const auto seed = base_seed() + 1;
  Draw draw(seed);
  std::vector<Sequence> sequences;
  for (int i = 0; i < kOverSockets; ++i) sequences.push_back(sequence_of(draw, i, false));
  auto options = options_with(sequences);
  for (const auto& sequence : sequences) {
    for (auto rule : sequence.rules) {
      rule.id = sequence.order + rule.id;
      options.rules.push_back(std::move(rule));
    }
  }
  const mock::MockExchange exchange(options);
  HttpTransport real({.base_url = parse_base_url(exchange.base_url()).value()});
  Counts counts;
  std::uint64_t last = 0;
  for (const auto& sequence : sequences) {
    SocketTransport transport(real, sequence);
    const auto report = cancel(transport, sequence, draw);
    const auto page = exchange.journal().read({.after = last});
    last = page.last;
    SCOPED_TRACE("seed " + std::to_string(seed) + ", " + sequence.order + ": " +
                 report.outcome.reason);
    expect_true(report.outcome, truth_of(page, sequence));
    counts.count(report);
    ASSERT_FALSE(HasFailure());
  }
  counts.print(seed);
  for (const int count : counts.outcomes) EXPECT_GE(count, kOverSockets / 20);
}

}  // namespace
}  // namespace everstrike::client
