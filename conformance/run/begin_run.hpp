// What is known of a run, and of a case, before anything is asked; alike for every suite.
#pragma once

#include <string>

#include "conformance/run/results.hpp"

namespace everstrike::conformance {

// begin_run gives a run of `suite` that starts now, by this version of the program.
[[nodiscard]] RunResult begin_run(std::string suite);

// is_interrupted tells whether a run is to end early: its descriptor can be read. -1: never.
[[nodiscard]] bool is_interrupted(int interrupt_fd);

// A case of a suite whose own kind of case has no such members.
struct AskedCase {
  std::string id;
  Level level = Level::must;
  std::string does;
  std::string expects;
  Provenance provenance = Provenance::documented;
  std::string reference;
};

// described gives the result of a case that was not asked yet.
template <class One>
[[nodiscard]] CaseResult described(const One& one) {
  CaseResult result;
  result.id = one.id;
  result.group = one.id.substr(0, one.id.find('/'));
  result.level = one.level;
  result.does = one.does;
  result.expects = one.expects;
  result.provenance = one.provenance;
  result.reference = one.reference;
  if constexpr (requires { one.since_revision; }) result.since_revision = one.since_revision;
  return result;
}

}  // namespace everstrike::conformance
