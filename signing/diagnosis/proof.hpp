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

// excluded_by says what a search without a finding has shown, and quotes both byte strings.
[[nodiscard]] std::string excluded_by(const Refused& refused, const Readings& readings,
                                      const Budget& budget, const Quoter& quoter);

}  // namespace everstrike::diagnosis
