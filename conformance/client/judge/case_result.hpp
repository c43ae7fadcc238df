// From what a case's run gave to what reports show.
#pragma once

#include <cstdint>
#include <string>

#include "conformance/client/judge/case_run.hpp"
#include "conformance/run/replay_line.hpp"
#include "conformance/run/results.hpp"

namespace everstrike::conformance {

// result_of gives the whole of it.
[[nodiscard]] CaseResult result_of(const Case& one, const CaseRun& run, const Replay& replay);
// put writes a judgement into a result.
void put(const Judgement& judgement, CaseResult& result);

// extract_of cuts a journal entry to what a report shows of it; `number` and `at_ms` are what it
// calls it there.
[[nodiscard]] JournalExtract extract_of(const mock_server::Entry& entry, std::uint64_t number,
                                        std::int64_t at_ms);

// remedy_of gives what to do about a mistake or a broken rule; empty when nothing is known.
[[nodiscard]] std::string remedy_of(const std::string& mistake);

}  // namespace everstrike::conformance
