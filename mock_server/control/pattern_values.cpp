#include "mock_server/control/pattern_values.hpp"

#include <algorithm>
#include <initializer_list>

#include "mock_server/message/effect.hpp"
#include "mock_server/message/phase.hpp"
#include "mock_server/message/verdict.hpp"
#include "mock_server/message/wire_plan.hpp"
#include "signing/diagnosis/diagnosis.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::mock_server {
namespace {

std::string one_of(std::string_view value, std::initializer_list<std::string_view> words) {
  if (std::ranges::find(words, value) != words.end()) return {};
  std::string expected = "expected one of: ";
  for (const std::string_view word : words) {
    if (word != *words.begin()) expected += ", ";
    expected += word;
  }
  return expected;
}

std::string effect_expected(std::string_view value) {
  using Kind = Effect::Kind;
  return one_of(value,
                {effect_text(Kind::none), effect_text(Kind::cancelled), effect_text(Kind::placed),
                 effect_text(Kind::filled), effect_text(Kind::triggered)});
}

std::string phase_expected(std::string_view value) {
  return one_of(value, {phase_text(Phase::at_accept), phase_text(Phase::before_auth),
                        phase_text(Phase::before_effect), phase_text(Phase::after_effect)});
}

std::string end_expected(std::string_view value) {
  return one_of(value, {wire_end_text(WireEnd::keep), wire_end_text(WireEnd::close),
                        wire_end_text(WireEnd::reset), wire_end_text(WireEnd::hang)});
}

// Values are compared as texts, and entries have numbers without zeros in front.
std::string number_expected(std::string_view value) {
  const bool is_number = std::ranges::all_of(value, &signing::is_digit) && !value.empty() &&
                         (value == "0" || value.front() != '0');
  return is_number ? "" : "expected a whole number from 0";
}

std::string status_expected(std::string_view value) {
  return number_expected(value).empty() && value.size() <= 3
             ? ""
             : "expected a status, a whole number from 0 to 999";
}

std::string path_expected(std::string_view value) {
  if (value.find('?') != std::string_view::npos) {
    return "expected a path without its query, which \"target\" has";
  }
  const bool is_other_form = value == "*" || value.find(':') != std::string_view::npos;
  return value.starts_with('/') || is_other_form ? "" : "expected a path that begins with \"/\"";
}

std::string fault_expected(std::string_view value) {
  return value.find(';') == std::string_view::npos
             ? ""
             : "expected the rule's id alone; \"fault_replay\" has the seed too";
}

}  // namespace

std::string values_expected(std::string_view field, std::string_view value) {
  if (field == "verdict") {
    return verdict_of_slug(value) ? ""
                                  : "there is no such verdict; expected one of: " + verdict_slugs();
  }
  if (field == "kind") return one_of(value, {"request", "control"});
  if (field == "effect") return effect_expected(value);
  if (field == "phase") return phase_expected(value);
  if (field == "end") return end_expected(value);
  if (field == "diagnosis") {
    return diagnosis::is_name_of_diagnosis(value)
               ? ""
               : "there is no such mistake; docs/mistakes.md lists them, \"unexplained\" is none";
  }
  if (field == "path") return path_expected(value);
  if (field == "fault") return fault_expected(value);
  if (field == "chunked" || field == "tls" || field == "secret_on_wire") {
    return one_of(value, {"true", "false"});
  }
  if (field == "status") return status_expected(value);
  if (field == "connection" || field == "key_number") return number_expected(value);
  return {};
}

}  // namespace everstrike::mock_server
