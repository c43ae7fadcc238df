// The rows that time signatures, each after a look at what it gives: what differs from OpenSSL's
// HMAC() is not worth timing.
#pragma once

#include <string>
#include <vector>

#include "bench/program/row.hpp"
#include "signing/expected.hpp"

namespace everstrike::bench {

// signing_rows gives them without figures. The error names the row that signs wrongly.
[[nodiscard]] Expected<std::vector<Row>, std::string> signing_rows();

}  // namespace everstrike::bench
