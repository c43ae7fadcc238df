// A client that can't be started by a runner (an app, a service, somebody's browser): one exchange
// with one account stays up, each order's id is a case of the suite, and what arrives is judged
// until somebody stops it. Orders that nobody cancelled are skipped, never passed.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>

#include "conformance/run/case.hpp"
#include "conformance/run/results.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance {

struct AttachSettings {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any free one
  std::uint64_t seed = 0;
  std::string subject_name = "attached client";
  int interrupt_fd = -1;        // becomes readable when it is to stop
  std::ostream* out = nullptr;  // URL, key, secret and ids, then a line for each request
};

// attach_cases gives those of `chosen` that can be asked of an attached client: the ones that give
// it an id of their own and change nothing else.
[[nodiscard]] Cases attach_cases(const Cases& chosen);

// attach waits and judges; the error is one line, and nothing was listened to then.
[[nodiscard]] Expected<RunResult, std::string> attach(const Cases& cases,
                                                      const AttachSettings& settings);

}  // namespace everstrike::conformance
