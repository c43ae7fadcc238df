// A Java trust store that holds one certificate. Java reads PEM nowhere, so a store has to be made;
// the old JKS format is read by every version and is a page of simple fields.
// Source: sun.security.provider.JavaKeyStore's description of its format.
#pragma once

#include <string>

#include "signing/expected.hpp"

namespace everstrike::mock_server {

inline constexpr const char* kJavaStorePassword = "changeit";

// java_trust_store gives the store's bytes for the first certificate in `pem`. It holds nothing
// secret; the password only seals it against accidents.
[[nodiscard]] Expected<std::string, std::string> java_trust_store(const std::string& pem);

}  // namespace everstrike::mock_server
