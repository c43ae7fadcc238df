#include "bench/bodies.hpp"

#include <algorithm>
#include <random>

#include "signing/text/hex.hpp"

namespace everstrike::bench {

Bodies::Bodies(std::size_t body_bytes) {
  constexpr std::size_t kCacheBytes = 16 * 1024;
  const std::size_t num = std::clamp<std::size_t>(kCacheBytes / body_bytes, 1, 64);
  std::mt19937 random(849);
  bytes_.resize(num * body_bytes);
  for (char& letter : bytes_) letter = signing::kHexDigits[random() % signing::kHexDigits.size()];
  for (std::size_t i = 0; i < num; ++i) {
    bytes_.replace(i * body_bytes, 3, "id=");
    views_.push_back(std::string_view(bytes_).substr(i * body_bytes, body_bytes));
  }
}

}  // namespace everstrike::bench
