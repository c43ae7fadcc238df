// The journal as an HTTP Archive, for the network panel of a browser's tools and whatever else
// reads HAR 1.2. What HAR has no place for stands in members that begin with "_", as its
// specification allows: verdict, fault, effect, where the answer was cut. Bytes that were no HTTP
// request at all have no entry there; the log's comment says how many were left out.
// Source: HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/).
#pragma once

#include <cstdint>
#include <string>

#include "mock_server/journal/entry.hpp"
#include "signing/redactor.hpp"

namespace everstrike::mock_server {

// har_begin is what stands before the first entry, har_end what stands behind the last one;
// commas are between them.
[[nodiscard]] std::string har_begin();
[[nodiscard]] std::string har_end(std::uint64_t left_out);
// append_har_entry gives false, and appends nothing, for what was no HTTP request. It decodes
// queries, so it takes out again what only then is seen to be a secret.
[[nodiscard]] bool append_har_entry(std::string& out, const Entry& entry,
                                    const signing::Redactor& redactor);

// iso_time writes milliseconds since 1970 as "2023-11-14T22:13:20.000Z".
[[nodiscard]] std::string iso_time(std::int64_t unix_ms);

}  // namespace everstrike::mock_server
