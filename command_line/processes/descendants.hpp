// Ends what a command has left behind, for the keeper that stands between a program of ours and a
// foreign one. Needs a process that has made itself the one whom orphans below it fall to
// (adopt_orphans), so that nobody escapes by losing a parent: a child's children become ours when
// it is gone, and each round goes a generation down. Nothing here allocates or locks: it may run in
// the child of a program that has threads.
#pragma once

#include <sys/types.h>

#include <cstdint>

namespace everstrike::command_line {

// adopt_orphans lets every process below this one become its child when its parent dies. Only Linux
// has that; elsewhere nothing is adopted and nobody is found.
void adopt_orphans();

// name_process gives this process the name that lists of processes show; of at most 15 bytes, and on
// Linux only.
void name_process(const char* name);

// kill_children kills every process whose parent we are, waits for none, and gives how many.
int kill_children();

// end_tree kills every process below `root`, which adopts the orphans among them and may be stopped
// itself, until none is alive, and then `root`, which has a moment to end by itself. It reaps
// nobody.
void end_tree(pid_t root);

// birth_of tells processes apart that had the same number one after the other; 0: it is gone.
[[nodiscard]] std::uint64_t birth_of(pid_t pid);

// end_descendants kills all processes below this one and waits until they are gone.
void end_descendants();

}  // namespace everstrike::command_line
