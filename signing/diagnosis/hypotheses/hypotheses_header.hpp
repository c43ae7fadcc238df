// A signature that isn't where it belongs. What is found elsewhere is looked at as if it had been
// in x-signature, so that a second mistake is named as well.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "signing/diagnosis/catalogue/mistake.hpp"
#include "signing/diagnosis/hypotheses/received.hpp"

namespace everstrike::diagnosis {

struct Misplaced {
  MistakeId id;
  std::string signature;
  std::string body;   // what was signed: the body, without the signature if that stood in it
  std::string where;  // "the header \"x-sign\""
};

// misplaced_signatures gives what looks like a signature by its name, in the order of likelihood.
[[nodiscard]] std::vector<Misplaced> misplaced_signatures(const Received& received);

// exchanged_headers says which of the credentials stand in each other's place, if two do. Reads
// the headers and the accounts; `api_key` of the request may be unknown.
[[nodiscard]] std::optional<MistakeId> exchanged_headers(const Refused& refused);

}  // namespace everstrike::diagnosis
