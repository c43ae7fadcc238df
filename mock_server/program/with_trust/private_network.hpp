// A network of one's own for this process and all that it starts: Linux namespaces with a loopback
// device, a hosts file in which the mock's hosts are this machine, and nothing else to reach. The
// rest of the system sees nothing of it, and it is gone with the last process in it. No rights are
// needed where the kernel lets users make namespaces; some distributions and containers don't.
#pragma once

#include <string>
#include <vector>

#include "signing/expected.hpp"

namespace everstrike::mock_server {

// try_private_network finds out, in a process that is thrown away, whether enter_private_network
// would succeed. The error says which step the system refused and why.
[[nodiscard]] Expected<void, std::string> try_private_network(
    const std::vector<std::string>& hosts);

// enter_private_network moves this process, which must have one thread only, into a network where
// the names among `hosts` are 127.0.0.1. It can't be left again, and a failure may leave it half
// done: try first.
[[nodiscard]] Expected<void, std::string> enter_private_network(
    const std::vector<std::string>& hosts);

// replace_system_trust lets the system's certificate stores hold `ca_pem` only, for the processes
// in this network; stores that don't exist are left out. Needs enter_private_network.
[[nodiscard]] Expected<void, std::string> replace_system_trust(const std::string& ca_pem);

}  // namespace everstrike::mock_server
