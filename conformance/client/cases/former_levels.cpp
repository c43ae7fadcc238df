#include "conformance/client/cases/former_levels.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace everstrike::conformance {
namespace {

constexpr std::array kFormerLevels = {
    // Less is asked.
    FormerLevel{"http/answer/09", 1, Level::must, "no RFC says how large a head one has to read"},
    FormerLevel{"http/answer/11", 1, Level::must, "no RFC says how large a body one has to read"},
    FormerLevel{"answer/ok/02", 1, Level::must, "members beside the documented ones are assumed"},
    FormerLevel{"retry/wait/01", 1, Level::must, "RFC 9110, 10.2.3 advises, it does not oblige"},
    FormerLevel{"retry/wait/02", 1, Level::must, "RFC 9110, 10.2.3 advises, it does not oblige"},
    FormerLevel{"retry/once/01", 1, Level::must,
                "one more cancel of a cancelled order harms nobody"},
    // More is asked.
    FormerLevel{"http/answer/10", 1, Level::may, "RFC 9110, 15.2: a client MUST parse 1xx answers"},
    FormerLevel{"answer/200/04", 1, Level::should, "\"cancelled\" is false"},
    FormerLevel{"answer/200/05", 1, Level::should, "\"cancelled\" is false"},
    FormerLevel{"answer/200/10", 1, Level::should, "\"cancelled\" is false"},
    FormerLevel{"answer/503/10", 1, Level::should, "\"cancelled\" is false"},
};

}  // namespace

std::span<const FormerLevel> former_levels() noexcept { return kFormerLevels; }

void add_former_levels(Cases& cases) {
  for (const FormerLevel& former : kFormerLevels) {
    const auto found = std::find_if(cases.begin(), cases.end(), [&](const Case& one) {
      return one.id == former.id && one.is_of(kSuiteRevision);
    });
    if (found == cases.end()) continue;
    Case before = *found;
    before.level = former.level;
    before.form_until = former.until_revision;
    found->form_since = former.until_revision + 1;
    cases.insert(found, std::move(before));
  }
}

}  // namespace everstrike::conformance
