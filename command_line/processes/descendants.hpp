// Ends what a command has left behind, for the two keepers that stand between a program of ours and
// a foreign one. Needs a process that has made itself the one whom orphans below it fall to
// (adopt_orphans), so that nobody escapes by losing a parent: a child's children become ours when
// it is gone, and each round goes a generation down. Nothing here allocates or locks: it may run in
// the child of a program that has threads.
#pragma once

namespace everstrike::command_line {

// adopt_orphans lets every process below this one become its child when its parent dies. Only Linux
// has that; elsewhere nothing is adopted and nobody is found.
void adopt_orphans();

// kill_children kills every process whose parent we are, waits for none, and gives how many.
int kill_children();

// end_descendants kills all processes below this one and waits until they are gone.
void end_descendants();

}  // namespace everstrike::command_line
