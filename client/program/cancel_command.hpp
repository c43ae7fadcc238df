// `everstrike cancel`: settings in, one line out, and the exit code that says what became of the
// order (0 confirmed, 1 rejected, 6 unknown).
#pragma once

#include <cstdint>
#include <iosfwd>
#include <optional>
#include <string>

#include "client/base_url.hpp"
#include "client/program/secret_settings.hpp"
#include "command_line/error.hpp"
#include "signing/expected.hpp"

namespace everstrike::client {

struct CancelSettings {
  std::string order_id;
  std::string base_url = std::string(kTestnetUrl);
  std::optional<std::string> api_key;  // may be empty, as on the documented page
  SecretSettings secret;
  std::string ca_file;
  int timeout_ms = 5'000;
  int attempts = 4;
  int deadline_ms = 30'000;
  std::uint64_t answer_bytes_max = 1024 * 1024;
  bool json = false;
};

// run_cancel writes its line to `out`. The error is a wrong setting or an unreadable file; nothing
// was sent then.
[[nodiscard]] Expected<command_line::ExitCode, command_line::Error> run_cancel(
    CancelSettings settings, std::ostream& out);

}  // namespace everstrike::client
