// The authority of a run: one for all of its cases over TLS, with one file of certificates, so that
// a client which stays can load it once. The file is gone with this object, or soon after the
// program, whatever ended it.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "conformance/process/subject.hpp"
#include "conformance/process/temporary_file.hpp"
#include "mock_server/tls/local_ca.hpp"
#include "signing/expected.hpp"

namespace everstrike::conformance {

class RunTrust {
 public:
  // make gives an error in one line.
  [[nodiscard]] static Expected<std::unique_ptr<RunTrust>, std::string> make();

  [[nodiscard]] const std::shared_ptr<const mock_server::LocalCa>& authority() const {
    return authority_;
  }
  // file holds the authority's certificate, what clients are to trust.
  [[nodiscard]] const std::string& file() const { return file_.path(); }

 private:
  RunTrust(std::shared_ptr<const mock_server::LocalCa> authority, TemporaryFile file)
      : authority_(std::move(authority)), file_(std::move(file)) {}
  std::shared_ptr<const mock_server::LocalCa> authority_;
  TemporaryFile file_;
};

// trust_changes names the file by the variable of the contract, and by those that common runtimes
// look at by themselves.
[[nodiscard]] std::vector<EnvironmentChange> trust_changes(const std::string& file);

}  // namespace everstrike::conformance
