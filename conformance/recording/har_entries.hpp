// An HTTP Archive (HAR 1.2) as entries of a session: the mock's own (GET /mock/journal.har) with
// all that stands in `_everstrike_mock`; one that a browser or a proxy recorded, with what the
// answers' x-mock-* headers tell, or else with bytes and times alone.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "conformance/session/session_entry.hpp"
#include "json/document.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance {

struct HarEntries {
  std::vector<SessionEntry> entries;  // in the order of their numbers or, without, of their times
  std::uint64_t left_out = 0;         // that the mock's own HAR says it left out
};

// read_har_entries gives an error as Document does.
[[nodiscard]] Expected<HarEntries, std::string> read_har_entries(const json::Document& document,
                                                                 const std::string& source_name);

// unix_ms_of reads "2026-11-28T18:30:16.123Z", or with "+01:00" in place of the Z.
[[nodiscard]] std::optional<std::int64_t> unix_ms_of(std::string_view iso_time);

}  // namespace everstrike::conformance
