// How many file descriptors the process may hold. Each connection takes one, and the usual soft
// limit of 1024 is far below what this server carries.
#pragma once

namespace everstrike::mock_server {

// raise_descriptor_limit lifts the soft limit to the hard one. It is for programs, before they
// make a Listener; a library should leave its process's limits alone. Children inherit it.
void raise_descriptor_limit();

}  // namespace everstrike::mock_server
