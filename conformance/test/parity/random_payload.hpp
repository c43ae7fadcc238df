// Random payloads and secrets for the live parity tests: hostile on purpose, and the same for the
// same seed on every platform (the standard library's distributions are not).
#pragma once

#include <cstdint>
#include <random>
#include <string>

#include "signing/typed_value.hpp"

namespace everstrike::conformance {

class RandomPayload {
 public:
  explicit RandomPayload(std::uint64_t seed) : engine_(seed) {}

  // payload gives up to eight members, names possibly empty, repeated or integer-like. Text below
  // the top level has only code points that every Unicode version since 14 knows alike, because
  // Python's repr depends on them.
  [[nodiscard]] signing::TypedPayload payload();
  // secret gives UTF-8 text of 0 to 200 code points, with its weight on the borders of HMAC's
  // block.
  [[nodiscard]] std::string secret();
  // below gives a number from 0 to bound - 1.
  [[nodiscard]] std::uint64_t below(std::uint64_t bound) { return engine_() % bound; }

 private:
  signing::TypedPayload members(std::uint64_t count_max, int depth);
  signing::TypedValue value(int depth);
  signing::TypedValue number();
  std::string name();
  std::string text(bool nested);
  char32_t code_point(bool nested);

  std::mt19937_64 engine_;
};

}  // namespace everstrike::conformance
