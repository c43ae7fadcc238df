// The cures, as code in the three languages that this project's readers write: several mistakes
// share one. Each is a few lines that can be pasted; `payload`, `body` and `secret` are the
// reader's own, and `sign` is what the first of them does.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace everstrike::diagnosis {

enum class RemedyId : std::uint8_t {
  send_base64_of_mac,
  send_what_was_signed,
  sign_the_body_only,
  write_values_as_text,
  sign_each_attempt,
  use_secret_as_issued,
  use_hmac_sha256,
  send_both_headers,
};

struct Remedy {
  RemedyId id;
  std::string_view title;
  std::string_view javascript;
  std::string_view python;
  std::string_view cpp;
};

// remedies gives all of them, in the order of RemedyId.
[[nodiscard]] std::span<const Remedy> remedies() noexcept;
[[nodiscard]] const Remedy& remedy(RemedyId id) noexcept;

}  // namespace everstrike::diagnosis
