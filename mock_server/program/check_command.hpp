// `everstrike-mock check FILE…`: says whether accounts, scenario and configuration files are
// right, one line for each. What a file is follows from its name (*.toml) or from its member
// "schema". All files are looked at, whatever is wrong with some.
#pragma once

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "command_line/error.hpp"
#include "signing/expected.hpp"

namespace everstrike::mock_server {

// Checks a configuration file as `serve --config FILE` would, and gives the words for one that is
// right, which say what of it was not checked. It knows the options, so the command line gives it.
using ConfigCheck =
    std::function<Expected<std::string, command_line::Error>(const std::string& path)>;

// check_files gives `done` when every file is right, `failed` when one is wrong, `environment`
// when one can't be read.
[[nodiscard]] command_line::ExitCode check_files(const std::vector<std::string>& paths,
                                                 const ConfigCheck& check_config, std::ostream& out,
                                                 std::ostream& err);

}  // namespace everstrike::mock_server
