// Accounts files from disk, with secrets from the environment and from files of their own.
#pragma once

#include <string>
#include <vector>

#include "command_line/error.hpp"
#include "mock_server/exchange/accounts.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

// secret_sources reads the process's environment and the disk.
[[nodiscard]] SecretSources secret_sources();

// load_accounts reads and checks a file ("-": standard input).
[[nodiscard]] Expected<std::vector<AccountSeed>, command_line::Error> load_accounts(
    const std::string& path);

}  // namespace everstrike::mock_server
