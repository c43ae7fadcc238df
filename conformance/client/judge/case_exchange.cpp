#include "conformance/client/judge/case_exchange.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <variant>

namespace everstrike::conformance {
namespace {

using Error = Unexpected<std::string>;

mock_server::Order order_of(const Setting& setting) {
  mock_server::Order order;
  order.id = setting.order_id;
  using State = Setting::OrderState;
  if (setting.order == State::cancelled) order.status = mock_server::OrderStatus::cancelled;
  if (setting.order == State::filled || setting.order == State::partly_filled) {
    order.qty_orig = 2;
    order.qty_filled = setting.order == State::filled ? 2 : 1;
    order.qty_remaining = order.qty_orig - order.qty_filled;
  }
  if (setting.order == State::filled) order.status = mock_server::OrderStatus::completed;
  order.time = 1'551'137'077'642;
  return order;
}

std::string rule_name(std::size_t index) { return "answer-" + std::to_string(index + 1); }

mock_server::Redirect* redirect_of(PlannedAnswer& answer) {
  return std::get_if<mock_server::Redirect>(&answer.rule.fault);
}

}  // namespace

CaseExchange::CaseExchange(Setting setting, std::uint64_t seed, Place place)
    : setting_(std::move(setting)), seed_(seed), place_(std::move(place)) {
  for (std::size_t i = 0; i < setting_.answers.size(); ++i) {
    setting_.answers[i].rule.id = rule_name(i);
  }
}

CaseExchange::~CaseExchange() {
  server_.reset();
  elsewhere_.reset();
  for (const int fd : {first_request_read_, first_request_write_, dead_socket_}) {
    if (fd >= 0) ::close(fd);
  }
}

mock_server::Options CaseExchange::options(std::uint64_t seed) {
  mock_server::Options options;
  options.accounts.clear();
  if (setting_.key_is_known) {
    std::vector<mock_server::Order> orders;
    if (setting_.order != Setting::OrderState::unknown) orders.push_back(order_of(setting_));
    const std::string& secret = setting_.secret_of_exchange.value_or(*setting_.secret);
    options.accounts.push_back(
        {.api_key = *setting_.api_key, .secret = signing::Secret(secret), .orders = orders});
  }
  for (const PlannedAnswer& answer : setting_.answers) options.rules.push_back(answer.rule);
  options.seed = seed;
  options.magic_order_ids = false;
  options.control = false;
  // Nothing explains a signature that is right for another secret; the search is for nothing.
  if (setting_.secret_of_exchange) options.diagnosis_depth = diagnosis::Depth::off;
  options.listen.host = place_.host;
  options.listen.port = place_.port;
  if (setting_.tls) {
    options.tls = {.fault = *setting_.tls, .authority = place_.authority, .only = true};
  }
  options.on_entry = [this](const mock_server::Entry& entry) { note(entry); };
  return options;
}

Expected<void, std::string> CaseExchange::start() {
  if (!setting_.listens) return take_dead_port();
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return Error("no pipe can be made");
  first_request_read_ = ends[0];
  first_request_write_ = ends[1];
  if (std::any_of(setting_.answers.begin(), setting_.answers.end(),
                  [](PlannedAnswer& answer) { return redirect_of(answer) != nullptr; })) {
    if (auto started = start_elsewhere(); !started) return started;
  }
  auto chosen = options(seed_);
  if (!setting_.reject_status.empty()) {
    auto statuses = mock_server::RejectStatus::parse(setting_.reject_status);
    if (!statuses) return Error(statuses.error());
    chosen.reject_status = std::move(*statuses);
  }
  server_ = std::make_unique<mock_server::Server>(std::move(chosen));
  if (const auto started = server_->start(); !started) return Error(started.error().message);
  return {};
}

// On another address of the loopback, where there is one: a client may well treat another port of
// the same host as the same place.
Expected<void, std::string> CaseExchange::start_elsewhere() {
  std::string problem;
  for (const char* host : {"127.0.0.2", "127.0.0.1"}) {
    mock_server::Options options;
    options.listen.host = host;
    options.control = false;
    options.on_entry = [this](const mock_server::Entry& entry) {
      const std::lock_guard lock(mutex_);
      elsewhere_arrivals_.push_back(entry);
    };
    elsewhere_ = std::make_unique<mock_server::Server>(std::move(options));
    const auto started = elsewhere_->start();
    if (!started) {
      problem = started.error().message;
      continue;
    }
    for (PlannedAnswer& answer : setting_.answers) {
      if (auto* redirect = redirect_of(answer); redirect != nullptr) {
        redirect->location.replace(0, kElsewhereHere.size(), elsewhere_->base_url());
      }
    }
    return {};
  }
  return Error(problem);
}

Expected<void, std::string> CaseExchange::take_dead_port() {
  dead_socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = ::htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (dead_socket_ < 0 ||
      ::bind(dead_socket_, reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
      ::getsockname(dead_socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    return Error("no port can be taken on 127.0.0.1");
  }
  dead_url_ = "http://127.0.0.1:" + std::to_string(::ntohs(address.sin_port));
  return {};
}

std::uint16_t CaseExchange::port() const { return server_ ? server_->port() : place_.port; }

std::string CaseExchange::base_url() const { return server_ ? server_->base_url() : dead_url_; }

void CaseExchange::note(const mock_server::Entry& entry) {
  const auto now = std::chrono::steady_clock::now();
  const std::lock_guard lock(mutex_);
  [[maybe_unused]] const auto written = ::write(first_request_write_, "1", 1);
  arrivals_.push_back({entry, now});
}

Proof CaseExchange::proof_of_arrival(const mock_server::Entry& entry) const {
  for (std::size_t i = 0; i < setting_.answers.size(); ++i) {
    if (!entry.fault.starts_with(rule_name(i) + ";")) continue;
    const Proof proof = setting_.answers[i].proof;
    // A fault that only delays or dribbles shapes the true answer, which may be a refusal.
    if (proof == Proof::confirms && entry.status != 200) break;
    return proof;
  }
  return proof_of(entry, setting_.order_id);
}

std::vector<std::chrono::steady_clock::time_point> CaseExchange::arrivals() {
  const std::lock_guard lock(mutex_);
  std::vector<std::chrono::steady_clock::time_point> times;
  for (const Arrival& arrival : arrivals_) times.push_back(arrival.at);
  return times;
}

void CaseExchange::look(std::chrono::steady_clock::time_point started, Evidence& evidence) {
  const std::lock_guard lock(mutex_);
  evidence.requests.clear();
  for (const Arrival& arrival : arrivals_) {
    const auto answered =
        std::chrono::duration_cast<std::chrono::milliseconds>(arrival.at - started);
    const std::int64_t at =
        std::max<std::int64_t>(0, answered.count() - arrival.entry.duration_us / 1000);
    evidence.requests.push_back(
        {arrival.entry, at, proof_of_arrival(arrival.entry), answered.count()});
  }
  evidence.elsewhere = elsewhere_arrivals_;
}

void CaseExchange::gather(std::chrono::steady_clock::time_point started, Evidence& evidence,
                          std::chrono::milliseconds patience) {
  if (server_ && patience.count() > 0) server_->drain(patience);
  server_.reset();
  elsewhere_.reset();
  look(started, evidence);
}

}  // namespace everstrike::conformance
