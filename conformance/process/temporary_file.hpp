// A file for as long as this program needs it: with a name of its own, empty at first, and removed
// with this object, or soon after the program, whatever ended that.
#pragma once

#include <string>
#include <utility>

#include "signing/expected.hpp"

namespace everstrike::conformance {

class TemporaryFile {
 public:
  // make takes a name "<folder for such files>/<beginning>XXXXXX<ending>"; the error is one line.
  [[nodiscard]] static Expected<TemporaryFile, std::string> make(const std::string& beginning,
                                                                 const std::string& ending);
  TemporaryFile(TemporaryFile&& other) noexcept;
  TemporaryFile& operator=(TemporaryFile&&) = delete;
  ~TemporaryFile();

  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  explicit TemporaryFile(std::string path) : path_(std::move(path)) {}
  std::string path_;
};

}  // namespace everstrike::conformance
