// An authority that outlives the run, in a folder (--tls-dir): `ca.pem` for clients to trust and
// `ca-key.pem`, which nobody else may read. A folder that others could write to, or a key that
// others could read, is refused: whoever has the key can answer for the exchange's hosts on every
// machine that trusts the certificate.
#pragma once

#include <ctime>
#include <string>
#include <vector>

#include "mock_server/tls/local_ca.hpp"
#include "mock_server/tls/trust_error.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

struct KeptCa {
  LocalCa ca;
  std::string certificate_file;
  bool is_new = false;
};

// keep_ca takes up the authority in `folder`, or makes one for `days` where there is none or it
// has less than an hour left. The folder is made with mode 0700 if it is missing, and locked
// meanwhile, which is waited for 5 s. Errors name the file; one is an authority that may not vouch
// for one of `hosts`.
[[nodiscard]] Expected<KeptCa, TrustError> keep_ca(const std::string& folder,
                                                   const std::vector<std::string>& hosts, int days,
                                                   std::time_t now);

}  // namespace everstrike::mock_server
