// What a body may have been before it was changed on its way: a Content-Encoding was put on it
// behind the signature, or a Content-Length that counts something else than bytes cut it, and the
// bytes that it lost came next on the connection. These are the only ways that are read off what
// was received and not tried out, so there are few of them.
#pragma once

#include <string>
#include <vector>

#include "signing/diagnosis/catalogue/mistake.hpp"
#include "signing/diagnosis/hypotheses/refused.hpp"

namespace everstrike::diagnosis {

struct BeforeTransit {
  MistakeId id;
  std::string body;  // as it was then
  std::string how;   // a sentence for the proof: what leads from it to what was received
  // What was received is a text of its own, in which other mistakes can be looked for too.
  bool is_text = false;
};

// before_transit gives the likely ones first; `bytes_max` bounds what a compressed body may become.
[[nodiscard]] std::vector<BeforeTransit> before_transit(const Refused& refused,
                                                        std::size_t bytes_max);

// content_coding gives the codings that the headers name, but identity; empty without one.
[[nodiscard]] std::string content_coding(const Refused& refused);

}  // namespace everstrike::diagnosis
