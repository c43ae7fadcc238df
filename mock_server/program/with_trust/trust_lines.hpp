// What `everstrike-mock trust` prints: for each runtime, lines to copy that let one program trust a
// mock and reach it under the exchange's names, without with-trust and without touching the system.
#pragma once

#include <string>

namespace everstrike::mock_server {

struct TrustPlace {
  std::string ca_file = "ca.pem";
  std::string address = "127.0.0.1:8080";  // where the mock listens
};

[[nodiscard]] std::string trust_lines(const TrustPlace& place);

}  // namespace everstrike::mock_server
