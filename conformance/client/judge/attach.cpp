#include "conformance/client/judge/attach.hpp"

#include <poll.h>

#include <algorithm>
#include <chrono>
#include <mutex>
#include <ostream>
#include <set>

#include "command_line/shell_words.hpp"
#include "conformance/client/judge/breaches.hpp"
#include "conformance/client/judge/bytes_text.hpp"
#include "conformance/client/judge/case_result.hpp"
#include "conformance/client/judge/refusals.hpp"
#include "conformance/run/begin_run.hpp"
#include "conformance/run/ending.hpp"
#include "mock_server/server.hpp"
#include "signing/form_encoding.hpp"

namespace everstrike::conformance {
namespace {

using mock_server::Entry;

// The id that a request names, "" without one that can be read.
std::string named_id(const Entry& entry) {
  const auto fields = signing::decode_form(entry.body);
  if (!fields) return "";
  for (const auto& field : *fields) {
    if (field.name == "id") return field.value;
  }
  return "";
}

class Watch {
 public:
  Watch(const Cases& cases, const AttachSettings& settings) : cases_(cases), settings_(settings) {
    account_.order_id = "any";
    settle(account_, settings.seed, "attach");
  }

  Expected<RunResult, std::string> run() {
    mock_server::Server server(options());
    if (const auto started = server.start(); !started) {
      return Unexpected<std::string>(started.error().message);
    }
    begun_ = std::chrono::steady_clock::now();
    tell_start(server.base_url());
    pollfd stop{settings_.interrupt_fd, POLLIN, 0};
    while (::poll(&stop, 1, -1) < 0) {
    }
    server.drain(std::chrono::seconds(1));
    return result();
  }

 private:
  mock_server::Options options() {
    mock_server::Options options;
    options.listen.host = settings_.host;
    options.listen.port = settings_.port;
    options.accounts = {{.api_key = *account_.api_key,
                         .secret = signing::Secret(*account_.secret),
                         .orders = orders()}};
    options.magic_order_ids = false;
    options.control = false;
    options.on_entry = [this](const Entry& entry) { note(entry); };
    return options;
  }

  std::vector<mock_server::Order> orders() const {
    std::vector<mock_server::Order> orders;
    for (const Case& one : cases_) orders.push_back({.id = one.setting.order_id});
    return orders;
  }

  void tell_start(const std::string& base_url) {
    std::ostream& out = *settings_.out;
    out << "EVERSTRIKE_BASE_URL=" << base_url << "\nEVERSTRIKE_API_KEY=" << *account_.api_key
        << "\nEVERSTRIKE_SECRET_KEY=" << *account_.secret
        << "\nCancel these orders (as JSON text), then stop with Ctrl-C:\n";
    for (const Case& one : cases_) {
      out << "  " << one.id << "  " << visible(one.setting.order_id, 10'000) << "\n";
    }
    out << std::flush;
  }

  void note(const Entry& entry) {
    const auto at = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - begun_);
    const std::lock_guard lock(mutex_);
    requests_.push_back({entry, at.count(), proof_of(entry, named_id(entry)), at.count()});
    *settings_.out << entry.method << " " << visible(entry.path, 100) << " "
                   << visible(entry.body, 100) << ": " << slug(entry.verdict)
                   << (entry.diagnosis.empty() ? "" : ", " + entry.diagnosis)
                   << (entry.fix.empty() ? "" : ". " + entry.fix) << std::endl;
  }

  Evidence evidence_for(const std::string& order_id) const {
    Evidence seen;
    seen.setting = account_;
    seen.setting.order_id = order_id;
    return seen;
  }

  // judge looks at the requests for one order.
  static Judgement judge(const Evidence& seen) {
    for (const Judgement& breach : breaches_of(seen)) return breach;
    for (const SeenRequest& request : seen.requests) {
      if (auto breach = breach_of(request, seen)) return std::move(*breach);
    }
    if (seen.confirmation() != nullptr) return pass();
    return {.verdict = Verdict::skipped, .reason = "no request for this order arrived"};
  }

  CaseResult result_for(const Case& one) const {
    Evidence seen = evidence_for(one.setting.order_id);
    for (const SeenRequest& request : requests_) {
      if (named_id(request.entry) == one.setting.order_id) seen.requests.push_back(request);
    }
    return finished(one, std::move(seen));
  }

  CaseResult finished(const Case& one, Evidence seen) const {
    CaseRun run;
    run.judgement = judge(seen);
    run.evidence = std::move(seen);
    const Replay replay{.suite = "client",
                        .options = {"--attach", "--seed", std::to_string(settings_.seed)},
                        .command = {}};
    CaseResult result = result_of(one, run, replay);
    result.command.clear();
    return result;
  }

  // Requests that name none of the orders have a result of their own.
  void add_strays(RunResult& run) const {
    std::set<std::string> known;
    for (const Case& one : cases_) known.insert(one.setting.order_id);
    Evidence seen = evidence_for("");
    for (const SeenRequest& request : requests_) {
      const bool asks = request.entry.method != "GET" && request.entry.method != "HEAD";
      if (asks && known.count(named_id(request.entry)) == 0) seen.requests.push_back(request);
    }
    if (seen.requests.empty()) return;
    Case stray;
    stray.id = "attach/other/01";
    stray.does = "has only the orders that were shown";
    stray.expects = "every request names one of them";
    stray.reference = "page of POST /auth/cancel";
    run.cases.push_back(finished(stray, std::move(seen)));
  }

  RunResult result() {
    const std::lock_guard lock(mutex_);
    RunResult run = begin_run("attach");
    run.seed = settings_.seed;
    run.subject_name = settings_.subject_name;
    run.duration_ms = std::chrono::duration_cast<std::chrono::milliseconds>(
                          std::chrono::steady_clock::now() - begun_)
                          .count();
    run.started_at_unix_ms -= run.duration_ms;
    for (const Case& one : cases_) run.cases.push_back(result_for(one));
    add_strays(run);
    const auto any = [&](Verdict verdict) {
      return std::any_of(run.cases.begin(), run.cases.end(),
                         [&](const CaseResult& one) { return one.verdict == verdict; });
    };
    const bool failed = std::any_of(run.cases.begin(), run.cases.end(), [](const CaseResult& one) {
      return counts_against(one, false);
    });
    if (!failed && !any(Verdict::pass)) {
      set_problem(run, RunProblem::nothing_selected,
                  "nothing was judged: no cancel of one of these orders arrived");
    }
    return run;
  }

  const Cases& cases_;
  const AttachSettings& settings_;
  Setting account_;
  std::chrono::steady_clock::time_point begun_;
  std::mutex mutex_;
  std::vector<SeenRequest> requests_;
};

}  // namespace

Cases attach_cases(const Cases& chosen) {
  Cases fit;
  for (const Case& one : chosen) {
    const Setting& setting = one.setting;
    if (one.group() == "sign" && !setting.order_id.empty() && !setting.secret && !setting.api_key) {
      fit.push_back(one);
    }
  }
  return fit;
}

Expected<RunResult, std::string> attach(const Cases& cases, const AttachSettings& settings) {
  return Watch(cases, settings).run();
}

}  // namespace everstrike::conformance
