// The memory of answers that have left, for those that come: some are held until they leave
// together, more than the heap gives back quickly. Each thread has its own, sixteen at most.
#pragma once

#include <cstddef>
#include <string>

namespace everstrike::mock_server {

// spare_text gives an empty text, with memory if there is some.
[[nodiscard]] std::string spare_text();
// keep_spare keeps the memory of a text that nobody needs any more, if it is of ordinary length.
void keep_spare(std::string text);

}  // namespace everstrike::mock_server
