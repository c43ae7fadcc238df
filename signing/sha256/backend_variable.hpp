// The environment variable that names the kernel to sign with (signing/backend.hpp).
#pragma once

namespace everstrike::signing {

inline constexpr const char* kBackendVariable = "EVERSTRIKE_SIGNING_BACKEND";

}  // namespace everstrike::signing
