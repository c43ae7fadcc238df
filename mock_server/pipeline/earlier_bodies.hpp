// The last few bodies that one API key signed rightly: that an old signature was sent with another
// body is a mistake that only its former body can prove. Few and short, so that an API key costs
// some KiB at most; longer bodies are not kept. Not thread-safe: a tenant's lock guards it.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace everstrike::mock_server {

class EarlierBodies {
 public:
  static constexpr std::size_t kBodiesMax = 8;
  static constexpr std::size_t kBodyBytesMax = 1024;

  // remember keeps `body` in place of the oldest, unless it is kept already.
  void remember(std::string_view body);
  // latest_first gives views that are valid until the next remember().
  [[nodiscard]] std::vector<std::string_view> latest_first() const;
  // count tells how many were remembered so far: the number of the latest.
  [[nodiscard]] std::size_t count() const { return count_; }

 private:
  std::array<std::string, kBodiesMax> bodies_;
  std::size_t count_ = 0;  // remembered so far
};

}  // namespace everstrike::mock_server
