#include "mock_server/control/metrics.hpp"

#include <algorithm>
#include <string_view>

#include "mock_server/message/verdict.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::string_view kPrefix = "everstrike_mock_";

class Writer {
 public:
  void family(std::string_view name, std::string_view type, std::string_view help) {
    family_ = name;
    out_.append("# HELP ").append(kPrefix).append(name).append(" ").append(help).append("\n");
    out_.append("# TYPE ").append(kPrefix).append(name).append(" ").append(type).append("\n");
  }
  // `labels` is text such as {verdict="accepted"}, or empty.
  void sample(const std::string& labels, std::uint64_t value, std::string_view suffix = "") {
    sample_text(labels, std::to_string(value), suffix);
  }
  void sample_text(const std::string& labels, const std::string& value, std::string_view suffix) {
    out_.append(kPrefix).append(family_).append(suffix).append(labels).append(" ");
    out_.append(value).append("\n");
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  std::string_view family_;
};

// A label value escapes backslash, quote and line end, and must be UTF-8.
std::string label(std::string_view name, std::string_view value) {
  std::string out = "{";
  out.append(name).append("=\"");
  for (const char c : value) {
    if (c == '\\' || c == '"') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (static_cast<unsigned char>(c) >= 0x80 || static_cast<unsigned char>(c) < 0x20) {
      out += '?';
    } else {
      out += c;
    }
  }
  out += "\"}";
  return out;
}

std::string seconds(std::uint64_t microseconds) {
  std::string digits = std::to_string(microseconds);
  if (digits.size() < 7) digits.insert(0, 7 - digits.size(), '0');
  digits.insert(digits.size() - 6, ".");
  return digits;
}

}  // namespace

void Metrics::count(const Entry& entry) {
  constexpr auto kRelaxed = std::memory_order_relaxed;
  effects_.at(static_cast<std::size_t>(entry.effect.kind)).fetch_add(1, kRelaxed);
  fills_.fetch_add(entry.effect.fills.size(), kRelaxed);
  if (entry.kind == EntryKind::control) return;
  verdicts_[static_cast<std::size_t>(entry.verdict)].fetch_add(1, kRelaxed);
  if (entry.status >= 0 && static_cast<std::size_t>(entry.status) < statuses_.size()) {
    statuses_[static_cast<std::size_t>(entry.status)].fetch_add(1, kRelaxed);
  }
  const auto bound = std::lower_bound(kBoundsUs.begin(), kBoundsUs.end(), entry.duration_us);
  durations_[static_cast<std::size_t>(bound - kBoundsUs.begin())].fetch_add(1, kRelaxed);
  duration_sum_us_.fetch_add(
      static_cast<std::uint64_t>(std::max<std::int64_t>(entry.duration_us, 0)), kRelaxed);
  if (entry.secret_on_wire) secrets_on_wire_.fetch_add(1, kRelaxed);
  if (!entry.fault.empty()) {
    const std::lock_guard lock(faults_mutex_);
    ++faults_[entry.fault.substr(0, entry.fault.find(';'))];
  }
}

std::string Metrics::text(const Now& now) const {
  Writer out;
  out.family("build_info", "gauge", "The version that runs; the value is always 1.");
  out.sample(label("version", now.version), 1);

  out.family("requests_total", "counter", "Exchange requests answered, by what was made of them.");
  for (std::size_t i = 0; i < verdicts_.size(); ++i) {
    const std::uint64_t count = verdicts_[i];
    if (count != 0) out.sample(label("verdict", slug(static_cast<Verdict>(i))), count);
  }
  out.family("answers_total", "counter", "Answers decided, by HTTP status.");
  for (std::size_t i = 0; i < statuses_.size(); ++i) {
    const std::uint64_t count = statuses_[i];
    if (count != 0) out.sample(label("status", std::to_string(i)), count);
  }
  out.family("effects_total", "counter", "What really happened, whatever was answered.");
  for (std::size_t i = 0; i < effects_.size(); ++i) {
    out.sample(label("effect", effect_text(static_cast<Effect::Kind>(i))), effects_[i]);
  }
  out.family("fills_total", "counter", "Fills of orders, by the control side and by fill_first.");
  out.sample("", fills_);
  out.family("faults_total", "counter", "Faults that struck, by the rule's id.");
  {
    const std::lock_guard lock(faults_mutex_);
    for (const auto& [rule, count] : faults_) out.sample(label("rule", rule), count);
  }
  out.family("signatures_verified_total", "counter",
             "Signatures checked, by the signing back end that checked them.");
  for (const auto& [backend, count] : now.verifications)
    out.sample(label("backend", backend), count);
  out.family("secrets_on_wire_total", "counter", "Requests that carried a secret.");
  out.sample("", secrets_on_wire_);

  out.family("decision_seconds", "histogram",
             "From a complete request to its decided answer, injected delays not included.");
  std::uint64_t below = 0;
  for (std::size_t i = 0; i < kBoundsUs.size(); ++i) {
    below += durations_[i];
    out.sample(label("le", seconds(static_cast<std::uint64_t>(kBoundsUs[i]))), below, "_bucket");
  }
  below += durations_.back();
  out.sample(label("le", "+Inf"), below, "_bucket");
  out.sample_text("", seconds(duration_sum_us_), "_sum");
  out.sample("", below, "_count");

  out.family("connections_accepted_total", "counter", "Connections accepted.");
  out.sample("", now.listener.connections_accepted);
  out.family("connections_open", "gauge", "Connections that are open now.");
  out.sample("", now.listener.connections_open);
  out.family("journal_entries", "gauge", "Entries that the journal holds now.");
  out.sample("", now.journal_entries);
  out.family("journal_dropped", "gauge", "Entries dropped since the start or the last clear.");
  out.sample("", now.journal_dropped);
  out.family("journal_file_errors_total", "counter", "Lines that the journal's file did not get.");
  out.sample("", now.journal_file_errors);
  out.family("feed_connections", "gauge", "Clients of the feed at the moment.");
  out.sample("", now.feed_connections);
  out.family("worlds", "gauge", "API keys that have a world by now.");
  out.sample("", now.worlds);
  return out.take();
}

}  // namespace everstrike::mock_server
