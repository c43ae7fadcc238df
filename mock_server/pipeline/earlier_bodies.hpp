// The last few bodies that one API key signed rightly: that an old signature was sent with another
// body is a mistake that only its former body can prove. Few and short, so that an API key costs
// some KiB at most; longer bodies are not kept. Not thread-safe: a tenant's lock guards it.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
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
  // forget forgets all of them, and goes on with the numbers.
  void forget();
  // number is that of the latest; what is kept is the same as long as it is.
  [[nodiscard]] std::uint64_t number() const { return number_; }

 private:
  std::array<std::string, kBodiesMax> bodies_;
  std::size_t count_ = 0;  // remembered so far, or since they were forgotten
  std::uint64_t number_ = 0;
};

}  // namespace everstrike::mock_server
