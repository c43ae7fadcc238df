#include "conformance/report/case_text.hpp"

#include <algorithm>

namespace everstrike::conformance {
namespace {

std::string indented(std::string_view text) {
  std::string out = "    ";
  for (const char c : text) {
    out += c;
    if (c == '\n') out += "    ";
  }
  return out;
}

// with_difference says where `seen` leaves `expected`, as a number and as the bytes around it.
std::string difference(const CaseResult& result) {
  if (result.expected.empty() || result.seen.empty()) return "";
  const auto at = first_difference(result.expected, result.seen);
  if (!at) return "";
  const auto common = std::min(result.expected.size(), result.seen.size());
  if (*at == 0) return "";  // two different things rather than two spellings
  if (*at == common) {
    return "one ends after byte " + std::to_string(common) + ", where the other goes on";
  }
  return "from byte " + std::to_string(*at) + " on (counted from 0)";
}

std::string ending(const CaseResult& result) {
  if (result.timed_out) return "ended by the judge after its time was up";
  if (result.signal) return "signal " + std::to_string(*result.signal);
  if (result.exit_code) return "exit code " + std::to_string(*result.exit_code);
  return "";
}

}  // namespace

std::optional<std::size_t> first_difference(std::string_view expected, std::string_view seen) {
  if (expected == seen) return std::nullopt;
  const auto common = std::min(expected.size(), seen.size());
  return static_cast<std::size_t>(
      std::mismatch(expected.begin(), expected.begin() + static_cast<std::ptrdiff_t>(common),
                    seen.begin())
          .first -
      expected.begin());
}

std::vector<Fact> facts_of(const CaseResult& result) {
  std::vector<Fact> facts = {
      {"does", result.does},
      {"expects", result.expects},
      {"expected", result.expected},
      {"seen", result.seen},
      {"differs", difference(result)},
      {"mistake", result.mistake},
      {"remedy", result.remedy},
      {"evidence", result.evidence},
      {"client", ending(result)},
      {"known", result.known_failing_reason},
      {"rule", std::string(level_text(result.level)) + ", " +
                   std::string(provenance_text(result.provenance)) +
                   (result.reference.empty() ? "" : ", " + result.reference)},
      {"command", result.command},
      {"repeat", result.replay},
  };
  std::erase_if(facts, [](const Fact& fact) { return fact.value.empty(); });
  return facts;
}

std::string journal_lines(const std::vector<JournalExtract>& journal) {
  std::string out;
  for (const auto& entry : journal) {
    out += "request " + std::to_string(entry.number) + " after " + std::to_string(entry.at_ms) +
           " ms: " + entry.verdict;
    if (!entry.diagnosis.empty()) out += ", " + entry.diagnosis;
    if (!entry.fault.empty()) out += ", fault " + entry.fault;
    if (!entry.effect.empty()) out += ", effect " + entry.effect;
    out += entry.status == 0 ? ", no answer" : ", answered " + std::to_string(entry.status);
    out += '\n';
    out += indented(entry.request) + '\n';
    if (!entry.answer.empty()) out += "  answer\n" + indented(entry.answer) + '\n';
  }
  return out;
}

std::string case_text(const CaseResult& result) {
  std::string out;
  if (!result.reason.empty()) out += result.reason + "\n\n";
  for (const auto& [name, value] : facts_of(result)) {
    out += std::string(name) + ":" + std::string(9 - std::min<std::size_t>(8, name.size()), ' ') +
           value + "\n";
  }
  if (!result.journal.empty()) out += "\n" + journal_lines(result.journal);
  for (const auto& [language, text] : result.reproducers) {
    out += "\nreproducer (" + language + "):\n" + text + "\n";
  }
  return out;
}

}  // namespace everstrike::conformance
