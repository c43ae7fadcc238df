// Which implementation signs in this process. Chosen once, at the first use: the fastest that the
// processor can run and that passes its self-test on published macs. For comparisons and when in
// doubt, the environment variable EVERSTRIKE_SIGNING_BACKEND names another: shani, openssl or
// portable. A value that can't be had is not an error: signatures are the same, only slower.
#pragma once

#include <string>
#include <string_view>

#include "signing/sha256/backend_variable.hpp"  // IWYU pragma: export

namespace everstrike::signing {

// backend_name is "shani", "openssl", "openssl_evp" or "portable": for `--version --verbose`,
// GET /mock/health and benchmarks. Valid as long as the process lives.
[[nodiscard]] std::string_view backend_name() noexcept;

// backend_warning says why it isn't the one asked for, or that a faster one failed its self-test;
// empty if there is nothing to say. One line, for a log at the start.
[[nodiscard]] const std::string& backend_warning() noexcept;

}  // namespace everstrike::signing
