// Files that others wait for: a reader sees the whole file or none. The text goes to a neighbour
// with a random name, which nobody can have put there before, and takes the file's place when it is
// complete; a program that is killed in the middle leaves at most that neighbour.
// What is no regular file (a pipe, a link, /dev/stdout) is written into and never replaced.
// Errors are one line: the path, what could not be done, and the system's reason. The room stands
// below the libraries and the programs, because both write files.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>

#include "signing/expected.hpp"

namespace everstrike::files {

struct WriteManner {
  std::optional<mode_t> mode;   // exactly these permissions; without it, those that umask leaves
  bool survives_power = false;  // on the disk before it takes its place
};

// write_file writes `text` to `path`.
[[nodiscard]] Expected<void, std::string> write_file(const std::string& path, std::string_view text,
                                                     const WriteManner& manner = {});

enum class Held { replaced, kept };

// write_into writes into what stands at `path`, or makes it: in place of what it held, or behind
// it. For files of /proc, and those that several programs add to.
[[nodiscard]] Expected<void, std::string> write_into(const std::string& path, std::string_view text,
                                                     Held held = Held::replaced);

// write_all writes all of `text`; false, with errno set, where that can't be done.
[[nodiscard]] bool write_all(int descriptor, std::string_view text);

// is_no_regular_file says whether there is something else at `path`; a link is something else.
[[nodiscard]] bool is_no_regular_file(const std::string& path);

}  // namespace everstrike::files
