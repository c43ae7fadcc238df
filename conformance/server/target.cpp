#include "conformance/server/target.hpp"

#include <algorithm>
#include <array>
#include <thread>

#include "signing/canonical_body.hpp"
#include "signing/prepared_key.hpp"
#include "signing/redactor.hpp"
#include "signing/signer.hpp"

namespace everstrike::conformance::server {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t kKeptBytes = 4096;
constexpr std::size_t kPiecesApart = 4;

std::int64_t unix_ms() {
  return std::chrono::duration_cast<milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

// Redacted first: half a secret at the cut would not be found any more.
std::string shown(const signing::Redactor& redactor, std::string bytes) {
  redactor.redact(bytes);
  if (bytes.size() <= kKeptBytes) return bytes;
  return bytes.substr(0, kKeptBytes) + "… (" + std::to_string(bytes.size() - kKeptBytes) +
         " bytes more)";
}

}  // namespace

struct Target::Hidden {
  explicit Hidden(std::string_view secret) : key(secret) { redactor.learn(secret); }
  signing::PreparedKey key;
  signing::Redactor redactor;
};

Target::Target(TargetSettings settings)
    : settings_(std::move(settings)),
      hidden_(std::make_unique<Hidden>(settings_.secret.reveal())),
      orders_(settings_.order_ids),
      started_(steady_clock::now()),
      next_request_(started_) {
  if (!settings_.sleep) {
    settings_.sleep = [](milliseconds pause) { std::this_thread::sleep_for(pause); };
  }
}

Target::~Target() = default;

std::string Target::mac(std::string_view body) const {
  std::array<unsigned char, signing::kMacBytes> bytes = {};
  signing::mac_into(bytes, hidden_->key, body);
  return {bytes.begin(), bytes.end()};
}

std::string Target::signature(std::string_view body) const {
  return signing::sign(hidden_->key, body);
}

std::string Target::sign_as(std::string_view secret, std::string_view body) {
  return signing::sign(signing::PreparedKey(secret), body);
}

Request Target::cancel(std::string body) const {
  Request request;
  request.target = settings_.connect.url.path_prefix + "/auth/cancel";
  request.headers = {{"host", settings_.connect.url.host_header},
                     {"content-type", "application/x-www-form-urlencoded"},
                     {"x-api-key", settings_.api_key},
                     {"x-signature", signature(body)},
                     {"user-agent", "everstrike-conformance"}};
  return request.with_body(std::move(body));
}

Request Target::get(const std::string& path_and_query) const {
  Request request;
  request.method = "GET";
  request.target = settings_.connect.url.path_prefix + path_and_query;
  request.headers = {{"host", settings_.connect.url.host_header},
                     {"x-api-key", settings_.api_key},
                     {"user-agent", "everstrike-conformance"}};
  return request;
}

std::string Target::body_of(std::string_view id) {
  return signing::canonical_body({{"id", std::string(id)}}, signing::Dialect::javascript);
}

std::string Target::with_time(std::string body,
                              const std::function<bool(std::string_view)>& wanted) const {
  body += "&timestamp=" + std::to_string(unix_ms());
  // Decimals are what the documented Python sends; they leave a choice of signatures.
  for (int decimals = 0; wanted && decimals < 10'000; ++decimals) {
    auto candidate = body + "." + std::to_string(decimals);
    if (wanted(signature(candidate))) return candidate;
  }
  return body;
}

std::string Target::made_up(std::string_view ending) const {
  return settings_.made_up_id + std::string(ending);
}

std::optional<std::string> Target::guard() const {
  if (orders_.empty()) return std::nullopt;
  return orders_.back();
}

void Target::guard_is_spent() {
  if (!orders_.empty()) orders_.pop_back();
}

std::optional<std::string> Target::take_order() {
  if (orders_.empty()) return std::nullopt;
  auto id = std::move(orders_.front());
  orders_.erase(orders_.begin());
  return id;
}

const DocumentedCancel* Target::documented_cancel() {
  if (!documented_ && !orders_.empty()) {
    auto id = std::move(orders_.back());
    orders_.pop_back();
    auto answered = exchange(cancel(body_of(id)));
    documented_ =
        std::make_unique<DocumentedCancel>(DocumentedCancel{std::move(id), std::move(answered)});
  }
  return documented_.get();
}

void Target::keep_pace() {
  const auto now = steady_clock::now();
  if (next_request_ > now) {
    settings_.sleep(std::chrono::ceil<milliseconds>(next_request_ - now));
  }
  next_request_ = std::max(next_request_, now) + settings_.pause;
}

Expected<Talk, AnswerError> Target::open() {
  keep_pace();
  auto connection = Connection::open(settings_.connect);
  if (!connection) {
    return Unexpected<AnswerError>(
        AnswerError{AnswerFault::closed, "no connection: " + connection.error(), ""});
  }
  return Talk(*this, std::move(*connection));
}

Answered Target::exchange(const Request& request) {
  return exchange(std::vector<std::string>{request.bytes()});
}

Answered Target::exchange(const std::vector<std::string>& pieces) {
  auto talk = open();
  if (!talk) return Unexpected<AnswerError>(talk.error());
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    if (!talk->send(pieces[i])) break;
    // The first ones get time to arrive alone; an early answer ends the waiting.
    if (i < kPiecesApart && i + 1 < pieces.size()) {
      (void)talk->connection().has_bytes(milliseconds(5));
    }
  }
  return talk->read();
}

void Target::record(const std::string& sent, const Answered* answered) {
  if (answered != nullptr) {
    const bool timed_out = !*answered && answered->error().fault == AnswerFault::timed_out;
    unanswered_ = timed_out ? unanswered_ + 1 : 0;
  }
  JournalExtract entry;
  entry.number = journal_.size() + 1;
  entry.at_ms = std::chrono::duration_cast<milliseconds>(steady_clock::now() - started_).count();
  const auto cut = [&](std::string bytes) { return shown(hidden_->redactor, std::move(bytes)); };
  entry.request = cut(sent);
  if (answered == nullptr) {
    entry.verdict = "not waited for an answer";
  } else if (!*answered) {
    entry.verdict = answered->error().line;
    entry.answer = cut(answered->error().bytes);
  } else {
    entry.verdict = (*answered)->header("x-mock-verdict").value_or("answered");
    entry.diagnosis = (*answered)->header("x-mock-diagnosis").value_or("");
    entry.status = (*answered)->status;
    entry.answer = cut((*answered)->head + "\r\n" + (*answered)->body);
  }
  for (auto* text : {&entry.verdict, &entry.diagnosis}) {
    hidden_->redactor.redact(*text);
  }
  journal_.push_back(std::move(entry));
}

std::vector<JournalExtract> Target::take_journal() {
  started_ = steady_clock::now();
  return std::exchange(journal_, {});
}

bool Target::redact(std::string& text) const { return hidden_->redactor.redact(text); }

Talk::Talk(Target& target, Connection connection)
    : target_(target),
      connection_(std::make_unique<Connection>(std::move(connection))),
      reader_(*connection_) {}

bool Talk::send(std::string_view bytes) {
  sent_ += bytes;
  return connection_->send(bytes);
}

Answered Talk::read() {
  auto answered = reader_.read();
  target_.record(std::exchange(sent_, ""), &answered);
  return answered;
}

}  // namespace everstrike::conformance::server
