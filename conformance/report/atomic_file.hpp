// The files of reports: a reader sees the whole file or none (files/write_file), and an earlier one
// is gone as soon as the run begins.
#pragma once

#include <string>
#include <string_view>

#include "command_line/error.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance {

// write_whole_file writes `text` to `path`. Something that is no regular file (a pipe, /dev/stdout)
// can't be replaced and is written to directly. Errors name the path.
[[nodiscard]] Expected<void, command_line::Error> write_whole_file(const std::string& path,
                                                                   std::string_view text);

// make_way removes an earlier file at `path`, so that it can't be taken for the coming one, and
// makes sure that the folder can be written to. Not for files that are no regular ones.
[[nodiscard]] Expected<void, command_line::Error> make_way(const std::string& path);

// append_to_file adds to a file that others may be adding to as well.
[[nodiscard]] Expected<void, command_line::Error> append_to_file(const std::string& path,
                                                                 std::string_view text);

}  // namespace everstrike::conformance
