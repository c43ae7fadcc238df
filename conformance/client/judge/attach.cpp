#include "conformance/client/judge/attach.hpp"

#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <optional>
#include <ostream>
#include <string_view>
#include <utility>
#include <vector>

#include "conformance/client/judge/attribution.hpp"
#include "conformance/client/judge/breaches.hpp"
#include "conformance/client/judge/bytes_text.hpp"
#include "conformance/client/judge/case_exchange.hpp"
#include "conformance/client/judge/case_result.hpp"
#include "conformance/client/judge/case_run.hpp"
#include "conformance/client/judge/resident_clients.hpp"
#include "conformance/process/steady_time.hpp"
#include "conformance/run/begin_run.hpp"
#include "conformance/run/ending.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::conformance {
namespace {

// Answers in flight, when a case is over.
constexpr std::chrono::milliseconds kDrain{1000};

// The lines of a person, as they are typed; the end of them is an answer as well.
class Keyboard {
 public:
  explicit Keyboard(int fd) : fd_(fd) {}
  [[nodiscard]] int fd() const { return is_at_end_ ? -1 : fd_; }
  [[nodiscard]] bool is_at_end() const { return is_at_end_ && text_.empty(); }

  // read takes what is there.
  void read() {
    std::array<char, 1024> buffer;
    const auto got = ::read(fd_, buffer.data(), buffer.size());
    if (got > 0) text_.append(buffer.data(), static_cast<std::size_t>(got));
    if (got == 0 || (got < 0 && errno != EINTR)) {
      is_at_end_ = true;
      if (!text_.empty() && !text_.ends_with('\n')) text_ += '\n';
    }
  }
  std::optional<std::string> next_line() {
    const auto end = text_.find('\n');
    if (end == std::string::npos) return std::nullopt;
    std::string line = signing::lower_ascii(text_.substr(0, end));
    text_.erase(0, end + 1);
    while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
    return line;
  }

 private:
  int fd_;
  std::string text_;
  bool is_at_end_ = false;
};

bool same(const Judgement& a, const Judgement& b) {
  return a.verdict == b.verdict && a.mistake == b.mistake;
}

class Session {
 public:
  Session(const Cases& cases, const AttachSettings& settings)
      : cases_(cases), settings_(settings), out_(*settings.out), keyboard_(settings.input_fd) {
    account_.order_id = "any";
    settle(account_, settings.seed, "attach");
    place_.host = settings.host;
    place_.port = settings.port;
    for (const Case& one : cases) results_.push_back(described(one));
    charges_.resize(cases.size());
  }

  Expected<RunResult, std::string> run() {
    for (std::size_t i = 0; i < cases_.size() && !is_over_; ++i) {
      if (auto asked = ask(i); !asked) return Unexpected<std::string>(asked.error());
    }
    return result();
  }

 private:
  static constexpr const char* kKeys =
      "  What did the client say? c cancelled, n not cancelled by this call, u unknown; "
      "s skips the case, q ends\n";

  Setting setting_of(const Case& one) const {
    Setting setting = one.setting;
    setting.api_key = account_.api_key;
    setting.secret = account_.secret;
    settle(setting, settings_.seed, one.id);
    return setting;
  }

  Expected<void, std::string> ask(std::size_t i) {
    const Case& one = cases_[i];
    Evidence seen;
    seen.setting = setting_of(one);
    seen.three_claims = true;
    seen.suite_revision = settings_.suite_revision;
    CaseExchange exchange(seen.setting, settings_.seed, place_);
    if (auto started = exchange.start(); !started) return started;
    const auto begun = SteadyClock::now();
    if (i == 0) tell_start(exchange.base_url());
    place_.port = exchange.port();
    tell_case(i, seen.setting);
    const std::optional<Judgement> judged = wait_for(one, exchange, begun, seen);
    exchange.gather(begun, seen, judged ? kDrain : std::chrono::milliseconds(0));
    finish(i, std::move(seen), judged, begun);
    return {};
  }

  void tell_start(const std::string& base_url) {
    out_ << "Give these to the client, once for all cases:\n  EVERSTRIKE_BASE_URL=" << base_url
         << "\n  EVERSTRIKE_API_KEY=" << *account_.api_key
         << "\n  EVERSTRIKE_SECRET_KEY=" << *account_.secret << "\n";
  }

