// Scenario files: the rules of a run, with a seed and a name, as data that can be kept, shared and
// played again. The format `scenario_v1` is described in docs/scenario-format.md and, for editors
// and other tools, in fixtures/schemas/scenario_v1.schema.json. Objects are closed: what is
// misspelt is an error with its place, and never a rule that silently tests nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "mock_server/faults/next_failures.hpp"
#include "mock_server/faults/plan.hpp"
#include "mock_server/faults/preview.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

struct Scenario {
  Plan::Title title;
  std::optional<std::uint64_t> seed;  // nullopt: the run's own
  std::vector<Rule> rules;
};

// parse_scenario reads the text of a file called `source_name`. `endpoints` are the names that a
// rule's pattern may fit (exchange/router.hpp has them). The error is one line,
// "file:line:column: path: what was expected".
[[nodiscard]] Expected<Scenario, std::string> parse_scenario(
    std::string text, const std::string& source_name, std::span<const std::string_view> endpoints);

// endpoint_pattern_error says of a pattern that fits no endpoint what was expected.
[[nodiscard]] std::optional<std::string> endpoint_pattern_error(
    const std::string& pattern, std::span<const std::string_view> endpoints);

// scenario_json writes a plan as a scenario file that gives the same plan again.
[[nodiscard]] std::string scenario_json(const Plan& plan);

// pending_failure_json writes {"api_key","phase","left","endpoint","fault":{…}}.
[[nodiscard]] std::string pending_failure_json(const std::string& api_key,
                                               const NextFailures::Pending& pending);

// coming_strikes_json writes {"seed","api_key","endpoint","requests","notes","strikes":[{"request",
// "phase","rule","ordinal","fault":{…}}]}.
// coming_strikes_begin is that up to the list's first element, append_coming_strike an element, and
// kComingStrikesEnd what stands behind the last.
[[nodiscard]] std::string coming_strikes_begin(const Plan& plan, const PlanLook& look);
void append_coming_strike(std::string& out, const ComingStrike& coming);
inline constexpr std::string_view kComingStrikesEnd = "]}";
[[nodiscard]] std::string coming_strikes_json(const Plan& plan, const PlanLook& look,
                                              const std::vector<ComingStrike>& strikes);

}  // namespace everstrike::mock_server
