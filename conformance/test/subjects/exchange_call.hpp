// One request over a socket, plain or TLS, and its answer. Written by hand so that a manner can do
// what no HTTP library would.
#pragma once

#include "conformance/test/subjects/manner.hpp"

namespace everstrike::subjects {

[[nodiscard]] Reply call(const Task& task, const Manner& manner, const Request& request);

}  // namespace everstrike::subjects
