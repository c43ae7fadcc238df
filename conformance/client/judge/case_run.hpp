// One case from its setting to its judgement: an exchange of its own on a free port, the client
// run against it, the evidence gathered, the judge asked. When `run_case` returns, neither the
// exchange nor any process of the client is left. Called from several threads at once.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "conformance/client/judge/evidence.hpp"
#include "conformance/client/judge/resident_clients.hpp"
#include "conformance/client/judge/restless.hpp"
#include "conformance/client/judge/run_trust.hpp"
#include "conformance/run/case.hpp"

namespace everstrike::conformance {

// What all cases of a run have in common.
struct CaseSurroundings {
  std::vector<std::string> command;  // of the client, as the user gave it
  std::uint64_t seed = 0;
  std::chrono::milliseconds patience{30'000};
  int interrupt_fd = -1;  // becomes readable when the run is to end
  bool three_claims = false;
  int suite_revision = kSuiteRevision;
  Restless* restless = nullptr;          // clients that ask for ever; nullptr: each is waited for
  const RunTrust* trust = nullptr;       // for cases over TLS
  ResidentClients* residents = nullptr;  // who is asked; nullptr: the command is run for each case
  // How long a client that is known to stay after its answer is let stay after it; zero: it isn't.
  std::chrono::milliseconds stay{0};
};

struct CaseRun {
  Evidence evidence;
  Judgement judgement;
  std::vector<Judgement> breaches;  // of rules that any case may show
};

// judge_case asks the case's judge, and weighs what any case may show.
[[nodiscard]] Judgement judge_case(const Case& one, const Evidence& seen);

[[nodiscard]] CaseRun run_case(const Case& one, const CaseSurroundings& surroundings);

}  // namespace everstrike::conformance
