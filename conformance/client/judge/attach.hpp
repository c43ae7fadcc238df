// A client that can't be started by a runner (an app, a service, somebody's browser), and a person
// at a terminal who makes it do what each case asks. One after the other: the case's order is
// shown, what arrives is told, the person says what the client claimed where that matters, and the
// case is judged. URL, key and secret are the same for all cases; each has an exchange of its own
// behind the same port, without TLS. Cases that nobody let the client do are skipped, never passed.
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
  int suite_revision = kSuiteRevision;
  std::string subject_name = "attached client";
  int input_fd = 0;             // where the person types
  int interrupt_fd = -1;        // becomes readable when it is to stop
  std::ostream* out = nullptr;  // what to do, and a line for each request
};

// attach_cases gives those of `chosen` that can be asked of an attached client: of the groups sign,
// http, answer and outcome, without TLS, and with the key and secret that all cases share.
[[nodiscard]] Cases attach_cases(const Cases& chosen);

// attach goes through the cases; the error is one line, and nothing was listened to then.
[[nodiscard]] Expected<RunResult, std::string> attach(const Cases& cases,
                                                      const AttachSettings& settings);

}  // namespace everstrike::conformance