  void tell_case(std::size_t i, const Setting& setting) {
    const Case& one = cases_[i];
    out_ << "\n"
         << i + 1 << "/" << cases_.size() << " " << one.id << " (" << level_text(one.level)
         << "): the exchange " << one.does << "\n  Now let the client cancel the order "
         << visible(setting.order_id, 10'000) << "\n";
    if (asks_for_claim(one)) out_ << kKeys;
    out_ << std::flush;
  }

  // Whether an order was cancelled is all that is to be seen of a signature.
  static bool asks_for_claim(const Case& one) { return one.group() != "sign"; }

  // What the judge says if the client claims this.
  static Judgement judged_with(const Case& one, Evidence seen, int claim) {
    seen.client.exit_code = claim;
    const auto breaches = breaches_of(seen);
    if (!breaches.empty()) return breaches.front();
    return judge_case(one, seen);
  }

  // The verdict that stands whatever the client says.
  static std::optional<Judgement> settled(const Case& one, const Evidence& seen) {
    if (seen.requests.empty()) return std::nullopt;
    Judgement confirmed = judged_with(one, seen, kConfirmedExitCode);
    if (!asks_for_claim(one)) return confirmed;
    // In these the claim is what is asked about, and the client may still be at it.
    if (one.group() == "outcome" || one.group() == "answer") {
      if (confirmed.is_good()) return std::nullopt;
    }
    if (!same(confirmed, judged_with(one, seen, kUnknownExitCode)) ||
        !same(confirmed, judged_with(one, seen, kRejectedExitCode))) {
      return std::nullopt;
    }
    return confirmed;
  }

  // nullopt: the case is skipped.
  std::optional<Judgement> wait_for(const Case& one, CaseExchange& exchange,
                                    SteadyClock::time_point begun, Evidence& seen) {
    std::size_t told = 0;
    for (;;) {
      exchange.look(begun, seen);
      for (; told < seen.requests.size(); ++told) tell_request(seen.requests[told].entry);
      if (auto judgement = settled(one, seen)) return judgement;
      while (const auto line = keyboard_.next_line()) {
        if (*line == "q") is_over_ = true;
        if (*line == "s" || *line == "q") return std::nullopt;
        if (auto judgement = answered(one, *line, seen)) return judgement;
      }
      if (keyboard_.is_at_end()) is_over_ = true;
      if (is_over_) return std::nullopt;
      std::array<pollfd, 3> fds = {{{settings_.interrupt_fd, POLLIN, 0},
                                    {exchange.first_request_fd(), POLLIN, 0},
                                    {keyboard_.fd(), POLLIN, 0}}};
      if (::poll(fds.data(), fds.size(), -1) < 0) continue;
      if (fds[0].revents != 0) is_over_ = true;
      if (fds[1].revents != 0) {
        std::array<char, 256> bytes;
        [[maybe_unused]] const auto got = ::read(fds[1].fd, bytes.data(), bytes.size());
      }
      if (fds[2].revents != 0) keyboard_.read();
    }
  }

  std::optional<Judgement> answered(const Case& one, const std::string& line, Evidence& seen) {
    const bool is_claim = line == "c" || line == "n" || line == "u";
    if (!is_claim || !asks_for_claim(one)) {
      out_ << (asks_for_claim(one) ? kKeys : "  s skips the case, q ends\n") << std::flush;
      return std::nullopt;
    }
    if (seen.requests.empty()) {
      out_ << "  Nothing has arrived yet.\n" << std::flush;
      return std::nullopt;
    }
    seen.client.exit_code = line == "c"   ? kConfirmedExitCode
                            : line == "n" ? kRejectedExitCode
                                          : kUnknownExitCode;
    seen.client.answered = true;
    return judged_with(one, seen, *seen.client.exit_code);
  }

  void tell_request(const mock_server::Entry& entry) {
    out_ << "  " << visible(entry.method, 20) << " " << visible(entry.path, 100) << " "
         << visible(entry.body, 100) << ": " << slug(entry.verdict)
         << (entry.diagnosis.empty() ? "" : ", " + entry.diagnosis)
         << (entry.fix.empty() ? "" : ". " + entry.fix) << "\n"
         << std::flush;
  }

  void finish(std::size_t i, Evidence seen, const std::optional<Judgement>& judged,
              SteadyClock::time_point begun) {
    const Case& one = cases_[i];
    seen.client.duration_ms = ms_since(begun);
    CaseRun run;
    run.judgement = judged.value_or(
        Judgement{.verdict = Verdict::skipped,
                  .reason = is_over_ ? "the session ended before" : "skipped by hand"});
    charges_[i] = {run.judgement.owner, breaches_of(seen)};
    run.evidence = std::move(seen);
    const Replay replay{.suite = "client",
                        .options = {"--attach", "--seed", std::to_string(settings_.seed)},
                        .command = {}};
    results_[i] = result_of(one, run, replay);
    results_[i].command.clear();
    out_ << "  " << verdict_text(run.judgement.verdict)
         << (run.judgement.reason.empty() ? "" : ": " + run.judgement.reason) << "\n";
    if (!results_[i].remedy.empty()) out_ << "  fix: " << results_[i].remedy << "\n";
    out_ << std::flush;
  }

  RunResult result() {
    RunResult run = begin_run("attach");
    run.suite_revision = settings_.suite_revision;
    run.seed = settings_.seed;
    run.subject_name = settings_.subject_name;
    run.duration_ms = ms_since(begun_);
    run.started_at_unix_ms -= run.duration_ms;
    attribute(results_, charges_);
    run.cases = std::move(results_);
    for (CaseResult& one : run.cases) {
      if (one.verdict == Verdict::skipped && one.reason.empty())
        one.reason = "the session ended before";
    }
    return run;
  }

  const Cases& cases_;
  const AttachSettings& settings_;
  std::ostream& out_;
  Keyboard keyboard_;
  Setting account_;
  CaseExchange::Place place_;
  const SteadyClock::time_point begun_ = SteadyClock::now();
  std::vector<CaseResult> results_;
  std::vector<Charges> charges_;
  bool is_over_ = false;
};

}  // namespace

Cases attach_cases(const Cases& chosen) {
  constexpr std::array<std::string_view, 4> kGroups = {"sign", "http", "answer", "outcome"};
  Cases fit;
  for (const Case& one : chosen) {
    const Setting& setting = one.setting;
    const bool is_asked = std::find(kGroups.begin(), kGroups.end(), one.group()) != kGroups.end();
    if (is_asked && !setting.tls && setting.listens && !setting.secret && !setting.api_key &&
        !setting.terminated_at_first_request) {
      fit.push_back(one);
    }
  }
  return fit;
}

Expected<RunResult, std::string> attach(const Cases& cases, const AttachSettings& settings) {
  return Session(cases, settings).run();
}

}  // namespace everstrike::conformance
