// The authority of a run: one for all of its cases over TLS, with one file of certificates, so that
// a client which stays can load it once. The file is gone with this object, or soon after the
// program, whatever ended it.
#pragma once

#include <memory>
#include <string>

#include "conformance/process/subject.hpp"
#include "mock_server/tls/local_ca.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance {

class RunTrust {
 public:
  // make gives an error in one line.
  [[nodiscard]] static Expected<std::unique_ptr<RunTrust>, std::string> make();
  ~RunTrust();
  RunTrust(const RunTrust&) = delete;
  RunTrust& operator=(const RunTrust&) = delete;

  [[nodiscard]] const std::shared_ptr<const mock_server::LocalCa>& authority() const {
    return authority_;
  }
  // file holds the authority's certificate, what clients are to trust.
  [[nodiscard]] const std::string& file() const { return file_; }

 private:
  RunTrust() = default;
  std::shared_ptr<const mock_server::LocalCa> authority_;
  std::string file_;
};

// trust_changes names the file by the variable of the contract, and by those that common runtimes
// look at by themselves.
[[nodiscard]] std::vector<EnvironmentChange> trust_changes(const std::string& file);

}  // namespace everstrike::conformance
