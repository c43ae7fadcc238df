// Hides a secret that was given as an argument from `ps` and /proc/<pid>/cmdline, by overwriting
// it in the process's own argument memory. There is a moment between start and scrubbing in which
// others can see it, and shells keep it in their history: that is why programs warn as well.
#pragma once

#include <string_view>

namespace everstrike::command_line {

// scrub_argument overwrites every value given to `option` ("--secret"), in both spellings
// ("--secret VALUE" and "--secret=VALUE"), up to a "--" argument. Says whether there was one.
// Call it after parsing: it changes what `arguments` point to.
bool scrub_argument(int argument_count, char** arguments, std::string_view option);

}  // namespace everstrike::command_line
