#include "mock_server/auth/verification_count.hpp"

#include <cassert>

#include "signing/sha256/sha256.hpp"

namespace everstrike::mock_server {

void VerificationCount::add(const signing::PreparedKey& key) noexcept {
  const auto kernels = signing::sha256_kernels();
  assert(kernels.size() <= kBackendsMax);
  for (std::size_t i = 0; i < kernels.size(); ++i) {
    if (kernels[i] == &key.kernel()) counts_[i].fetch_add(1, std::memory_order_relaxed);
  }
}

std::vector<std::pair<std::string_view, std::uint64_t>> VerificationCount::by_backend() const {
  const auto kernels = signing::sha256_kernels();
  std::vector<std::pair<std::string_view, std::uint64_t>> found;
  for (std::size_t i = 0; i < kernels.size(); ++i) {
    const std::uint64_t count = counts_[i].load(std::memory_order_relaxed);
    if (count != 0) found.emplace_back(kernels[i]->name, count);
  }
  return found;
}

}  // namespace everstrike::mock_server
