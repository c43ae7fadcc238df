// A process of ours that does nothing until this program is gone, whatever ended it: then, should a
// keeper be unable to do its work because its command holds it (a debugger's trick), it ends the
// keeper and all below it. It is started with the first keeper that is entrusted to it, and ends
// with this program.
#pragma once

#include <sys/types.h>

namespace everstrike::command_line {

// entrust and dismiss are called from any thread, for keepers that are alive.
void entrust_to_last_guard(pid_t keeper);
void dismiss_last_guard(pid_t keeper);

}  // namespace everstrike::command_line
