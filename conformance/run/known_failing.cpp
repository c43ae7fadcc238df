#include "conformance/run/known_failing.hpp"

#include <algorithm>
#include <set>

#include "command_line/one_line.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::conformance {
Expected<std::vector<KnownFailure>, std::string> parse_known_failing(
    std::string_view text, const std::string& source_name) {
  std::vector<KnownFailure> list;
  std::set<std::string> ids;
  int number = 0;
  for (std::size_t at = 0; at < text.size();) {
    ++number;
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = signing::trimmed(text.substr(at, end - at));
    at = end + 1;
    if (line.empty() || line.front() == '#') continue;
    const std::size_t mark = std::min(line.find('#'), line.size());
    KnownFailure one{std::string(signing::trimmed(line.substr(0, mark))),
                     std::string(signing::trimmed(line.substr(std::min(mark + 1, line.size())))),
                     number};
    const std::string place = source_name + ":" + std::to_string(number) + ": ";
    if (one.id.find_first_of(" \t*?") != std::string::npos) {
      return Unexpected<std::string>(place + "expected one case id, then \"# reason\"");
    }
    if (one.reason.empty()) {
      return Unexpected<std::string>(place + "expected \"# reason\" after the id");
    }
    if (!ids.insert(one.id).second) {
      return Unexpected<std::string>(place + "this case is listed already");
    }
    one.reason = command_line::one_line(one.reason);
    list.push_back(std::move(one));
  }
  return list;
}

void apply_known_failing(const std::vector<KnownFailure>& list, const CaseNames& all,
                         RunResult& run) {
  for (const KnownFailure& known : list) {
    const auto exists = std::any_of(all.begin(), all.end(),
                                    [&](const CaseName& one) { return one.id == known.id; });
    if (!exists) {
      run.stale.push_back(command_line::one_line(known.id) + ": there is no such case");
      continue;
    }
    const auto found = std::find_if(run.cases.begin(), run.cases.end(),
                                    [&](const CaseResult& one) { return one.id == known.id; });
    if (found == run.cases.end()) continue;  // not selected this time
    found->known_failing_reason = known.reason;
    if (found->verdict == Verdict::fail) {
      found->verdict = Verdict::known_failing;
    } else if (found->verdict == Verdict::pass || found->verdict == Verdict::lenient) {
      run.stale.push_back(known.id + ": passes");
    }
  }
}

}  // namespace everstrike::conformance
