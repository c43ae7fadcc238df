// A signature can be right while the body's bytes are not what the documented encoders send. The
// mock accepts such a request, since it verifies the raw bytes; a server that encodes the fields
// again before it verifies would not. These notes say so in time.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace everstrike::diagnosis {

struct PortabilityNote {
  std::string_view slug;  // "blank_as_percent20"
  std::string_view text;  // a sentence
};

// portability_notes gives what in `body` neither documented encoder (form-urlencoded, Python's
// urlencode) would have written. Empty for everything they write.
[[nodiscard]] std::vector<PortabilityNote> portability_notes(std::string_view body);

// all_portability_notes gives every note there is.
[[nodiscard]] std::vector<PortabilityNote> all_portability_notes();

}  // namespace everstrike::diagnosis
