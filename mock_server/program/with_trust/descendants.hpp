// Ends what a command has left behind. Needs a process that has made itself the one whom orphans
// below it fall to (adopt_orphans), so that nobody escapes by losing a parent.
#pragma once

namespace everstrike::mock_server {

// adopt_orphans lets every process below this one become its child when its parent dies.
void adopt_orphans();

// end_descendants kills all processes below this one and waits until they are gone.
void end_descendants();

}  // namespace everstrike::mock_server
