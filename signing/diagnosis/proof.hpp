// Puts findings into words that are safe to show: the recipe as a formula, with texts quoted so
// that they are one line of ASCII, cut where they are long, and left out where they hold a secret.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "signing/diagnosis/diagnosis.hpp"
#include "signing/diagnosis/search.hpp"

namespace everstrike::diagnosis {

class Quoter {
 public:
  // Knows the secrets that must not show: those of the request and of all other accounts. They
  // must outlive the quoter.
  explicit Quoter(const Refused& refused) : refused_(refused) {}

  // quote gives `text` in double quotes with escapes, its start and length when it is long, or
  // "<43 bytes that hold a secret>".
  [[nodiscard]] std::string quote(std::string_view text) const;

 private:
  [[nodiscard]] bool holds_a_secret(std::string_view text) const;

  const Refused& refused_;
};

// proof_of says how the received signature comes about and what would have been right.
[[nodiscard]] std::string proof_of(const Finding& finding, const Quoter& quoter,
                                   std::string_view body);

// How far a search without a finding went.
struct Extent {
  Depth depth;
  const Limits& limits;
  const Budget& budget;
};

// excluded_by says what such a search tried and what it did not, and quotes both byte strings. It
// says nothing of the secret: a text that nobody thought of and another secret look the same.
[[nodiscard]] std::string excluded_by(const Refused& refused, const Readings& readings,
                                      const Extent& extent, const Quoter& quoter);

// narrowing_down says how to find out whether the text or the secret differs.
[[nodiscard]] std::string_view narrowing_down() noexcept;

}  // namespace everstrike::diagnosis
