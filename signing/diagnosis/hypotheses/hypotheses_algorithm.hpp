// Which other function than HMAC-SHA256(secret, text) may have made the digest.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>

#include "signing/diagnosis/hypotheses/hypotheses_message.hpp"
#include "signing/diagnosis/hypotheses/steps.hpp"

namespace everstrike::diagnosis {

struct Algorithm {
  Steps steps;
  Likelihood likelihood;
  std::size_t digest_bytes;
  std::string_view written;  // "HMAC-SHA1({key}, {text})"
  std::string (*run)(std::string_view key, std::string_view text);
};

// algorithms gives all of them, the likely ones first.
[[nodiscard]] std::span<const Algorithm> algorithms() noexcept;

}  // namespace everstrike::diagnosis
