// The documented programs as living processes: Node with the npm packages of the JavaScript
// example, Python with the modules of the Python one. They sign payloads and check signatures with
// their own libraries. Errors are one line and say what to install.
#pragma once

#include <string>
#include <string_view>

#include "conformance/test/parity/line_process.hpp"
#include "conformance/test/parity/vector.hpp"
#include "signing/expected.hpp"
#include "signing/typed_value.hpp"

namespace everstrike::conformance {

// What a worker made of a payload.
struct TheirStages {
  std::string body;
  std::string mac;
  std::string signature;
};

class SigningWorker {
 public:
  // javascript and python start the scripts beside this file. `source_folder` is the project's.
  [[nodiscard]] static Expected<SigningWorker, std::string> javascript(
      const std::string& source_folder);
  [[nodiscard]] static Expected<SigningWorker, std::string> python(
      const std::string& source_folder);

  [[nodiscard]] Expected<TheirStages, std::string> sign(const signing::TypedPayload& payload,
                                                        Container container,
                                                        std::string_view secret);

  // verify says whether the worker's own signature of `body` is this text.
  [[nodiscard]] Expected<bool, std::string> verify(std::string_view body, std::string_view secret,
                                                   std::string_view signature);

  // payload_json is how a payload is written to a worker and in vector files, for messages.
  [[nodiscard]] static std::string payload_json(const signing::TypedPayload& payload);

 private:
  explicit SigningWorker(LineProcess process) : process_(std::move(process)) {}
  LineProcess process_;
};

}  // namespace everstrike::conformance
