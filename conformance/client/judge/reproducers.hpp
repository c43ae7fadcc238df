// Programs of one file that send what the client should have sent for a case. They keep to the
// clients' contract (EVERSTRIKE_BASE_URL and so on), so the judge accepts them in the client's
// place, and they carry the body and the signature that are right for the case's account, for
// comparing byte by byte. They hold no secret.
#pragma once

#include <vector>

#include "conformance/run/results.hpp"
#include "conformance/run/setting.hpp"

namespace everstrike::conformance {

// reproducers gives one for curl with openssl, one for Python and one for JavaScript (Node 18+).
[[nodiscard]] std::vector<Reproducer> reproducers(const Setting& setting);

}  // namespace everstrike::conformance
