// A process of ours that does nothing until this program is gone, whatever ended it: then, should a
// keeper be unable to do its work because its command holds it (a debugger's trick), it ends the
// keeper and all below it. It also removes files that were to go with the program. It is started
// with the first that is entrusted to it, and ends with this program.
#pragma once

#include <sys/types.h>

#include <string>

namespace everstrike::command_line {

// entrust and dismiss are called from any thread, for keepers that are alive.
void entrust_to_last_guard(pid_t keeper);
void dismiss_last_guard(pid_t keeper);

// entrust_file_to_last_guard has a file removed once this program is gone, should it not have done
// that itself. Files beyond the first few, and paths beyond a few hundred bytes, are not taken.
void entrust_file_to_last_guard(const std::string& path);

}  // namespace everstrike::command_line
