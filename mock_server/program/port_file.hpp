// --port-file: there while the mock can be reached, and at no other time, so that a script may wait
// for it and believe it. What is no regular file (a pipe, a link) is never removed; the file that a
// link leads to is emptied instead.
#pragma once

#include <cstdint>
#include <string>

namespace everstrike::mock_server {

// remove_stale_port_file removes what an earlier run has left. Nothing for an empty path; a file
// that can't be removed is told when the new one is written.
void remove_stale_port_file(const std::string& path);

// remove_port_file removes the file if it still names our port.
void remove_port_file(const std::string& path, std::uint16_t port);

// remove_ca_file removes what --tls-ca-file wrote, if it still holds our authority. For an
// authority that ends with the run: nothing can be signed by it any more.
void remove_ca_file(const std::string& path, const std::string& ca_pem);

}  // namespace everstrike::mock_server
